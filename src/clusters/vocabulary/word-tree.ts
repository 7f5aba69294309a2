const [LETTERS, A] = [26, 97] as const
/** Steps there is room for at first. */
const ROOM = 16_384

/** Numbered words of small letters, found letter by letter. */
export class WordTree {
  /** The step that a letter leads to from each step; 0, the first step, is led to by none. */
  private ways = new Int32Array(ROOM * LETTERS)
  /** The number of the word that ends at each step, and 1. */
  private numbers = new Int32Array(ROOM)
  private steps = 1

  /** @param word of small letters a to z alone */
  add(word: string, number: number): void {
    let step = 0
    for (let at = 0; at < word.length; at++) {
      const way = step * LETTERS + word.charCodeAt(at) - A
      if (this.ways[way] === 0) this.ways[way] = this.step()
      step = this.ways[way]!
    }
    this.numbers[step] = number + 1
  }

  /**
   * @returns the number of the word that stands from `from` to `to`, -1 where it is none of these, or -2 where something else
   * than small letters stands there.
   */
  find(text: string, from: number, to: number): number {
    let [step, lost] = [0, false]
    for (let at = from; at < to; at++) {
      const letter = text.charCodeAt(at) - A
      if (letter < 0 || letter >= LETTERS) return NO_WORD
      if (lost) continue
      step = this.ways[step * LETTERS + letter]!
      lost = step === 0
    }
    return lost ? -1 : this.numbers[step]! - 1
  }

  private step(): number {
    if (this.steps === this.numbers.length) {
      const [ways, numbers] = [this.ways, this.numbers]
      this.ways = new Int32Array(2 * ways.length)
      this.ways.set(ways)
      this.numbers = new Int32Array(2 * numbers.length)
      this.numbers.set(numbers)
    }
    return this.steps++
  }
}

/** What `find` says of what is not of small letters alone. */
export const NO_WORD = -2
