import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { inThread, type Outcome, type Reader, type Task } from '../ingest/index.js'
import type { Conceal } from '../model/index.js'

/** A reader that must be closed. */
export interface ThreadedReader extends Reader {
  close(): Promise<void>
}

/** Work below this is done sooner than threads are started. */
const WORTH_FILES = 64
/** Threads beyond this wait for the store. */
const MOST = 8
/** Results that may wait for the store, per thread, so that memory stays bounded. */
const AHEAD = 4

/**
 * Reads files in worker threads, or in this one where there is little to read or the worker was not built.
 * @param program where the built command lies.
 */
export function threads(key: Buffer, conceal: Conceal, program: URL): ThreadedReader {
  const script = fileURLToPath(new URL('./worker.js', program))
  const workers: Worker[] = []
  return {
    async *readAll(items, taskOf) {
      if (items.length < WORTH_FILES || !existsSync(script)) {
        yield* inThread(conceal).readAll(items, taskOf)
        return
      }
      const count = Math.min(MOST, Math.max(1, availableParallelism()))
      while (workers.length < count) workers.push(new Worker(script, { workerData: { key: key.toString('hex') } }))
      yield* spread(workers, items, taskOf)
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}

async function* spread<T>(
  workers: readonly Worker[],
  items: readonly T[],
  taskOf: (item: T) => Task,
): AsyncIterable<{ item: T; result: Outcome }> {
  const ready: { item: T; result: Outcome }[] = []
  let next = 0
  let given = 0
  let failure: Error | null = null
  let wake = () => {}
  const hand = (worker: Worker) => {
    if (next < items.length && next - given < workers.length * AHEAD)
      worker.postMessage({ index: next, task: taskOf(items[next++]!) })
    else idle.add(worker)
  }
  const idle = new Set<Worker>()
  const handlers = workers.map((worker) => {
    const message = ({ index, outcome }: { index: number; outcome: Outcome }) => {
      ready.push({ item: items[index]!, result: outcome })
      hand(worker)
      wake()
    }
    const error = (cause: Error) => {
      failure = cause
      wake()
    }
    worker.on('message', message).on('error', error)
    return { worker, message, error }
  })
  try {
    for (const worker of workers) hand(worker)
    while (given < items.length) {
      while (ready.length === 0 && failure === null)
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      if (failure !== null) throw failure
      const out = ready.shift()!
      given++
      for (const worker of [...idle]) {
        idle.delete(worker)
        hand(worker)
      }
      yield out
    }
  } finally {
    for (const { worker, message, error } of handlers) worker.off('message', message).off('error', error)
  }
}
