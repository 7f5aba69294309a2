import { wholeOf } from './contents.js'
import type { EachDumped } from './dump.js'
import type { Counting } from './reading.js'
import type { Json } from './values.js'

const MB = 1024 * 1024
const LARGEST = 256 * MB

/** One row of a table, by the names in the table's first row. A cell in which nothing stands is null. */
export interface CsvRow {
  values: Json
  /** The line on which the row begins, from 1. */
  line: number
  /** Whether it ends before the file does, and has as many cells as the first row. */
  whole: boolean
}

/**
 * The rows of a file of comma-separated values (RFC 4180): cells may stand in quotes, and hold commas and line breaks there.
 * @throws UnreadableFile where it is larger than 256 MB.
 */
export function* csvRowsOf(path: string): Generator<CsvRow> {
  const text = wholeOf(path, LARGEST, `a single table of more than ${LARGEST / MB} MB`).toString('utf8')
  const rows = cellsIn(text.replace(/^\uFEFF/, ''))
  const names = rows.next().value?.cells ?? []
  for (const { cells, line, whole } of rows) {
    // Without a prototype, so that a column called `__proto__` is one like any other.
    const values: Json = Object.create(null)
    for (const [i, name] of names.entries()) values[name] = cells[i] === '' ? null : (cells[i] ?? null)
    yield { values, line, whole: whole && cells.length === names.length }
  }
}

/** The names of the columns of a table, of which only the beginning may be there. */
export const csvNamesIn = (head: Buffer): readonly string[] =>
  cellsIn(head.toString('utf8').replace(/^\uFEFF/, '')).next().value?.cells ?? []

interface Cells {
  cells: string[]
  line: number
  whole: boolean
}

function* cellsIn(text: string): Generator<Cells, undefined> {
  let cells: string[] = []
  let line = 1
  let begun = 1
  let at = 0
  while (at < text.length) {
    let cell: string
    let whole = true
    if (text[at] === '"') {
      const end = closingIn(text, at + 1)
      whole = end !== -1
      cell = text.slice(at + 1, whole ? end : text.length).replaceAll('""', '"')
      at = whole ? end + 1 : text.length
      line += breaksIn(cell)
    } else {
      const from = at
      while (at < text.length && text[at] !== ',' && text[at] !== '\n') at++
      cell = text.slice(from, at).replace(/\r$/, '')
    }
    cells.push(cell)
    if (text[at] === '\r') at++
    if (text[at] === ',') {
      at++
      if (at < text.length && text[at] !== '\n' && text[at] !== '\r') continue
      cells.push('')
      if (text[at] === '\r') at++
    }
    if (at < text.length && text[at] !== '\n') {
      // What follows a closing quote belongs to no cell.
      while (at < text.length && text[at] !== '\n') at++
      whole = false
    }
    at++
    line++
    if (cells.length > 1 || cells[0] !== '') yield { cells, line: begun, whole }
    cells = []
    begun = line
  }
}

/** Where the quote stands that ends a cell, or -1. Two of them are one that is part of it. */
function closingIn(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 2)) if (text[at + 1] !== '"') return at
  return -1
}

const breaksIn = (cell: string): number => cell.split('\n').length - 1

/** Gives the rows of a table as `forEachDumped` gives values. A row that is torn is counted and shown. */
export async function forEachRow(path: string, reading: Counting, each: EachDumped): Promise<void> {
  let place = 0
  for (const { values, line, whole } of csvRowsOf(path)) {
    const found = whole ? each(values, place++, line) : 'a row that is cut off'
    if (typeof found === 'string') reading.tally.note('unreadable', line, found)
    else if (found > 0) reading.tally.record(line)
    await reading.handOver()
  }
}
