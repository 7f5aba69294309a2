/**
 * What is left of a text that was read and forgotten: the signs that the rules found in it, by names that stand in their
 * code. No part of the text is among them.
 */
export class Gist {
  /** @param signs names, of which some say a value: `risk=4`. */
  constructor(readonly signs: readonly string[]) {}

  has(sign: string): boolean {
    return this.signs.includes(sign)
  }

  /** The value that a sign says; null where there is no such sign. */
  value(sign: string): string | null {
    const found = this.signs.find((one) => one.startsWith(`${sign}=`))
    return found === undefined ? null : found.slice(sign.length + 1)
  }
}

/** A text of a log, or what is left of it. */
export type Words = string | Gist

/** A text that is still there; null where there is none, or only what is left of it. */
export const textIn = (words: Words | null): string | null => (typeof words === 'string' ? words : null)

/** The sign of a text in which nothing is said. */
export const BLANK = 'blank'

export const isBlank = (words: Words): boolean => (typeof words === 'string' ? words.trim() === '' : words.has(BLANK))

/** Reads texts of a log for the rules, and leaves only what they need of each. */
export interface Forget {
  /** Grows when the same text would leave something else. */
  version: number
  /** Of what the agent is told beforehand. */
  system(text: string): Gist
  /** Of what somebody says to the agent. */
  asked(text: string): Gist
  /** Of what the agent says. */
  said(text: string): Gist
  /** Of a call: its input, and what its tool says of itself as far as that is told with it. */
  call(tool: string, input: unknown, definition: string | null): Gist
  /** Of what a tool says of itself, where that is told elsewhere than its calls. */
  definition(text: string): Gist
}
