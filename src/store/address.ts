import { readFileSync } from 'node:fs'

/** Where a cluster is and who asks it. Never shown as a whole: it holds a password. */
export interface ClusterAddress {
  host: string
  /** Of HTTP, or of HTTPS where `secure`. */
  port: number
  database: string
  /** Name of the cluster in the server's configuration; null for a single server. */
  cluster: string | null
  /** `host:port` of HTTP of each shard, in order, where they cannot be taken from what the server knows; else null. */
  shards: readonly string[] | null
  secure: boolean
  user: string
  password: string
  /** Contents of PEM files: who is trusted, and who this is. */
  ca: Buffer | null
  cert: Buffer | null
  key: Buffer | null
  /** Seconds that one question may take. */
  timeout: number
}

/**
 * An address, or what belongs to it in the environment, is not as it has to be. The message says what was expected and
 * repeats nothing of what was given, which may hold a password in the wrong place. The exit code is 2.
 */
export class AddressError extends Error {
  override name = 'AddressError'
}

export type Variables = Record<string, string | undefined>

/** What an address says by itself. */
export type Location = Omit<ClusterAddress, 'password' | 'ca' | 'cert' | 'key'>

const SHAPE = 'clickhouse://user@host:port/database?cluster=NAME'
const ELSEWHERE = 'put the password into LEEWAY_STORE_PASSWORD, or into a file that LEEWAY_STORE_PASSWORD_FILE names'
const SCHEMES = { 'clickhouse:': false, 'clickhouses:': true } as const
const KNOWN = ['cluster', 'secure', 'shards', 'timeout']
const [PORT, SECURE_PORT] = [8123, 8443]
const [TIMEOUT_S, LONGEST_S] = [600, 86_400]
const HOST = /^(?:\[[0-9A-Fa-f:.]+\]|[\w.-]+)$/

/**
 * The cluster that an address names, with what the environment adds: the password, another user, PEM files.
 * @throws AddressError
 */
export function addressOf(url: string, environment: Variables): ClusterAddress {
  const location = locationOf(url)
  const files = {
    ca: pemOf('LEEWAY_STORE_CA', environment.LEEWAY_STORE_CA),
    cert: pemOf('LEEWAY_STORE_CERT', environment.LEEWAY_STORE_CERT),
    key: pemOf('LEEWAY_STORE_KEY', environment.LEEWAY_STORE_KEY),
  }
  if ((files.cert === null) !== (files.key === null))
    throw new AddressError('LEEWAY_STORE_CERT and LEEWAY_STORE_KEY belong together; expected both or neither')
  if (!location.secure && (files.ca !== null || files.cert !== null)) {
    throw new AddressError(
      'LEEWAY_STORE_CA, LEEWAY_STORE_CERT and LEEWAY_STORE_KEY are for TLS; expected an address that begins with clickhouses://',
    )
  }
  const user = environment.LEEWAY_STORE_USER || location.user
  return { ...location, user, password: passwordOf(environment), ...files }
}

/**
 * Reads an address without asking the environment.
 * @throws AddressError
 */
export function locationOf(text: string): Location {
  const url = urlOf(text)
  if (!Object.hasOwn(SCHEMES, url.protocol)) throw wrong('an address that begins with clickhouse:// or clickhouses://')
  if (url.password !== '') throw new AddressError(`an address of a store holds no password; ${ELSEWHERE}`)
  if (url.hash !== '') throw wrong('no "#"')
  if (!HOST.test(url.hostname)) throw wrong('the name of a host')
  const options = optionsOf(url.searchParams)
  const secure = SCHEMES[url.protocol as keyof typeof SCHEMES] || flagOf(options.secure)
  return {
    host: url.hostname,
    port: url.port === '' ? (secure ? SECURE_PORT : PORT) : portOf(url.port),
    database: url.pathname.length > 1 ? databaseName(url.pathname.slice(1)) : 'leeway',
    cluster: options.cluster === undefined ? null : clusterName(options.cluster),
    shards: options.shards === undefined ? null : options.shards.split(',').map(shardOf),
    secure,
    user: userOf(url.username),
    timeout: options.timeout === undefined ? TIMEOUT_S : secondsOf(options.timeout),
  }
}

