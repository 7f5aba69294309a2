/** Concepts that summaries name whatever is done: they lean a vector less than others do. */
const ACTIVITIES = 'use handle complete continue apply call start report serve ask show'
const OBJECTS = 'user something task instruction information tool result own-answer project'
const ENVIRONMENTS = 'local background batch online shared internal'

const of = (kind: string, ids: string) => ids.split(' ').map((id) => `${kind} ${id}`)

/** Each by its kind and id. */
export const FAINT: ReadonlySet<string> = new Set([
  ...of('activity', ACTIVITIES),
  ...of('object', OBJECTS),
  ...of('environment', ENVIRONMENTS),
])
