import { wilson } from '../../src/stats/index.js'

/** What is asked of the rules at least, and how far they get (docs/judges/rules.md). */
export interface Scored {
  dimension: string
  n: number
  right: number
  low: number
  high: number
  /** The most that one and the same answer to every item would get. */
  constant: number
}

type Label = unknown

const some = (label: Label): unknown[] => (Array.isArray(label) ? label : [label])

/** Whether an answer is right: one of two readings where they differ, within 1 of either for scores. */
export function isRight(dimension: string, label: Label, answer: unknown): boolean {
  if (dimension === 'risk' || dimension === 'autonomy')
    return some(label).some((value) => Math.abs(Number(value) - Number(answer)) <= 1)
  return some(label).includes(answer)
}

/** Whether a reading named any safeguard: one answer, or both where the two readings differ. */
export function presence({ either }: { either: string[] }): boolean[] {
  const none = either.some((value) => value === 'No clear guardrails' || value === 'Not inferable')
  const named = either.some((value) => value !== 'No clear guardrails' && value !== 'Not inferable')
  return named && none ? [true, false] : [named]
}

export function score(dimension: string, pairs: readonly (readonly [label: Label, answer: unknown])[]): Scored {
  const right = pairs.filter(([label, answer]) => isRight(dimension, label, answer)).length
  const scores = dimension === 'risk' || dimension === 'autonomy'
  const answers = scores ? [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] : [...new Set(pairs.flatMap(([label]) => some(label)))]
  const constant = Math.max(...answers.map((a) => pairs.filter(([label]) => isRight(dimension, label, a)).length))
  const { low, high } = wilson(right / pairs.length, pairs.length, 1.96)
  return { dimension, n: pairs.length, right, low, high, constant: constant / pairs.length }
}
