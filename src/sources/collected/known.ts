import type { Exchange } from '../../model/index.js'

/** Answers that are remembered, at most; of more, those that came first are forgotten. */
const MOST = 100_000
/** Characters of an answer without calls that is known by itself. */
const LONG = 200

/** Answers that were told already, so that what stands before them in later histories need not be told again. */
export class Known {
  private readonly answers = new Set<string>()

  /** @returns the first message of a history that was not told with an earlier request of its owner, and takes in its answer. */
  take({ history, answer }: Exchange, owner: string): number {
    let from = history.length
    while (
      from > 0 &&
      !(history[from - 1]!.by === 'agent' && this.answers.has(`${owner}\n${history[from - 1]!.prefix}`))
    )
      from--
    if (answer !== null && (answer.size >= LONG || answer.calls.some(({ unique }) => unique)))
      this.remember(`${owner}\n${answer.prefix}`)
    return from
  }

  private remember(answer: string): void {
    this.answers.delete(answer)
    this.answers.add(answer)
    if (this.answers.size <= MOST) return
    const [oldest] = this.answers
    this.answers.delete(oldest!)
  }
}
