import type { Checkpoint, Conceal, FileRead, RowSink } from '../model/index.js'
import { sourceOf } from '../sources/index.js'
import { fingerprint, headBytesOf, headOf } from './fingerprint.js'

/** A file to read, as it can be handed to another thread. */
export interface Task {
  path: string
  size: number
  /** Kinds of log that it may be, by their ids; the first that recognises it reads it. */
  sources: readonly string[]
  /** Where reading may go on, if the file begins as it did. */
  resume: { source: string; head: string; headBytes: number; from: Checkpoint } | null
}

/** What came of a file. */
export type Outcome =
  | {
      read: FileRead
      source: string
      /** Fingerprint of its beginning and of what stands before the new checkpoint. */
      head: string
      headBytes: number
      /** The line from which its stored rows are replaced; 1 where it was read as a whole. */
      fromLine: number
    }
  | { unrecognised: true }
  | { reason: string }

/** Reads many files. What comes back first is given first. */
export interface Reader {
  /** @param sinkOf where rows of a large file go before its outcome is given; asked once for each file that is a log. */
  readAll<T>(
    items: readonly T[],
    taskOf: (item: T) => Task,
    sinkOf: (item: T, source: string) => RowSink,
  ): AsyncIterable<{ item: T; result: Outcome }>
}

const HEAD_BYTES = 16_384

/** Reads one file; a file that cannot be read is an outcome, not an exception. */
export async function readTask(task: Task, conceal: Conceal, sinkOf: (source: string) => RowSink): Promise<Outcome> {
  const { path, size, resume } = task
  try {
    const head = headOf(path, HEAD_BYTES)
    const id = task.sources.find((source) => sourceOf(source)!.recognises(path, head))
    if (id === undefined) return { unrecognised: true }
    const same = resume?.source === id && fingerprint(path, resume.headBytes, resume.from.offset) === resume.head
    const from = same ? resume.from : null
    const read = await sourceOf(id)!.read(path, from, conceal, sinkOf(id))
    const headBytes = headBytesOf(size)
    return {
      read,
      source: id,
      head: fingerprint(path, headBytes, read.checkpoint?.offset ?? null),
      headBytes,
      // A reader may find that it has to start over although a checkpoint was given.
      fromLine: read.resumed ? from!.line : 1,
    }
  } catch (error) {
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
