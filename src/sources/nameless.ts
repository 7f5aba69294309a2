import { createHash } from 'node:crypto'

/** What is looked at of each text: less than is cut off of any, and what a text begins with is rarely damaged. */
const BEGINNING = 64

/**
 * Names what has no id of its own by what it says, so that copies have one name, wherever they lie. Takes in the
 * beginnings of texts, one after the other.
 */
export class Nameless {
  private readonly hash = createHash('sha256')

  /** @param text null where there is none. */
  add(text: string | null): this {
    this.hash.update(`${text === null ? '' : text.slice(0, BEGINNING)}\0`)
    return this
  }

  get name(): string {
    return this.hash.copy().digest('hex').slice(0, 32)
  }
}