/** How a store is shown to people: neither user nor password. */
export const nameOf = ({ host, port, database }: Pick<ClusterAddress, 'host' | 'port' | 'database'>): string =>
  `clickhouse://${host}:${port}/${database}`

/**
 * The name of a database, which gets into statements as it is.
 * @throws AddressError
 */
export function databaseName(text: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(text)) return text
  throw wrong('a database whose name has letters, digits and "_" only and does not begin with a digit')
}

/**
 * The name of a cluster.
 * @throws AddressError
 */
export function clusterName(text: string): string {
  if (/^[\w.-]+$/.test(text)) return text
  throw wrong('a cluster whose name has letters, digits, "_", "." and "-" only')
}

const wrong = (expected: string): AddressError =>
  new AddressError(`the address of the store is not as it has to be: expected ${expected}; its shape is ${SHAPE}`)

function urlOf(text: string): URL {
  try {
    return new URL(text)
  } catch {
    // What the parser says repeats the address.
    throw new AddressError(`the address of the store cannot be read; expected ${SHAPE}; ${ELSEWHERE}`)
  }
}

function optionsOf(found: URLSearchParams): Partial<Record<string, string>> {
  const names = [...found.keys()]
  if (names.some((name) => !KNOWN.includes(name)))
    throw wrong(`nothing behind the "?" but ${KNOWN.join(', ')} (${ELSEWHERE})`)
  if (new Set(names).size < names.length) throw wrong('each option once')
  return Object.fromEntries(found)
}

function flagOf(text: string | undefined): boolean {
  if (text === undefined || text === '0' || text === '1') return text === '1'
  throw wrong('secure=1 or secure=0')
}

function portOf(text: string): number {
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port > 0 && port < 65_536) return port
  throw wrong('a port from 1 to 65535')
}

function shardOf(text: string): string {
  const colon = text.lastIndexOf(':')
  if (colon < 1 || !HOST.test(text.slice(0, colon))) throw wrong('shards=host:port,host:port')
  portOf(text.slice(colon + 1))
  return text
}

function secondsOf(text: string): number {
  const seconds = Number(text)
  if (/^\d+(?:\.\d+)?$/.test(text) && seconds > 0 && seconds <= LONGEST_S) return seconds
  throw wrong(`timeout=SECONDS, more than 0 and up to ${LONGEST_S}`)
}

function userOf(written: string): string {
  try {
    return decodeURIComponent(written) || 'default'
  } catch {
    throw wrong('a user in whose name "%" is written as %25')
  }
}

function passwordOf(environment: Variables): string {
  const password = environment.LEEWAY_STORE_PASSWORD
  const path = environment.LEEWAY_STORE_PASSWORD_FILE
  if (!path) return password ?? ''
  if (password)
    throw new AddressError('expected LEEWAY_STORE_PASSWORD or LEEWAY_STORE_PASSWORD_FILE; both of them are set')
  // A file ends in a line feed that nobody typed for a part of the password.
  return fileOf('LEEWAY_STORE_PASSWORD_FILE', path)
    .toString()
    .replace(/\r?\n$/, '')
}

function pemOf(variable: string, path: string | undefined): Buffer | null {
  if (!path) return null
  const read = fileOf(variable, path)
  if (read.includes('-----BEGIN ')) return read
  throw new AddressError(`${variable} names a file that is no PEM; expected one with a line "-----BEGIN …-----"`)
}

function fileOf(variable: string, path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new AddressError(`${variable} names a file that cannot be read (${code ?? 'unknown failure'})`)
  }
}
