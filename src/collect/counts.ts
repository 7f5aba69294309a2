/** What came since it was last told. */
export class Counts {
  #kept = { records: 0, bodies: 0 }
  #metrics = 0
  #rejected = 0
  readonly #refused = new Map<number, number>()

  kept(records: number, rejected: number): void {
    this.#kept.bodies++
    this.#kept.records += records - rejected
    this.#rejected += rejected
  }

  metrics(points: number): void {
    this.#metrics += points
  }

  refused(status: number): void {
    this.#refused.set(status, (this.#refused.get(status) ?? 0) + 1)
  }

  /** One line, or null where nothing came; counts start again. */
  line(): string | null {
    const parts: string[] = []
    const { records, bodies } = this.#kept
    if (bodies > 0) parts.push(`${count(records, 'record')} kept of ${count(bodies, 'body', 'bodies')}`)
    if (this.#rejected > 0) parts.push(`${count(this.#rejected, 'record')} not understood`)
    if (this.#metrics > 0) parts.push(`${count(this.#metrics, 'data point')} of metrics passed over`)
    for (const [status, n] of [...this.#refused].sort(([a], [b]) => a - b))
      parts.push(`${count(n, 'request')} answered with ${status}`)
    this.#kept = { records: 0, bodies: 0 }
    this.#metrics = 0
    this.#rejected = 0
    this.#refused.clear()
    return parts.length === 0 ? null : parts.join('; ')
  }
}

const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`
