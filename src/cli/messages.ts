import type { Outcome, Task, Whose } from '../ingest/index.js'
import type { Tables } from '../model/index.js'

/** What a reading thread is told: a file to read, or that what it handed over last was taken. */
export type ToWorker = { index: number; task: Task } | { taken: true }

/** What it says: what came of a file, or tables on the way there; `null` where it starts over. */
export type FromWorker =
  | { index: number; outcome: Outcome }
  | { index: number; source: string; tables: Tables; whose: Whose }
  | { index: number; source: string; tables: null }
