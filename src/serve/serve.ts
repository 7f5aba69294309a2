import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'
import type { Release } from '../release/index.js'
import { app } from './app.js'
import { isLoopback } from './security.js'

export interface ServeOptions {
  /** The page template, as built. */
  template: string
  release: Release
  /** Another release to compare it with, embedded in the page. */
  other?: Release | undefined
  /** 0 or absent: any free port. */
  port?: number
  /** A loopback address; no other is allowed. */
  host?: string
}

export interface Served {
  url: string
  close(): Promise<void>
}

/**
 * Shows one release on this machine, to this machine.
 * @throws Error where the port is taken, or the host is not loopback.
 */
export const serve = ({ template, release, other, port = 0, host = '127.0.0.1' }: ServeOptions): Promise<Served> =>
  listen((own) => app({ template, release, other, port: own }), { port, host })

/**
 * Answers requests of this machine.
 * @param appOf is told how to ask for the port, which is known once the server listens.
 * @throws Error where the port is taken, or the host is not loopback.
 */
export async function listen(
  appOf: (port: () => number) => Pick<Hono, 'fetch'>,
  { port = 0, host = '127.0.0.1' }: Pick<ServeOptions, 'port' | 'host'>,
): Promise<Served> {
  if (!isLoopback(host)) {
    throw new Error(`will not listen on ${host}: a report is shown on this machine only (127.0.0.1, localhost or ::1)`)
  }
  let listening = port
  const { fetch } = appOf(() => listening)
  const server = createAdaptorServer({ fetch })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explained(error, host, port)))
    server.listen(port, host, resolve)
  })
  listening = (server.address() as AddressInfo).port
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${listening}/`,
    close: () =>
      new Promise<void>((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()))
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}

function explained(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new Error(`port ${port} on ${host} is taken: choose another with --port, or leave it out for any free one`, {
      cause: error,
    })
  }
  if (error.code === 'EACCES')
    return new Error(`port ${port} on ${host} may not be used: choose one above 1023`, { cause: error })
  return new Error(`cannot listen on ${host}:${port}: ${error.message}`, { cause: error })
}
