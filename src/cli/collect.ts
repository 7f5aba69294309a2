import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import {
  type Collecting,
  collect,
  FILES,
  FolderJournal,
  inThisThread,
  isLoopback,
  type Journal,
  type Keep,
  LIMITS,
  OWN,
  readTokens,
  reducing,
  ThreadJournal,
  Threads,
  type Workers,
} from '../collect/index.js'
import { concealer, makeFolder, reasonOf } from '../ingest/index.js'
import { lock } from '../judge/index.js'
import { COLLECTED } from '../sources/index.js'
import { UsageError } from './exit.js'
import { leewayHome } from './home.js'
import { keyOf } from './session.js'
import { whereOf } from './where.js'
import type { World } from './world.js'

export interface CollectOptions {
  host: string
  port: string
  tokens?: string
  spool?: string
}

/** What a thread is started with. */
export interface ThreadData {
  /** The key of the pseudonyms, in hexadecimal digits. */
  key: string
  spool: boolean
}

/** What the thread of the journal is started with. */
export interface JournalData {
  folder: string
  /** The same key. */
  key: string
}

/** How often counts are told, in milliseconds. */
const EVERY_MS = 60_000
/** The part of the disk's free room that bodies may have which wait. */
const WAITING = 0.75
/** Threads beyond this wait for the one that listens. */
const MOST = 8
/** So that a body that takes too much ends a thread and not the service. */
const THREAD_LIMITS = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 64 }

/** `leeway collect`: takes in what agents and gateways send, until it is interrupted. */
export async function collectLogs(options: CollectOptions, world: World): Promise<void> {
  const { environment, cwd, stdout, stderr } = world
  const { host } = options
  const port = Number(options.port)
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new UsageError(`--port ${options.port}: expected a number from 0 to 65535`)
  const tokens = options.tokens === undefined ? null : await readTokens(resolve(cwd, options.tokens))
  if (tokens === null && !isLoopback(host))
    throw new UsageError(`--host ${host} lets other machines send: name a file of tokens with --tokens`)
  const interrupted = new Promise<void>((done) => {
    process.once('SIGINT', done)
    process.once('SIGTERM', done)
  })
  const { key } = await keyOf(whereOf({}, environment))
  const spool = options.spool !== undefined
  const folder = spool ? resolve(cwd, options.spool!) : join(leewayHome(environment), COLLECTED)
  const mark = join(folder, OWN)
  await makeFolder(mark)
  const unlock = await lock(
    mark,
    (who, _, path) =>
      new Error(`${who} collects into ${folder}; end it, or remove ${path} if it does not run any more`),
  )
  try {
    const { bavail, bsize } = await statfs(folder)
    const limits = { backlogBytes: bavail * bsize * WAITING }
    const workersOf = threadsOf({ key: key.toString('hex'), spool }, world)
    const trouble = (error: Error | null) =>
      stderr.write(
        error === null
          ? `leeway: ${folder} can be written again\n`
          : `leeway: ${folder} cannot be written (${reasonOf(error)}); what comes is told to come again later\n`,
      )
    const collecting = await collect({
      host,
      port,
      folder,
      tokens,
      journal: spool ? null : await journalOf({ folder: mark, key: key.toString('hex') }, world),
      limits,
      workersOf,
      trouble,
    })
    stdout.write(
      `Leeway collects at ${collecting.url}${tokens === null ? ' for this machine only' : ''}. Press Ctrl+C to end it.\n`,
    )
    if (!isLoopback(host))
      stderr.write('leeway: tokens and bodies come as they are; let a proxy in front take them over HTTPS\n')
    await telling(collecting, interrupted, stderr)
  } finally {
    await unlock()
  }
}

/** Tells counts until it is interrupted, and lets what is under way end. */
async function telling(collecting: Collecting, interrupted: Promise<void>, stderr: NodeJS.WritableStream) {
  const tell = () => {
    const line = collecting.counts.line()
    if (line !== null) stderr.write(`leeway: ${line}\n`)
  }
  const timer = setInterval(tell, EVERY_MS)
  await interrupted
  clearInterval(timer)
  await collecting.stop()
  tell()
}

/** Threads beside the one that listens, or that one where they were not built. */
function threadsOf(data: ThreadData, { program }: World): (keep: Keep) => Workers {
  const script = fileURLToPath(new URL('./collect-worker.js', program))
  if (!existsSync(script)) {
    const reducer = reducing(concealer(Buffer.from(data.key, 'hex')))
    return (keep) => inThisThread({ reducer, spool: data.spool, limits: LIMITS }, keep)
  }
  const count = Math.min(MOST, availableParallelism())
  const start = () => new Worker(script, { workerData: data, resourceLimits: THREAD_LIMITS })
  return (keep) => new Threads(start, count, keep, LIMITS)
}

/** A journal in a thread of its own, or in this one where that was not built. */
async function journalOf(data: JournalData, { program }: World): Promise<Journal> {
  const script = fileURLToPath(new URL('./journal-worker.js', program))
  return existsSync(script)
    ? new ThreadJournal(new Worker(script, { workerData: data }))
    : await FolderJournal.open(data.folder, FILES, Buffer.from(data.key, 'hex'), LIMITS)
}
