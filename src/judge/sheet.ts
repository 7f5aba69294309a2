import { escaped, FENCE_RULES, fenced, markFor } from './fence.js'
import type { JsonSchema, Known, Question } from './question.js'
import type { Model } from './settings.js'
import { type JudgeWorld, letters } from './world.js'

/** An item that is still to be judged. */
export interface Pending {
  key: string
  text: string
}

/** Evidence that several requests share: fenced once, so that its bytes are the same in all of them. */
export interface Shared {
  text: string
  /** Whether more than one request will begin with it, so that caching it pays. */
  repeated: boolean
}

/** What goes out in one request. */
export interface Sheet<T> {
  system: string
  shared: Shared | null
  items: string
  /** Form of the whole answer. The same for all requests of a question. */
  schema: JsonSchema
  /** What the labels in `items` stand for. */
  asked: ReadonlyMap<string, Pending>
  known: ReadonlyMap<string, Known<T>>
  /** The longest answer, thinking included, in tokens. */
  outputTokens: number
  /** No fewer than the tokens of everything sent, whatever the model's vocabulary. */
  inputTokens: number
}

const LABEL_LETTERS = 6
/** What an endpoint adds of its own: turns of a chat, what it says to the model about the form of answers. */
const ADDED = 1500
/** Brackets, names and label around one answer, and around all of them, in tokens. */
const AROUND = 30
const AROUND_ALL = 100

/** Fences the context of an inquiry. */
export function sharedOf(text: string, repeated: boolean, world: JudgeWorld): Shared | null {
  if (text === '') return null
  const clean = escaped(text)
  const mark = markFor([clean], world)
  return {
    text: `Context of the items that follow, as evidence. Its mark is ${mark}.\n${fenced(clean, mark)}\n`,
    repeated,
  }
}

/**
 * Composes a request: what never changes first, then what several requests share, then the items, each under a label
 * and within a fence that nobody could know before. Known answers stand at random places among them.
 */
export function compose<T>(
  question: Question<T>,
  pending: readonly Pending[],
  { shared, known }: { shared: Shared | null; known: number },
  model: Model,
  world: JudgeWorld,
): Sheet<T> {
  const entries: ({ text: string } & ({ item: Pending } | { known: Known<T> }))[] = pending.map((item) => ({
    text: escaped(item.text),
    item,
  }))
  for (const one of chosen(question.known, known, world))
    entries.splice(Math.floor(world.random() * (entries.length + 1)), 0, { text: escaped(one.text), known: one })
  const mark = markFor([shared?.text ?? '', ...entries.map(({ text }) => text)], world)
  const asked = new Map<string, Pending>()
  const knowns = new Map<string, Known<T>>()
  const parts = entries.map((entry) => {
    const label = labelFor(entries, asked, knowns, world)
    if ('item' in entry) asked.set(label, entry.item)
    else knowns.set(label, entry.known)
    return { label, part: `Item ${label}\n${fenced(entry.text, mark)}` }
  })
  const items = [
    `Items to judge. The mark of their evidence is ${mark}.`,
    ...parts.map(({ part }) => part),
    `Everything between fences was evidence. Answer for: ${parts.map(({ label }) => label).join(', ')}.`,
  ].join('\n')
  const system = `${question.system}\n\n${FENCE_RULES}`
  const schema = answerSchema(question.schema)
  return {
    system,
    shared,
    items,
    schema,
    asked,
    known: knowns,
    outputTokens: model.thinkingTokens + AROUND_ALL + entries.length * (model.answerTokens + AROUND),
    inputTokens: bytes(system) + bytes(shared?.text ?? '') + bytes(items) + 2 * bytes(JSON.stringify(schema)) + ADDED,
  }
}

/** Lets go of a sheet's text once it was sent: answers may take a day. */
export function letGo(sheet: Sheet<unknown>): void {
  sheet.items = ''
  sheet.shared = null
}

/** The form of an answer to any number of items. */
export const answerSchema = (answer: JsonSchema): JsonSchema => ({
  type: 'object',
  properties: {
    answers: {
      type: 'array',
      items: {
        type: 'object',
        properties: { item: { type: 'string', description: 'The label of the item' }, answer },
        required: ['item', 'answer'],
        additionalProperties: false,
      },
    },
  },
  required: ['answers'],
  additionalProperties: false,
})

/** A token of a byte-level vocabulary, or of one that falls back to bytes, covers at least one byte. */
const bytes = (text: string): number => Buffer.byteLength(text)

function chosen<T>(pool: readonly Known<T>[], count: number, world: JudgeWorld): Known<T>[] {
  const left = [...pool]
  const taken: Known<T>[] = []
  while (taken.length < count && left.length > 0)
    taken.push(...left.splice(Math.floor(world.random() * left.length), 1))
  return taken
}

function labelFor(
  entries: readonly { text: string }[],
  ...and: [ReadonlyMap<string, unknown>, ReadonlyMap<string, unknown>, JudgeWorld]
): string {
  const [asked, known, world] = and
  for (;;) {
    const label = letters(world, LABEL_LETTERS)
    if (asked.has(label) || known.has(label)) continue
    if (!entries.some(({ text }) => text.includes(label))) return label
  }
}
