import { CONCEPTS } from './concepts.js'

/** Concepts that summaries name whatever is done: they lean a vector less than others do. */
const ACTIVITIES =
  'use handle complete continue apply call start report serve ask show list count give keep notify open choose'
const OBJECTS =
  'user something task instruction information tool result own-answer project command number question customer problem'
const TOOLS = 'shell'
const ENVIRONMENTS = 'local background batch online shared internal'

const of = (kind: string, ids: string) => ids.split(' ').map((id) => `${kind} ${id}`)

const FAINT: ReadonlySet<string> = new Set([
  ...of('activity', ACTIVITIES),
  ...of('object', OBJECTS),
  ...of('tool', TOOLS),
  ...of('environment', ENVIRONMENTS),
])

const FAINTLY: readonly boolean[] = CONCEPTS.map(({ kind, id }) => FAINT.has(`${kind} ${id}`))

/** Whether a concept, by its number, is said whatever is done. */
export const isFaint = (concept: number): boolean => FAINTLY[concept] ?? false
