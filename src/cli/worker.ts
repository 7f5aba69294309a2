import { parentPort, workerData } from 'node:worker_threads'
import { concealer, readTask, type TableSink } from '../ingest/index.js'
import type { FromWorker, ToWorker } from './messages.js'

/** The thread that reads files for `threads.ts`, one after the other. */
const conceal = concealer(Buffer.from((workerData as { key: string }).key, 'hex'))
const say = (message: FromWorker) => parentPort!.postMessage(message)

let last: Promise<void> = Promise.resolve()
let taken = () => {}

parentPort!.on('message', (message: ToWorker) => {
  if ('taken' in message) return taken()
  const { index, task } = message
  /** Says something and waits until the other thread has taken it, so that nothing piles up between the two. */
  const hand = (what: FromWorker) =>
    new Promise<void>((resolve) => {
      taken = resolve
      say(what)
    })
  const sinkOf = (source: string): TableSink => ({
    add: (tables, whose) => hand({ index, source, tables, whose }),
    startOver: () => hand({ index, source, tables: null }),
  })
  last = last.then(async () => say({ index, outcome: await readTask(task, conceal, sinkOf) }))
})
