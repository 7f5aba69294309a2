import { parentPort, workerData } from 'node:worker_threads'
import { FILES, FolderJournal, LIMITS, serveJournal } from '../collect/index.js'
import type { JournalData } from './collect.js'

/** The thread that has the journal of `collect.ts`. */
const { folder, key } = workerData as JournalData
serveJournal(parentPort!, await FolderJournal.open(folder, FILES, Buffer.from(key, 'hex'), LIMITS))
