/** Numbers of lines, kept as runs of lines that follow each other: most files are one. */
export class LineSet {
  private firsts = new Float64Array(4)
  private counts = new Float64Array(4)
  private runs = 0

  /** Takes a line in; the same one twice counts twice. */
  add(line: number): void {
    const last = this.runs - 1
    if (last >= 0 && this.firsts[last]! + this.counts[last]! === line) {
      this.counts[last]!++
      return
    }
    if (this.runs === this.firsts.length) {
      this.firsts = larger(this.firsts)
      this.counts = larger(this.counts)
    }
    this.firsts[this.runs] = line
    this.counts[this.runs++] = 1
  }

  /** How many of the lines stand before one. */
  before(line: number): number {
    let sum = 0
    for (let i = 0; i < this.runs; i++) sum += Math.max(0, Math.min(line - this.firsts[i]!, this.counts[i]!))
    return sum
  }
}

function larger(list: Float64Array): Float64Array<ArrayBuffer> {
  const more = new Float64Array(list.length * 2)
  more.set(list)
  return more
}
