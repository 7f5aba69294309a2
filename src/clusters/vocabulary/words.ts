/** Longer words are none of a language's. */
const LONGEST = 24

const [A, Z, HYPHEN, APOSTROPHE, CURLY, SLASH, SPACE] = [97, 122, 45, 39, 0x2019, 47, 32]
const AROUND: ReadonlySet<number> = new Set([...'("\'“‘«[{*_)”’»]}.,;:!?…'].map((sign) => sign.charCodeAt(0)))

const isAround = Uint8Array.from({ length: 128 }, (_, code) => (AROUND.has(code) ? 1 : 0))

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

/** Calls back with where what stands between spaces begins and ends, without the signs around it. */
export function eachToken(text: string, take: (from: number, to: number) => void): void {
  const around = (code: number) => (code < 128 ? isAround[code] === 1 : AROUND.has(code))
  for (let at = 0; at < text.length; at++) {
    if (isSpace(text.charCodeAt(at))) continue
    let from = at
    while (at < text.length && !isSpace(text.charCodeAt(at))) at++
    let to = at
    while (from < to && around(text.charCodeAt(from))) from++
    while (to > from && around(text.charCodeAt(to - 1))) to--
    if (to > from) take(from, to)
  }
}

/** Adds the plain words in what stands between spaces, if it is made of such. @param text in small letters */
export function wordsAt(text: string, from: number, to: number, into: string[]): void {
  if (isPlain(text, from, to)) cut(text, from, to, into)
}

/**
 * @returns the plain words of a text in small letters, in order. What looks like a file, an address, a number or an
 * identifier is none and is left out, whatever words are in it; "e-mail", "read/write" and "customer's" are taken apart.
 * Linear in the length of the text.
 */
export function wordsOf(text: string): string[] {
  const small = text.toLowerCase()
  const words: string[] = []
  eachToken(small, (from, to) => wordsAt(small, from, to, words))
  return words
}
