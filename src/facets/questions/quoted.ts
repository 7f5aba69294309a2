import { shown } from '../rules/shown.js'

/** Room for what says how much is gone. */
const MARK = 40
const HEAD = 0.6

/** Everything that a reader may take for the end of a line, with the blank lines and the indent that follow. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: two of them end lines
const LINE_ENDS = /[\r\n\u000b\u000c\u0085\u2028\u2029][\s\u0085]*/g

/**
 * Words of a log: at most so many characters, cut in the middle with a mark that says how many are gone, without blank
 * lines, and with every line but the first indented, so that nothing in them can pass for a line of ours.
 */
export const quoted = (text: string, most: number): string => cut(text.trim(), most).replace(LINE_ENDS, '\n  ')

function cut(text: string, most: number): string {
  if (text.length <= most) return text
  const left = Math.max(0, most - MARK)
  const tail = left - Math.ceil(left * HEAD)
  return `${text.slice(0, left - tail)} [… ${text.length - left} characters cut …] ${text.slice(text.length - tail)}`
}

/** Characters of an input that is nested deeper than can be written: then its texts alone are told. */
const OF_DEEP = 20_000

/** An input as text: as it is where it is one, else as JSON. Never throws, however deep the input is. */
export function written(input: unknown, most: number): string {
  if (typeof input === 'string') return quoted(input, most)
  try {
    return quoted(JSON.stringify(input) ?? '', most)
  } catch {
    return quoted(shown(input, OF_DEEP), most)
  }
}
