import type { Job, Outcome } from './work.js'

/** Bodies in a row that have to be understood until the next ones are believed. */
const ENOUGH = 32

/** Knows of whom all that came lately was understood, by customer and by how bodies are written. */
export class Belief {
  readonly #understood = new Map<string, number>()

  /** Whether a body may be kept without looking through it first. */
  has(job: Job): boolean {
    return (this.#understood.get(keyOf(job)) ?? 0) >= ENOUGH
  }

  /** Takes note of what came of a body. */
  note(job: Omit<Job, 'bytes'>, outcome: Outcome): void {
    const understood = !('refused' in outcome) && outcome.rejected.length === 0
    this.#understood.set(keyOf(job), understood ? (this.#understood.get(keyOf(job)) ?? 0) + 1 : 0)
  }
}

/** Customers are those of the file of tokens, so there are only so many. */
const keyOf = ({ kind, form, gzip, customer }: Omit<Job, 'bytes'>): string =>
  `${kind} ${form} ${gzip} ${customer ?? ''}`
