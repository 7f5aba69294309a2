import type { Checkpoint, Conceal, FileRead } from '../model/index.js'
import { sourceOf } from '../sources/index.js'

/** A file to read, as it can be handed to another thread. */
export interface Task {
  source: string
  path: string
  from: Checkpoint | null
}

export type Outcome = { read: FileRead } | { reason: string }

/** Reads many files. What comes back first is given first. */
export interface Reader {
  readAll<T>(items: readonly T[], taskOf: (item: T) => Task): AsyncIterable<{ item: T; result: Outcome }>
}

/** Reads one file; a file that cannot be read is an outcome, not an exception. */
export async function readTask(task: Task, conceal: Conceal): Promise<Outcome> {
  try {
    return { read: await sourceOf(task.source)!.read(task.path, task.from, conceal) }
  } catch (error) {
    return { reason: String((error as NodeJS.ErrnoException).code ?? error) }
  }
}

/** Reads in this thread, one file after the other. */
export const inThread = (conceal: Conceal): Reader => ({
  async *readAll(items, taskOf) {
    for (const item of items) yield { item, result: await readTask(taskOf(item), conceal) }
  },
})
