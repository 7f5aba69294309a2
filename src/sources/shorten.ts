const QUOTE = 34
const BACKSLASH = 92

/** Bytes that are kept of a long JSON string in a tool's result: enough to tell what kind of text it is. */
export const KEPT = 512
/** Bytes that are kept of other long strings, at their beginning and at their end: what was asked, said and called. */
export const HEAD = 2_048
export const TAIL = 1_024
/** Stands in place of what was cut out. */
export const GAP = '\n…\n'
const WRITTEN_GAP = Buffer.from('\\n…\\n')
const RESULT = Buffer.from('"tool_result"')

/**
 * Parses one line of JSON, cutting every long string on the bytes, before anything is built from them: most of a log is
 * tool output that nobody needs to look at (docs/decisions/0003). Lines with a tool's result keep {@link KEPT} bytes of
 * a string, others {@link HEAD} and {@link TAIL}.
 * @throws SyntaxError where the line is not JSON.
 */
export function parseShortened(buffer: Buffer, start: number, end: number): unknown {
  let kept: Buffer[] | null = null
  let copied = start
  let long = { from: start, to: start }
  let at = end - start > KEPT ? nextQuote(buffer, start, end) : -1
  const whole = at === -1 || holds(buffer, RESULT, start, end) ? KEPT : HEAD + TAIL
  while (at !== -1) {
    const close = endOfCopy(buffer, long, at + 1, end) ?? closingQuote(buffer, at + 1, end)
    if (close === -1) break
    if (close - at - 1 > whole) {
      long = { from: at + 1, to: close }
      kept ??= []
      kept.push(buffer.subarray(copied, cutPoint(buffer, at + 1, whole === KEPT ? KEPT : HEAD)))
      copied = close
      if (whole !== KEPT) {
        kept.push(WRITTEN_GAP)
        copied = resumePoint(buffer, close - TAIL, close)
      }
    }
    at = nextQuote(buffer, close + 1, end)
  }
  if (kept === null) return parsed(buffer.toString('utf8', start, end))
  kept.push(buffer.subarray(copied, end))
  return parsed(Buffer.concat(kept).toString('utf8'))
}

/** A string, or a word by which Python writes a number that JSON has not. */
const PYTHON = /"(?:[^"\\]|\\[\s\S])*"|-?\b(?:NaN|Infinity)\b/g

/** Programs in Python write `NaN` and `Infinity`, which say no more than null does. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (!/[:[,]\s*(?:NaN|-?Infinity)\s*[,\]}]/.test(text)) throw error
    return JSON.parse(text.replace(PYTHON, (found) => (found.startsWith('"') ? found : 'null')))
  }
}

/** Bytes that are kept at both ends of a string in an unfinished line: what {@link parseShortened} looks at, and more. */
const ENDS = HEAD + 16

/**
 * Takes the middle out of long strings in the first bytes of a line that goes on behind them, in place. What
 * {@link parseShortened} makes of the line stays the same.
 * @returns how many bytes are left.
 */
export function squeeze(buffer: Buffer, length: number): number {
  let kept = 0
  let copied = 0
  let at = nextQuote(buffer, 0, length)
  while (at !== -1) {
    const close = closingQuote(buffer, at + 1, length)
    const end = close === -1 ? length : close
    if (end - at > 3 * ENDS) {
      const until = betweenEscapes(buffer, at + 1, at + ENDS)
      const from = betweenEscapes(buffer, at + 1, end - ENDS)
      kept += buffer.copy(buffer, kept, copied, until)
      copied = from
    }
    at = close === -1 ? -1 : nextQuote(buffer, close + 1, length)
  }
  return kept + buffer.copy(buffer, kept, copied, length)
}

/** The place itself, or the next where what follows is not escaped by what stands before. */
function betweenEscapes(buffer: Buffer, from: number, at: number): number {
  let slashes = 0
  while (at - 1 - slashes >= from && buffer[at - 1 - slashes] === BACKSLASH) slashes++
  return at + (slashes % 2)
}

function nextQuote(buffer: Buffer, from: number, end: number): number {
  const at = buffer.indexOf(QUOTE, from)
  return at === -1 || at >= end ? -1 : at
}

/** The quote that ends the string whose first byte is at `from`, or -1. */
function closingQuote(buffer: Buffer, from: number, end: number): number {
  let at = nextQuote(buffer, from, end)
  while (at !== -1) {
    let slashes = 0
    while (at - 1 - slashes >= from && buffer[at - 1 - slashes] === BACKSLASH) slashes++
    if (slashes % 2 === 0) return at
    at = nextQuote(buffer, at + 1, end)
  }
  return -1
}

/**
 * The quote that ends a string which says the same as an earlier one, or null where it does not: results of tools stand
 * twice in their records, and comparing bytes is much faster than looking at each quote in them.
 */
function endOfCopy(buffer: Buffer, { from, to }: { from: number; to: number }, at: number, end: number): number | null {
  const close = at + to - from
  if (from === to || close >= end || buffer[close] !== QUOTE || buffer[at] !== buffer[from]) return null
  return buffer.compare(buffer, from, to, at, close) === 0 ? close : null
}

/** Looks no further than the line: behind it lies the rest of the file. */
const holds = (buffer: Buffer, what: Buffer, start: number, end: number): boolean =>
  buffer.subarray(start, end).includes(what)

/** Where a string may go on so that no escape and no character is split; its end where that is nowhere. */
function resumePoint(buffer: Buffer, from: number, close: number): number {
  for (let at = from; at < close; at++) {
    let clear = (buffer[at]! & 0xc0) !== 0x80
    for (let i = at - 6; i < at; i++) if (buffer[i] === BACKSLASH) clear = false
    if (clear) return at
  }
  return close
}

/** Where a string may be cut so that no escape and no character is split. */
function cutPoint(buffer: Buffer, from: number, kept: number): number {
  let at = from + kept
  for (;;) {
    // An escape is at most 6 bytes (\u0000): after 6 bytes without a backslash none is open.
    let clear = true
    for (let i = Math.max(from, at - 6); i < at; i++) if (buffer[i] === BACKSLASH) clear = false
    if (clear && (buffer[at]! & 0xc0) !== 0x80) return at
    at--
    if (at <= from) return from
  }
}

/** A text as a judge is shown it: as much of a long one as is left of it in logs whose texts need not be known again. */
export const shortened = (text: string): string =>
  text.length > HEAD + TAIL ? `${text.slice(0, HEAD)}${GAP}${text.slice(-TAIL)}` : text

/** What is nested deeper is left as it is. */
const DEEPEST = 64

/** A value with its texts {@link shortened}. */
export function shortenedIn(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return shortened(value)
  if (depth > DEEPEST || typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => shortenedIn(item, depth + 1))
  const entries = Object.entries(value).map(([key, inner]) => [key, shortenedIn(inner, depth + 1)])
  return Object.assign(Object.create(null), Object.fromEntries(entries))
}
