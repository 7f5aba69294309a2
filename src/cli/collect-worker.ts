import { parentPort, workerData } from 'node:worker_threads'
import { answerBatches, LIMITS, outline } from '../collect/index.js'
import type { ThreadData } from './collect.js'

/** The thread that looks at bodies for `collect.ts`, one after the other. */
const { spool } = workerData as ThreadData

answerBatches(parentPort!, { reducer: outline, spool, limits: LIMITS })
