import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import {
  type JudgedRow,
  TABLES,
  type Table,
  type TableName,
  type Tables,
  tableOf,
  tablesOf,
  type Value,
} from '../../model/index.js'
import { batchOf } from '../files.js'
import { judgedRow } from '../judged.js'
import { ROW_TABLES } from '../schema.js'
import type { Copied, LedgerPage } from '../store.js'
import { withRoom } from './memory.js'
import { failure, query, type Row } from './query.js'

/** Rows that are read at a time, about. */
const AT_A_TIME = 20_000
/** A file of more rows comes in parts. */
const LARGE = 50_000
/** Files that are counted at a time, and the most that are read at a time: each takes room, even without rows. */
const [COUNTED, TOGETHER] = [10_000, 500]
const PAGE = 50_000

/** The columns of a {@link LedgerPage}, by table. */
const LEDGER: Record<LedgerPage['table'], string> = {
  ledger: 'nth::DOUBLE AS nth, data, hash, parts',
  told: 'family, unit::VARCHAR AS unit, who::VARCHAR AS who, told::DOUBLE AS told',
  published: 'definition, figure, cell, body',
}

/** A stored file by its number. */
interface Sized {
  file: number
  rows: number
}

/** Everything that is stored of files, in the order of their numbers. Small ones are read many at a time. */
export async function* copiesOf(instance: DuckDBInstance): AsyncGenerator<Copied> {
  const connection = await instance.connect()
  try {
    for (let after = -1; ; ) {
      const files = await sizes(connection, after)
      if (files.length === 0) return
      after = files.at(-1)!.file
      for (const group of grouped(files)) {
        if (group.length === 1 && group[0]!.rows > LARGE) yield await large(instance, connection, group[0]!.file)
        else yield* await small(connection, group)
      }
    }
  } finally {
    connection.closeSync()
  }
}

/** Everything that is remembered of releases. */
export async function* pagesOf(instance: DuckDBInstance): AsyncGenerator<LedgerPage> {
  for (const [table, columns] of Object.entries(LEDGER)) {
    for await (const rows of streamed(instance, `SELECT ${columns} FROM ${table}`, PAGE))
      yield { table, rows } as unknown as LedgerPage
  }
}

/** Everything that judges other than the rules said. */
export async function* verdictsOf(instance: DuckDBInstance): AsyncGenerator<JudgedRow[]> {
  for await (const rows of streamed(instance, 'SELECT * FROM judged', AT_A_TIME)) yield rows.map(judgedRow)
}

/** The next files and how many rows each has. */
async function sizes(connection: DuckDBConnection, after: number): Promise<Sized[]> {
  const next = `SELECT file FROM files WHERE file > ${after} ORDER BY file LIMIT ${COUNTED}`
  const counts = ROW_TABLES.map(
    (table) => `SELECT file, count(*) AS n FROM ${table} WHERE file > ${after} AND file <= (SELECT max(file) FROM next)
      GROUP BY file`,
  )
  const rows = await read(
    connection,
    `WITH next AS (${next}) SELECT next.file, coalesce(sum(n), 0) AS n
     FROM next LEFT JOIN (${counts.join(' UNION ALL ')}) counted ON counted.file = next.file
     GROUP BY next.file ORDER BY next.file`,
  )
  return rows.map(({ file, n }) => ({ file: Number(file), rows: Number(n) }))
}

/** Files that are read together; a large one is by itself. */
function grouped(files: readonly Sized[]): Sized[][] {
  const groups: Sized[][] = []
  let rows = Number.POSITIVE_INFINITY
  for (const each of files) {
    const group = groups.at(-1)
    if (group === undefined || rows + each.rows > AT_A_TIME || group.length === TOGETHER) {
      groups.push([each])
      rows = each.rows
    } else {
      group.push(each)
      rows += each.rows
    }
  }
  return groups
}

async function small(connection: DuckDBConnection, group: readonly Sized[]): Promise<Copied[]> {
  const numbers = group.map(({ file }) => file)
  const which = `file BETWEEN ${numbers[0]} AND ${numbers.at(-1)} AND file IN (${numbers.join(', ')})`
  const parts = new Map<number, Partial<Tables>>(numbers.map((file) => [file, {}]))
  for (const table of ROW_TABLES) {
    const rows = await read(connection, `SELECT file, ${columnsOf(table)} FROM ${table} WHERE ${which}`)
    const byFile = new Map<number, Row[]>(numbers.map((file) => [file, []]))
    for (const row of rows) byFile.get(Number(row.file))!.push(row)
    for (const [file, tables] of parts) tables[table] = tableOfRows(table, byFile.get(file)!)
  }
  const files = await read(connection, `SELECT * FROM files WHERE ${which} ORDER BY file`)
  return files.map((row) => ({ parts: null, batch: batchOf(row, parts.get(Number(row.file)) as Tables) }))
}

async function large(instance: DuckDBInstance, connection: DuckDBConnection, file: number): Promise<Copied> {
  const [row] = await read(connection, `SELECT * FROM files WHERE file = ${file}`)
  return { parts: partsOf(instance, file), batch: batchOf(row!, nothing()) }
}

async function* partsOf(instance: DuckDBInstance, file: number): AsyncGenerator<Tables> {
  for (const table of ROW_TABLES) {
    const statement = `SELECT ${columnsOf(table)} FROM ${table} WHERE file = ${file}`
    for await (const rows of streamed(instance, statement, AT_A_TIME))
      yield { ...nothing(), [table]: tableOfRows(table, rows) }
  }
}

/** Rows of a statement as they are found, some at a time. What was not asked for yet is not held. */
async function* streamed(instance: DuckDBInstance, statement: string, most: number): AsyncGenerator<Row[]> {
  // On a connection of its own: another question on the same one would end it.
  const connection = await instance.connect()
  try {
    const result = await connection.stream(statement).catch((error) => {
      throw failure(error)
    })
    const names = result.columnNames()
    let rows: Row[] = []
    for (;;) {
      const chunk = await result.fetchChunk().catch((error) => {
        throw failure(error)
      })
      if (chunk === null || chunk.rowCount === 0) break
      const found = chunk.getRowObjects(names) as Row[]
      if (rows.length + found.length > most) {
        yield rows
        rows = []
      }
      rows.push(...found)
    }
    if (rows.length > 0) yield rows
  } finally {
    connection.closeSync()
  }
}

const read = (connection: DuckDBConnection, statement: string): Promise<Row[]> =>
  withRoom(connection, () => query(connection, statement))

const columnsOf = (table: TableName): string =>
  Object.keys(TABLES[table])
    .map((name) => `"${name}"`)
    .join(', ')

/** Rows of the engine, whose whole numbers are of any size, as a table of the store. */
function tableOfRows(table: TableName, rows: readonly Row[]): Table {
  const plain = rows.map((row) => {
    const out: Record<string, Value> = {}
    for (const [name, value] of Object.entries(row)) out[name] = typeof value === 'bigint' ? Number(value) : value
    return out
  })
  return tableOf(Object.keys(TABLES[table]), plain)
}

const nothing = (): Tables => tablesOf({ sessions: [], turns: [], actions: [], agents: [], touches: [] })
