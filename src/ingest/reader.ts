import { RULES } from '../facets/index.js'
import {
  type Checkpoint,
  type Conceal,
  type FileRead,
  type ReadCounts,
  type RowSink,
  type Tables,
  tablesOf,
  type Unreadable,
} from '../model/index.js'
import {
  headOf,
  isPacked,
  isTogether,
  readTogether,
  sourceOf,
  type TogetherFile,
  UnreadableFile,
  unpackedName,
} from '../sources/index.js'
import { fingerprint, headBytesOf } from './fingerprint.js'

/** A file to read, as it can be handed to another thread. */
export interface Task {
  path: string
  size: number
  /** Kinds of log that it may be, by their ids; the first that recognises it reads it. */
  sources: readonly string[]
  /** Where reading may go on, if the file begins as it did. */
  resume: { source: string; head: string; headBytes: number; from: Checkpoint } | null
  /** Files that are read as one log, instead of the one of the path; none where that is read by itself. */
  together: readonly SizedFile[]
}

/** A file of those that are read as one log. */
export interface SizedFile extends TogetherFile {
  size: number
}

/** Bytes that there are to read, unless the file has to be read as a whole again. */
export const bytesOf = ({ size, resume, together }: Task): number =>
  together.length > 0 ? together.reduce((sum, one) => sum + one.size, 0) : size - (resume?.from.offset ?? 0)

/** A file that was read. */
export interface ReadFile {
  /** Its rows, or the last of them. */
  tables: Tables
  /** Rows of people whom the log names, or the last of them. */
  others: readonly { user: string; tables: Tables }[]
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

/** What came of one file. */
export type FileOutcome = ReadFile | { unrecognised: true } | { reason: string }

/** What came of a task. */
export type Outcome =
  | FileOutcome
  /** It is of a source whose files are read together, and is not read yet. */
  | { source: string; together: true }
  /** What came of files that are read together, in their order. */
  | { each: FileOutcome[] }

/** Whose rows are, and in which of the files that are read together they lie. */
export interface Whose {
  /** In the words of the log; null where it names nobody. */
  user: string | null
  file: number
}

/** As `RowSink`, of rows that are tables already. */
export interface TableSink {
  add(tables: Tables, whose: Whose): Promise<void>
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

/** Reads one file, or several together; a file that cannot be read is an outcome, not an exception. */
export async function readTask(task: Task, conceal: Conceal, sinkOf: (source: string) => TableSink): Promise<Outcome> {
  const { path, size, resume, together } = task
  if (together.length > 0) return readAsOne(together, conceal, sinkOf)
  try {
    const head = headOf(path, HEAD_BYTES)
    const id = task.sources.find((source) => sourceOf(source)!.recognises(unpackedName(path), head))
    if (id === undefined) return { unrecognised: true }
    if (isTogether(id)) return { source: id, together: true }
    const same = resume?.source === id && fingerprint(path, resume.headBytes, resume.from.offset) === resume.head
    const from = same ? resume.from : null
    const read = await sourceOf(id)!.read(path, from, conceal, asRows(sinkOf(id)), RULES)
    // A reader may find that it has to start over although a checkpoint was given.
    return outcomeOf(path, size, id, read, read.resumed ? from!.line : 1)
  } catch (error) {
    return { reason: reasonOf(error) }
  }
}

async function readAsOne(
  files: readonly SizedFile[],
  conceal: Conceal,
  sinkOf: (source: string) => TableSink,
): Promise<Outcome> {
  const reads = await readTogether(files, conceal, asRows(sinkOf(files[0]!.source)), RULES)
  const each = reads.map((read, i): FileOutcome => {
    const { path, size, source } = files[i]!
    try {
      if ('failed' in read) throw read.failed
      return outcomeOf(path, size, source, read, 1)
    } catch (error) {
      return { reason: reasonOf(error) }
    }
  })
  return { each }
}

const asRows = (sink: TableSink): RowSink => ({
  add: (part) => sink.add(tablesOf(part), { user: part.user ?? null, file: part.file ?? 0 }),
  startOver: () => sink.startOver(),
})

function outcomeOf(path: string, size: number, source: string, read: FileRead, fromLine: number): ReadFile {
  const { counts, unreadable, resumed, others = [] } = read
  // Packed bytes grow from their beginning on.
  const checkpoint = isPacked(path) ? null : read.checkpoint
  const headBytes = headBytesOf(size)
  return {
    tables: tablesOf(read),
    others: others.map((rows) => ({ user: rows.user!, tables: tablesOf(rows) })),
    ...{ counts, unreadable, checkpoint, resumed, source, headBytes, fromLine },
    head: fingerprint(path, headBytes, checkpoint?.offset ?? null),
  }
}

const reasonOf = (error: unknown): string =>
  error instanceof UnreadableFile ? error.message : String((error as NodeJS.ErrnoException).code ?? error)

/** Reads in this thread, one file after the other. */
export const inThread = (conceal: Conceal): Reader => ({
  async *readAll(items, taskOf, sinkOf) {
    for (const item of items)
      yield { item, result: await readTask(taskOf(item), conceal, (source) => sinkOf(item, source)) }
  },
})
