import type { Checked, Known, Question } from './question.js'

/** What an answer says, label by label. */
export interface Read<T> {
  /** Each label that was asked for, with what came of it. */
  items: Map<string, Checked<T>>
  /** Known answers that were missed; where there are any, nothing of the answer counts. */
  missed: string[]
}

/** Reads an answer. What is not asked for is left out; a label answered twice counts as not answered. */
export async function readAnswer<T>(
  question: Question<T>,
  text: string,
  asked: Iterable<string>,
  known: ReadonlyMap<string, Known<T> | null>,
): Promise<Read<T>> {
  const given = answers(text)
  const checked = async (label: string): Promise<Checked<T>> => {
    if (given === null) return { wrong: 'the answer is no JSON of the form that was asked for' }
    const found = given.filter(({ item }) => item === label)
    if (found.length !== 1) return { wrong: found.length === 0 ? 'it has no answer' : 'it was answered twice' }
    return question.validate(found[0]!.answer)
  }
  const items = new Map<string, Checked<T>>()
  for (const label of asked) items.set(label, await checked(label))
  const missed: string[] = []
  for (const [label, one] of known) {
    const value = await checked(label)
    if (one === null || !('value' in value) || !one.accepts(value.value)) missed.push(one?.id ?? label)
  }
  return { items, missed }
}

function answers(text: string): { item: unknown; answer: unknown }[] | null {
  const parsed = parse(text.trim().replace(/^```(?:json)?\s*([\s\S]*?)\s*```$/, '$1'))
  if (typeof parsed !== 'object' || parsed === null || !('answers' in parsed)) return null
  const list: unknown = parsed.answers
  if (!Array.isArray(list)) return null
  return list.filter(
    (one): one is { item: unknown; answer: unknown } =>
      typeof one === 'object' && one !== null && 'item' in one && 'answer' in one,
  )
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
