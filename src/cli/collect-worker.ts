import { parentPort, workerData } from 'node:worker_threads'
import { answerBatches, LIMITS, reducing } from '../collect/index.js'
import { concealer } from '../ingest/index.js'
import type { ThreadData } from './collect.js'

/** The thread that looks at bodies for `collect.ts`, one after the other. */
const { key, spool } = workerData as ThreadData

answerBatches(parentPort!, { reducer: reducing(concealer(Buffer.from(key, 'hex'))), spool, limits: LIMITS })
