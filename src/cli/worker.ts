import { parentPort, workerData } from 'node:worker_threads'
import { concealer, readTask, type Task } from '../ingest/index.js'

/** The thread that reads files for `threads.ts`. */
const conceal = concealer(Buffer.from((workerData as { key: string }).key, 'hex'))

parentPort!.on('message', async ({ index, task }: { index: number; task: Task }) => {
  parentPort!.postMessage({ index, outcome: await readTask(task, conceal) })
})
