import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Admission } from './admission.js'
import { isLoopback } from './asked.js'
import { Backlog } from './backlog.js'
import { Counts } from './counts.js'
import { FILES, type Files } from './files.js'
import type { Journal } from './journal.js'
import { Keeping } from './keeping.js'
import { LIMITS, type Limits } from './limits.js'
import { type ServiceMeans, serveRequest } from './service.js'
import type { Tokens } from './tokens.js'
import type { Keep, Workers } from './workers.js'

export interface CollectOptions {
  host: string
  /** 0: any free port. */
  port: number
  /** Where what is collected goes: a folder for each customer. */
  folder: string
  /** Null: no token is needed. Only where nobody but this machine can send. */
  tokens: Tokens | null
  /** Who looks at bodies; told how to keep what comes of them. */
  workersOf: (keep: Keep) => Workers
  /** Where bodies wait on the disk; null: none do, as where they are kept as they come. */
  journal?: Journal | null
  limits?: Partial<Limits>
  files?: Files
  /** Is told when the disk begins to refuse what comes, and with null when it takes it again. */
  trouble?: (error: Error | null) => void
}

/** The collector's own folder among those of customers, whose names do not begin so. */
export const OWN = '.collecting'

/** A collector that runs. */
export interface Collecting {
  url: string
  counts: Counts
  /** Takes nothing new, answers what is under way, and closes files and threads. */
  stop(): Promise<void>
}

/**
 * Listens for what agents and gateways send, and answers success for what is on the disk.
 * @throws Error where the port cannot be used, or no token is asked of other machines.
 */
export async function collect(options: CollectOptions): Promise<Collecting> {
  const { host, port, folder, tokens, journal = null, files = FILES } = options
  const limits: Limits = { ...LIMITS, ...options.limits }
  const loopback = isLoopback(host)
  if (tokens === null && !loopback)
    throw new Error(`other machines can reach ${host}: name a file of tokens, or listen on 127.0.0.1`)
  const counts = new Counts()
  const keeping = new Keeping(folder, limits, files, options.trouble)
  const workers = options.workersOf((parts) => keeping.keep(parts))
  const admission = new Admission(limits, () => workers.waited())
  const backlog = journal === null ? null : new Backlog(journal, workers, counts, limits)
  let stopping = false
  const means: ServiceMeans = {
    ...{ tokens, loopback, admission, workers, backlog, keeping, counts, limits },
    stopping: () => stopping,
  }
  const server = serverOf(means)
  await listening(server, host, port).catch(async (error) => {
    await workers.close()
    throw error
  })
  const { port: own } = server.address() as AddressInfo
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${own}`,
    counts,
    async stop() {
      stopping = true
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeIdleConnections()
      const late = setTimeout(() => server.closeAllConnections(), limits.stopMs)
      await closed
      clearTimeout(late)
      await backlog?.close(limits.stopMs)
      await workers.close()
      await journal?.close()
      await keeping.close()
    },
  }
}

function serverOf(means: ServiceMeans): Server {
  const { limits } = means
  const server = createServer({
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.idleMs,
    // Slow senders are looked for this often.
    connectionsCheckingInterval: Math.min(1_000, limits.requestMs / 2),
    maxHeaderSize: 16 * 1024,
  })
  server.maxConnections = limits.connections
  server.on('request', (request, response) => void serveRequest(request, response, means))
  // Who asks first whether to send the body is told so before sending it.
  server.on('checkContinue', (request, response) => void serveRequest(request, response, means))
  return server
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.on('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE'
      const words = taken
        ? `port ${port} on ${host} is taken: choose another with --port`
        : `cannot listen on ${host}:${port}: ${error.message}`
      reject(new Error(words, { cause: error }))
    })
    server.listen(port, host, resolve)
  })
}
