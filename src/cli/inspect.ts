import stringWidth from 'string-width'
import { PolicyError } from '../privacy/index.js'
import { UsageError } from './exit.js'
import { type OwnUnit, ownRowsOf } from './own-rows.js'
import { escaped, printable } from './printable.js'
import { namedPolicy, type StudyOptions, studyOf, withStudy } from './session.js'
import { whereOf } from './where.js'
import type { World } from './world.js'

export interface InspectOptions extends StudyOptions {
  format?: string
}

type Row = Record<string, string | number | boolean | null>

const UNITS: readonly string[] = ['sessions', 'turns', 'actions']

const ROWS_OF_SEVERAL =
  'inspect shows single rows, which no policy but "private" lets anybody see; if you may read these logs, ask for --policy private by name'

/** `leeway inspect`: one's own rows, in the terminal only. */
export async function inspect(
  unit: string,
  places: readonly string[],
  options: InspectOptions,
  world: World,
): Promise<void> {
  if (!UNITS.includes(unit)) throw new UsageError(`inspect ${unit}: expected sessions, turns or actions`)
  const format = options.format ?? 'table'
  const write = { table, jsonl, csv }[format]
  if (write === undefined) throw new UsageError(`--format ${format}: expected table, jsonl or csv`)
  const study = await studyOf(places, options, world)
  const named = namedPolicy(study, options)
  if (named !== null && named !== 'private') throw new PolicyError(ROWS_OF_SEVERAL)
  await withStudy({ study, named }, world, whereOf(options, world.environment), async (prepared) => {
    if (prepared.study.policy.name !== 'private') throw new PolicyError(ROWS_OF_SEVERAL)
    const rows = (await ownRowsOf(unit as OwnUnit, prepared, world.cwd)).filter((row) => inWindow(row, study.window))
    write(rows, world.stdout)
  })
}

function inWindow(row: Row, { from, to }: { from: string | null; to: string | null }): boolean {
  if (row.started_at === null || row.started_at === undefined) return from === null && to === null
  const at = Date.parse(String(row.started_at))
  return (from === null || at >= Date.parse(from)) && (to === null || at < Date.parse(to))
}

function jsonl(rows: readonly Row[], stdout: NodeJS.WriteStream): void {
  for (const row of rows) stdout.write(`${escaped(JSON.stringify(row))}\n`)
}

function csv(rows: readonly Row[], stdout: NodeJS.WriteStream): void {
  if (rows.length === 0) return
  const field = (value: Row[string] | undefined) => {
    const text = value === null || value === undefined ? '' : printable(String(value))
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  const columns = Object.keys(rows[0]!)
  stdout.write(`${columns.join(',')}\r\n`)
  for (const row of rows) stdout.write(`${columns.map((column) => field(row[column])).join(',')}\r\n`)
}

/** Columns that a table leaves to the other formats: long, or of use to programs only. */
const NOT_IN_TABLE = new Set([
  'turn',
  'customer',
  'line',
  'tokens_in',
  'tokens_cache_read',
  'tokens_cache_write',
  'ended_at',
  'source',
])
const WIDEST = 28

function table(rows: readonly Row[], stdout: NodeJS.WriteStream): void {
  if (rows.length === 0) {
    stdout.write('no rows\n')
    return
  }
  const columns = Object.keys(rows[0]!).filter((column) => !NOT_IN_TABLE.has(column))
  const cells = rows.map((row) => columns.map((column) => cell(row[column])))
  const widths = columns.map((column, i) =>
    cells.reduce((most, row) => Math.max(most, stringWidth(row[i]!)), column.length),
  )
  const line = (row: readonly string[]) =>
    row
      .map((text, i) => text + ' '.repeat(widths[i]! - stringWidth(text)))
      .join('  ')
      .trimEnd()
  stdout.write(`${line(columns)}\n`)
  for (const row of cells) stdout.write(`${line(row)}\n`)
}

function cell(value: Row[string] | undefined): string {
  if (value === null || value === undefined) return '–'
  const text = printable(String(value))
  return text.length <= WIDEST ? text : `…${text.slice(-(WIDEST - 1))}`
}
