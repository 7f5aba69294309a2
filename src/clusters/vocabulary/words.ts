/** Longer words are none of a language's. */
const LONGEST = 24

const [A, Z, HYPHEN, APOSTROPHE, CURLY, SLASH, SPACE] = [97, 122, 45, 39, 0x2019, 47, 32]
const AROUND = new Set([...'("\'“‘«[{*_)”’»]}.,;:!?…'].map((sign) => sign.charCodeAt(0)))

const isLetter = (code: number) => code >= A && code <= Z
const isSpace = (code: number) => code <= SPACE || code === 0xa0 || code === 0x2028 || code === 0x2029
const joins = (code: number) => code === HYPHEN || code === SLASH || code === APOSTROPHE || code === CURLY

/** Whether what stands from `from` to `to` is made of letters, joined by single hyphens, apostrophes and one slash. */
function isPlain(text: string, from: number, to: number): boolean {
  let [joined, slashes] = [true, 0]
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at)
    if (isLetter(code)) joined = false
    else if (joined || !joins(code) || (code === SLASH && ++slashes > 1)) return false
    else joined = true
  }
  return !joined
}

/** Takes a plain word apart at hyphens and slashes, without "'s". */
function cut(text: string, from: number, to: number, into: string[]): void {
  let start = from
  for (let at = from; at <= to; at++) {
    const code = at === to ? SLASH : text.charCodeAt(at)
    if (code !== HYPHEN && code !== SLASH) continue
    let word = text.slice(start, at)
    start = at + 1
    if (word.includes("'") || word.includes('’')) word = word.replace(/['’]s?$/, '').replace(/['’]/g, '')
    if (word.length > 0 && word.length <= LONGEST) into.push(word)
  }
}

/**
 * @returns the plain words of a text in small letters, in order. What looks like a file, an address, a number or an
 * identifier is none and is left out, whatever words are in it; "e-mail", "read/write" and "customer's" are taken apart.
 * Linear in the length of the text.
 */
export function wordsOf(text: string): string[] {
  const small = text.toLowerCase()
  const words: string[] = []
  for (let at = 0; at < small.length; at++) {
    if (isSpace(small.charCodeAt(at))) continue
    let from = at
    while (at < small.length && !isSpace(small.charCodeAt(at))) at++
    let to = at
    while (from < to && AROUND.has(small.charCodeAt(from))) from++
    while (to > from && AROUND.has(small.charCodeAt(to - 1))) to--
    if (to > from && isPlain(small, from, to)) cut(small, from, to, words)
  }
  return words
}
