import { RULES } from '../facets/index.js'
import {
  type Checkpoint,
  type Conceal,
  type ReadCounts,
  type Rows,
  type Tables,
  tablesOf,
  type Unreadable,
} from '../model/index.js'
import { headOf, isPacked, sourceOf, UnreadableFile, unpackedName } from '../sources/index.js'
import { fingerprint, headBytesOf } from './fingerprint.js'

/** A file to read, as it can be handed to another thread. */
export interface Task {
  path: string
  size: number
  /** Kinds of log that it may be, by their ids; the first that recognises it reads it. */
  sources: readonly string[]
  /** Where reading may go on, if the file begins as it did. */
  resume: { source: string; head: string; headBytes: number; from: Checkpoint } | null
}

/** Bytes that there are to read, unless the file has to be read as a whole again. */
export const bytesOf = ({ size, resume }: Task): number => size - (resume?.from.offset ?? 0)

/** What came of a file. */
export type Outcome =
  | {
      /** Its rows, or the last of them. */
      tables: Tables
      counts: ReadCounts
      unreadable: Unreadable[]
      checkpoint: Checkpoint | null
      /** Whether reading went on from where it may go on. */
      resumed: boolean
      source: string
      /** Fingerprint of its beginning and of what stands before the new checkpoint. */
      head: string
      headBytes: number
      /** The line from which its stored rows are replaced; 1 where it was read as a whole. */
      fromLine: number
    }
  | { unrecognised: true }
  | { reason: string }

/** As `RowSink`, of rows that are tables already. */
export interface TableSink {
  add(tables: Tables): Promise<void>
  startOver(): Promise<void>
}

/** Reads many files. What comes back first is given first. */
export interface Reader {
  /** @param sinkOf where rows of a large file go before its outcome is given; asked once for each file that is a log. */
  readAll<T>(
    items: readonly T[],
    taskOf: (item: T) => Task,
    sinkOf: (item: T, source: string) => TableSink,
  ): AsyncIterable<{ item: T; result: Outcome }>
}

/** Bytes by which a file's kind is told. */
const HEAD_BYTES = 65_536

/** Reads one file; a file that cannot be read is an outcome, not an exception. */
export async function readTask(task: Task, conceal: Conceal, sinkOf: (source: string) => TableSink): Promise<Outcome> {
  const { path, size, resume } = task
  try {
    const head = headOf(path, HEAD_BYTES)
    const id = task.sources.find((source) => sourceOf(source)!.recognises(unpackedName(path), head))
    if (id === undefined) return { unrecognised: true }
    const same = resume?.source === id && fingerprint(path, resume.headBytes, resume.from.offset) === resume.head
    const from = same ? resume.from : null
    const sink = sinkOf(id)
    const rows = {
      add: (part: Rows) => sink.add(tablesOf(part)),
      startOver: () => sink.startOver(),
    }
    const read = await sourceOf(id)!.read(path, from, conceal, rows, RULES)
    const { counts, unreadable, resumed } = read
    // Packed bytes grow from their beginning on.
    const checkpoint = isPacked(path) ? null : read.checkpoint
    const headBytes = headBytesOf(size)
    return {
      tables: tablesOf(read),
      counts,
      unreadable,
      checkpoint,
      resumed,
      source: id,
      head: fingerprint(path, headBytes, checkpoint?.offset ?? null),
      headBytes,
      // A reader may find that it has to start over although a checkpoint was given.
      fromLine: resumed ? from!.line : 1,
    }
  } catch (error) {
    if (error instanceof UnreadableFile) return { reason: error.message }
    return { reason: String((error as NodeJS.ErrnoException).code ?? error) }
  }
}

/** Reads in this thread, one file after the other. */
export const inThread = (conceal: Conceal): Reader => ({
  async *readAll(items, taskOf, sinkOf) {
    for (const item of items)
      yield { item, result: await readTask(taskOf(item), conceal, (source) => sinkOf(item, source)) }
  },
})
