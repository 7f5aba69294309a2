import { documentOf, forEachElementInTurn } from './documents.js'
import { forEachLine, forEachLineInTurn, type Line } from './lines.js'
import type { Counting } from './reading.js'
import { parseShortened } from './shorten.js'

/**
 * Takes what stands at one place of a dump, from 0: among the elements of an array, or among the lines of a file that are
 * not blank; 0 where the file is one document.
 * @param line the line, or the number of the element, from 1.
 * @returns how many records there are in it, or why it is nothing of this kind of log.
 */
export type EachDumped = (value: unknown, place: number, line: number) => number | string

/** How a dump is laid out: values on lines, one array of them, or one document that is no array. */
export type Layout = 'lines' | 'array' | 'document'

const ENDS = new Map([
  [0x5b, 0x5d],
  [0x7b, 0x7d],
])

/** The layout of a file, told by its first line and whether there is a second. */
export function layoutOf(path: string): Layout {
  let first: { open: number; whole: boolean } | null = null
  let more = false
  const stop = new Error('found')
  try {
    forEachLine(path, { offset: 0, line: 1 }, (line) => {
      const ends = endsOf(line)
      if (ends === null) return
      more = first !== null
      if (more) throw stop
      first = ends
    })
  } catch (error) {
    if (error !== stop) throw error
  }
  const { open, whole } = (first as { open: number; whole: boolean } | null) ?? { open: 0, whole: false }
  if (whole && more) return 'lines'
  return open === 0x5b ? 'array' : open === 0x7b && (more || whole) ? 'document' : 'lines'
}

/** How a line begins, and whether it ends as what begins so. Null where there is nothing on it. */
function endsOf({ buffer, start, end }: Line): { open: number; whole: boolean } | null {
  let from = start
  let to = end
  while (from < to && isBlank(buffer[from]!)) from++
  while (to > from && isBlank(buffer[to - 1]!)) to--
  if (from === to) return null
  const open = buffer[from]!
  return { open, whole: to - from > 1 && buffer[to - 1] === ENDS.get(open) }
}

const isBlank = (byte: number): boolean => byte <= 32 || byte === 0xef || byte === 0xbb || byte === 0xbf

/**
 * Gives the records of a dump in their order, whatever its layout. What is no JSON is counted and shown.
 * @param layout where the caller knows better, such as of an array that is one record.
 * @param whole leave long texts as they are, because there is JSON inside of them.
 */
export async function forEachDumped(
  path: string,
  reading: Counting,
  each: EachDumped,
  layout: Layout = layoutOf(path),
  whole = false,
): Promise<void> {
  const { tally } = reading
  let place = 0
  const takeValue = (value: unknown, number: number) => {
    const found = each(value, place - 1, number)
    if (typeof found === 'string') return tally.note('unreadable', number, found)
    for (let record = 0; record < found; record++) tally.record(number)
  }
  const take = ({ buffer, start, end, number }: Line) => {
    place++
    const value = parsed(() =>
      whole ? JSON.parse(buffer.toString('utf8', start, end)) : parseShortened(buffer, start, end),
    )
    if (value === undefined) tally.note('unreadable', number, 'no JSON')
    else takeValue(value, number)
  }
  const between = () => reading.handOver()
  if (layout === 'lines') return forEachLineInTurn(path, { offset: 0, line: 1 }, take, between)
  if (layout === 'document') {
    place++
    const value = parsed(() => documentOf(path, whole))
    if (value === undefined) tally.note('unreadable', 1, CUT_OFF)
    else takeValue(value, 1)
    return
  }
  let last = 0
  const { rest, tooLarge } = await forEachElementInTurn(
    path,
    [],
    (element) => {
      last = element.number
      take(element)
    },
    between,
  )
  for (const number of tooLarge) tally.note('unreadable', number, 'more than 256 MB')
  if (rest === undefined) tally.note('unreadable', last + 1, CUT_OFF)
}

const CUT_OFF = 'the document is cut off or damaged'

function parsed(parse: () => unknown): unknown {
  try {
    return parse()
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
