import type { Table, Tables, Value } from '../../model/index.js'
import { fileRow } from '../files.js'
import { columnsOf, FILE_COLUMNS, ROW_TABLES } from '../schema.js'
import type { FileBatch, FileOwner } from '../store.js'
import { fileNumber } from './numbers.js'
import type { Row, Shard } from './shard.js'

/** What brought some rows of a file, and the line from which later ones took their place. */
export type Writing = readonly [writing: number, upto: number]

/** A line that no file has. */
export const NO_END = Number.MAX_SAFE_INTEGER

/** What is known of a file besides what the house knows. */
export interface Entry {
  shard: number
  revision: number
  writings: readonly Writing[]
}

/** Rows of one file by one writing. */
export interface Part {
  owner: FileOwner
  writing: number
  tables: Tables
  /** Rows of each table that the writing brought before. */
  from: Record<string, number>
}

/** Sends rows to their shard. Nothing counts them before the file's entry names their writing. @returns how many. */
export async function writeRows(shard: Shard, database: string, parts: readonly Part[]): Promise<number> {
  let many = 0
  for (const table of ROW_TABLES) {
    const columns = Object.keys(columnsOf(table))
    const values = parts.flatMap(({ owner, writing, tables, from }) => {
      const { place, path, contributor, customer, source } = owner
      const file = fileNumber(place, path)
      const part = tables[table]
      const whole = { ...part, same: { ...part.same, file, place, contributor, customer, source } }
      const first = from[table] ?? 0
      from[table] = first + part.rows
      return Array.from({ length: part.rows }, (_, i) => [...rowOf(whole, columns, i), writing, first + i])
    })
    await shard.insert(`${database}.${table}`, [...columns, 'writing', 'nth'], values)
    many += values.length
  }
  return many
}

const rowOf = ({ same, columns }: Table, names: readonly string[], i: number): Value[] =>
  names.map((name) => columns[name]?.[i] ?? same[name] ?? null)

/** An entry to be written, for a file that was read or is forgotten. */
export interface Entered {
  batch: FileBatch
  entry: Entry
}

const ENTRY_COLUMNS = [...Object.keys(FILE_COLUMNS), 'writings', 'gone', 'revision']

/** Writes what is remembered of files: from here on their rows count. */
export async function writeEntries(shard: Shard, database: string, entered: readonly Entered[]): Promise<void> {
  const values = entered.map(({ batch, entry }) => {
    const row = fileRow({ batch, file: fileNumber(batch.place, batch.path) })
    return [
      ...Object.keys(FILE_COLUMNS).map((name) => row[name as keyof typeof row]),
      entry.writings.map(([writing, upto]) => ({ writing, upto })),
      false,
      entry.revision,
    ]
  })
  await shard.insert(`${database}.files`, ENTRY_COLUMNS, values)
}

/** Says that files are gone. */
export async function writeGone(
  shard: Shard,
  database: string,
  files: readonly { place: string; path: string; revision: number }[],
): Promise<void> {
  const values = files.map(({ place, path, revision }) => [place, path, [], true, revision])
  const columns = ['place', 'path', 'writings', 'gone', 'revision']
  await shard.insert(`${database}.files`, columns, values)
}

/** What an entry says of its writings; numbers come as such, below 2^53. */
export const entryOf = (row: Row, shard: number): Entry => ({
  shard,
  revision: Number(row.revision),
  writings: (row.writings as unknown as { writing: number; upto: number }[]).map((w) => [w.writing, w.upto] as const),
})
