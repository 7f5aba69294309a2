import type { Checked, JsonSchema } from '../../judge/index.js'
import { type Judged, NOT_INFERABLE } from '../../model/index.js'

/** One property of an answer: what a model is told of its form, and what a value of it must be. */
export interface Field<T> {
  schema: JsonSchema
  /** The value as it is kept, or what is wrong with it. */
  check(value: unknown): Checked<T>
  /** Whether it holds words of the judge's own, which are scrubbed before anything is kept. */
  words: boolean
}

export type Form = Readonly<Record<string, Field<unknown>>>

/** What a form gives, property by property. */
export type AnswerTo<F extends Form> = { [K in keyof F]: F[K] extends Field<infer T> ? T : never }

/** The longest sentence, in characters: twice what is asked for. */
export const LONGEST = 500

/** A sentence that begins in one of some ways; any, where none is given. A way that ends with a full stop is all of it. */
export const sentence = (...starts: readonly string[]): Field<string> => ({
  schema: { type: 'string' },
  words: true,
  check(value) {
    if (typeof value !== 'string') return { wrong: 'is no sentence' }
    const text = value.replace(/\s+/g, ' ').trim()
    if (text === '') return { wrong: 'is empty' }
    if (text.length > LONGEST) return { wrong: `is longer than ${LONGEST} characters` }
    const fits = (start: string) =>
      start.endsWith('.') ? text === start : text.length > start.length && begins(text, start)
    if (starts.length > 0 && !starts.some(fits)) return { wrong: `does not begin with “${starts.join('” or “')}”` }
    return { value: text }
  },
})

/** Typed quotes and their curly kin are the same. */
const begins = (text: string, start: string): boolean => text.replaceAll('’', "'").startsWith(start)

/** One of some values, or that it cannot be told. */
export function oneOf<V extends readonly string[]>(values: V): Field<Judged<V>> {
  const all = [...values, NOT_INFERABLE]
  return {
    schema: { type: 'string', enum: all },
    words: false,
    check: (value) =>
      all.includes(value as string) ? { value: value as Judged<V> } : { wrong: 'is none of the values asked for' },
  }
}

/** 1 to 10. */
export const level: Field<number> = {
  schema: { type: 'integer' },
  words: false,
  check: (value) => (isLevel(value) ? { value } : { wrong: 'is no whole number from 1 to 10' }),
}

/** 1 to 10, or null where it cannot be told. */
export const score: Field<number | null> = {
  schema: { type: ['integer', 'null'] },
  words: false,
  check: (value) =>
    value === null || isLevel(value) ? { value } : { wrong: 'is neither a whole number from 1 to 10 nor null' },
}

const isLevel = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 10

/**
 * Some of some values, kept in their order and joined by `|`, as columns hold them. Values in `alone`, and
 * `Not inferable`, stand by themselves.
 */
export function setOf(values: readonly string[], alone: readonly string[]): Field<string> {
  const all = [...values, NOT_INFERABLE]
  const lonely = [...alone, NOT_INFERABLE]
  return {
    schema: { type: 'array', items: { type: 'string', enum: all } },
    words: false,
    check(value) {
      if (!Array.isArray(value) || value.length === 0) return { wrong: 'is no list of values' }
      if (!value.every((one) => all.includes(one))) return { wrong: 'has a value that was not asked for' }
      const given = all.filter((one) => value.includes(one))
      const lone = lonely.find((one) => given.includes(one))
      if (lone !== undefined && given.length > 1) return { wrong: `has “${lone}” beside others` }
      return { value: given.join('|') }
    },
  }
}

/** The schema of a form: every property required, none added. */
export const schemaOf = (form: Form): JsonSchema => ({
  type: 'object',
  properties: Object.fromEntries(Object.entries(form).map(([name, { schema }]) => [name, schema])),
  required: Object.keys(form),
  additionalProperties: false,
})

/** Checks an answer property by property; what is wrong is said without a word of the answer. */
export function checked<F extends Form>(form: F, value: unknown): Checked<AnswerTo<F>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { wrong: 'the answer is no object' }
  const given = value as Record<string, unknown>
  const kept: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(form)) {
    if (!Object.hasOwn(given, name)) return { wrong: `${name} is missing` }
    const found = field.check(given[name])
    if ('wrong' in found) return { wrong: `${name} ${found.wrong}` }
    kept[name] = found.value
  }
  return Object.keys(given).every((name) => name in kept)
    ? { value: kept as AnswerTo<F> }
    : { wrong: 'the answer has a property that was not asked for' }
}
