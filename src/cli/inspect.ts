import stringWidth from 'string-width'
import { PolicyError } from '../privacy/index.js'
import { UsageError } from './exit.js'
import { type Judged, type OwnRow, type OwnUnit, ownRowsOf } from './own-rows.js'
import { escaped, printable } from './printable.js'
import { namedPolicy, type StudyOptions, studyOf, withStudy } from './session.js'
import { whereOf } from './where.js'
import type { World } from './world.js'

export interface InspectOptions extends StudyOptions {
  format?: string
  facets?: boolean
}

type Row = OwnRow

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
  if (options.facets === true && unit === 'sessions')
    throw new UsageError('--facets: turns and actions are judged, sessions are not')
  const study = await studyOf(places, options, world)
  const named = namedPolicy(study, options)
  if (named !== null && named !== 'private') throw new PolicyError(ROWS_OF_SEVERAL)
  await withStudy({ study, named }, world, whereOf(options, world.environment), async (prepared) => {
    if (prepared.study.policy.name !== 'private') throw new PolicyError(ROWS_OF_SEVERAL)
    const rows = (await ownRowsOf(unit as OwnUnit, prepared, world.cwd, options.facets === true)).filter((row) =>
      inWindow(row, study.window),
    )
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
    const text = value === null || value === undefined ? '' : printable(textOf(value))
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
  'setting',
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
  const shown = rows.map(spread)
  // A judge may have said nothing of the first row.
  const named = new Set(shown.flatMap((row) => Object.keys(row)))
  const columns = [...named].filter((column) => !NOT_IN_TABLE.has(column))
  const cells = shown.map((row) => columns.map((column) => cell(row[column])))
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

/** Of what a judge said, a table shows what is looked for first; other formats have all of it. */
const IN_TABLE = [
  ...['stop_reason', 'had_errors', 'success', 'risk', 'autonomy', 'human_in_loop', 'reversibility'],
  ...['environmental_impact', 'environment_category', 'goal_complexity'],
]

function spread(row: Row): Row {
  if (row.facets === undefined) return row
  const { facets, ...rest } = row
  const said = (facets ?? {}) as NonNullable<Judged>
  return {
    ...rest,
    ...Object.fromEntries(IN_TABLE.filter((name) => name in said).map((name) => [name, said[name]!])),
  } as Row
}

const textOf = (value: NonNullable<Row[string]>): string =>
  typeof value === 'object' ? JSON.stringify(value) : String(value)

function cell(value: Row[string] | undefined): string {
  if (value === null || value === undefined) return '–'
  const text = printable(textOf(value))
  return text.length <= WIDEST ? text : `…${text.slice(-(WIDEST - 1))}`
}
