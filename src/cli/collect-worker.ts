import { readlinkSync } from 'node:fs'
import { setPriority } from 'node:os'
import { basename } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { answerBatches, LIMITS, reducing } from '../collect/index.js'
import { concealer } from '../ingest/index.js'
import type { ThreadData } from './collect.js'

/** The thread that looks at bodies for `collect.ts`, one after the other. */
const { key, spool } = workerData as ThreadData

/** Steps behind the thread that listens, which is to answer whatever there is to look at. */
const BEHIND = 19

try {
  // Linux knows threads by numbers of their own; other systems have all of a process alike.
  setPriority(Number(basename(readlinkSync('/proc/thread-self'))), BEHIND)
} catch {
  // Then they share alike.
}

answerBatches(parentPort!, { reducer: reducing(concealer(Buffer.from(key, 'hex'))), spool, limits: LIMITS })
