/** What came since it was last told. */
export class Counts {
  #kept = { records: 0, bodies: 0 }
  #metrics = 0
  #rejected = 0
  #passed = 0
  #lost = 0
  #postponed = 0
  readonly #refused = new Map<number, number>()

  kept({ records, rejected, passed }: { records: number; rejected: readonly unknown[]; passed: number }): void {
    this.#kept.bodies++
    this.#kept.records += records - rejected.length - passed
    this.#rejected += rejected.length
    this.#passed += passed
  }

  /** Bodies that were answered with success for being on the disk, and could not be understood later. */
  lost(bodies = 1): void {
    this.#lost += bodies
  }

  /** A body that waits on the disk. */
  postponed(): void {
    this.#postponed++
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
    if (this.#passed > 0) parts.push(`${count(this.#passed, 'record')} of no known agent passed over`)
    if (this.#postponed > 0) parts.push(`${count(this.#postponed, 'body', 'bodies')} put off until threads are free`)
    if (this.#lost > 0) parts.push(`${count(this.#lost, 'body', 'bodies')} not understood when threads were free`)
    if (this.#metrics > 0) parts.push(`${count(this.#metrics, 'data point')} of metrics passed over`)
    for (const [status, n] of [...this.#refused].sort(([a], [b]) => a - b))
      parts.push(`${count(n, 'request')} answered with ${status}`)
    this.#kept = { records: 0, bodies: 0 }
    this.#metrics = 0
    this.#rejected = 0
    this.#passed = 0
    this.#lost = 0
    this.#postponed = 0
    this.#refused.clear()
    return parts.length === 0 ? null : parts.join('; ')
  }
}

const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`
