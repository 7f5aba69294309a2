import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { bytesOf, inThread, type Reader } from '../ingest/index.js'
import type { Conceal } from '../model/index.js'
import { Spreading } from './spreading.js'

/** A reader that must be closed. */
export interface ThreadedReader extends Reader {
  close(): Promise<void>
}

/** Work below this is done sooner than threads are started. */
const WORTH_FILES = 64
const WORTH_BYTES = 16 * 1024 * 1024
/** Threads beyond this wait for the store. */
const MOST = 8

/** What lives short is cleared more often than by default, which takes three times the memory and is hardly faster. */
const LIMITS = { maxYoungGenerationSizeMb: 16 }

/**
 * Reads files in worker threads, or in this one where there is little to read or the worker was not built. Threads end
 * when all is read: what reading took of memory is free again for the store.
 * @param program where the built command lies.
 */
export function threads(key: Buffer, conceal: Conceal, program: URL): ThreadedReader {
  const script = fileURLToPath(new URL('./worker.js', program))
  const ending: Promise<unknown>[] = []
  return {
    async *readAll(items, taskOf, sinkOf) {
      const jobs = items.map((item) => ({ item, task: taskOf(item) }))
      const bytes = jobs.reduce((sum, { task }) => sum + bytesOf(task), 0)
      if ((items.length < WORTH_FILES && bytes < WORTH_BYTES) || !existsSync(script)) {
        yield* inThread(conceal).readAll(items, taskOf, sinkOf)
        return
      }
      const count = Math.min(MOST, Math.max(1, availableParallelism()), items.length)
      const made = { workerData: { key: key.toString('hex') }, resourceLimits: LIMITS }
      const workers = Array.from({ length: count }, () => new Worker(script, made))
      try {
        yield* new Spreading(workers, jobs, sinkOf).results()
      } finally {
        ending.push(...workers.map((worker) => worker.terminate()))
      }
    },
    async close() {
      await Promise.all(ending)
    },
  }
}
