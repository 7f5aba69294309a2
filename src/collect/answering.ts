import type { MessagePort } from 'node:worker_threads'
import { workBatch } from './batch.js'
import type { WorkMeans } from './work.js'
import type { FromWorker, ToWorker } from './workers.js'

/** What a thread does: it answers each batch in turn, and hands over the bytes that it made. */
export function answerBatches(port: MessagePort, means: WorkMeans): void {
  let lost = 0
  port.on('message', ({ id, batch, losses }: ToWorker) => {
    if (losses > lost) means.reducer.startOver?.()
    lost = losses
    const worked = workBatch(batch, means)
    port.postMessage(
      { id, worked } satisfies FromWorker,
      worked.parts.map(({ bytes }) => bytes.buffer as ArrayBuffer),
    )
  })
}
