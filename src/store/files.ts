import type { ReadCounts, Tables, Unreadable, Value } from '../model/index.js'
import type { FILE_COLUMNS } from './schema.js'
import type { FileBatch, StoredFile } from './store.js'

/** A row of the table of files, as any engine gives it. */
type Row = Readonly<Record<string, unknown>>

/**
 * The version of the source of rows of a file that are somebody's whom its records name: they are a file of their own in
 * the store, which nothing was counted in. What is known of the file stands with the rest of it.
 */
export const OF_A_PERSON = 0

/** A file that was read, with its number in the store. */
export interface Numbered {
  batch: FileBatch
  file: number
}

/** What is remembered of a file, as a row of its table. */
export function fileRow({ batch: b, file }: Numbered): Record<keyof typeof FILE_COLUMNS, Value> {
  const { checkpoint, counts, unreadable } = b
  return {
    file,
    place: b.place,
    path: b.path,
    source: b.source,
    source_version: b.sourceVersion,
    contributor: b.contributor,
    customer: b.customer,
    size: b.size,
    mtime: b.mtime,
    head: b.head,
    head_bytes: b.headBytes,
    checkpoint_offset: checkpoint?.offset ?? null,
    checkpoint_line: checkpoint?.line ?? null,
    state: checkpoint?.state ?? null,
    counts: JSON.stringify(counts),
    unreadable: JSON.stringify(unreadable),
  }
}

/** What a row of the table remembers of a file. */
export function storedFile(row: Row): StoredFile {
  return {
    file: Number(row.file),
    path: String(row.path),
    contributor: String(row.contributor),
    customer: textOrNull(row.customer),
    source: String(row.source),
    sourceVersion: Number(row.source_version),
    size: Number(row.size),
    mtime: String(row.mtime),
    head: String(row.head),
    headBytes: Number(row.head_bytes),
    checkpointOffset: numberOrNull(row.checkpoint_offset),
    checkpointLine: numberOrNull(row.checkpoint_line),
    state: textOrNull(row.state),
  }
}

/** A stored file as one that was just read as a whole. */
export function batchOf(row: Row, tables: Tables): FileBatch {
  const { path, contributor, customer, source, sourceVersion, size, mtime, head, headBytes, ...from } = storedFile(row)
  const { checkpointOffset: offset, checkpointLine: line, state } = from
  return {
    place: String(row.place),
    source,
    contributor,
    customer,
    known: null,
    path,
    sourceVersion,
    size,
    mtime,
    head,
    headBytes,
    fromLine: 1,
    counts: JSON.parse(String(row.counts)) as ReadCounts,
    unreadable: JSON.parse(String(row.unreadable)) as Unreadable[],
    checkpoint: offset === null ? null : { offset, line: line!, state: state! },
    tables,
  }
}

const numberOrNull = (value: unknown) => (value === null || value === undefined ? null : Number(value))
const textOrNull = (value: unknown) => (value === null || value === undefined ? null : String(value))
