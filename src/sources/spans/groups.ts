/** Which traces of a file belong together, because one session is named in them, and where the last of each stands. */
export class Groups {
  private readonly numbers = new Map<string, number>()
  /** By number, the one that it belongs to, or itself; and the last place of what belongs to it. */
  private readonly above: number[] = []
  private readonly lasts: number[] = []

  add(trace: string, session: string | null, place: number): void {
    const one = this.numberOf(`trace ${trace}`)
    this.lasts[one] = Math.max(this.lasts[one]!, place)
    if (session !== null) this.join(one, this.topOf(this.numberOf(`session ${session}`)))
  }

  /** The group of a trace. */
  of(trace: string): number {
    return this.numberOf(`trace ${trace}`)
  }

  /** The last place of anything of a group. */
  last(group: number): number {
    return this.lasts[this.topOf(group)]!
  }

  private numberOf(name: string): number {
    const known = this.numbers.get(name)
    if (known !== undefined) return this.topOf(known)
    const number = this.above.length
    this.numbers.set(name, number)
    this.above.push(number)
    this.lasts.push(-1)
    return number
  }

  private join(a: number, b: number): void {
    if (a === b) return
    this.above[b] = a
    this.lasts[a] = Math.max(this.lasts[a]!, this.lasts[b]!)
  }

  /** The group that one became part of, or itself. */
  topOf(number: number): number {
    let at = number
    while (this.above[at] !== at) {
      this.above[at] = this.above[this.above[at]!]!
      at = this.above[at]!
    }
    return at
  }
}
