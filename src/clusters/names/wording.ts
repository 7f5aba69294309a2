/** A name's wording, and the terms in it. */
export interface Wording {
  name: string
  terms: readonly number[]
}

export const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** @returns "a", "a and b", "a, b and c". */
export const joined = (parts: readonly string[], last = 'and'): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${last} ${parts.at(-1)}`
