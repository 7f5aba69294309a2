import { copyFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { addressOf, type ClusterAddress, locationOf, nameOf, type Variables } from './address.js'
import type { EmbeddedStore, Patience, SharedStore, Store } from './store.js'

/** Where a store lies, and what opening it needs. */
export interface StoreMeans {
  /** The data folder, where the embedded store lies. */
  home: string
  /** Of a shared store; null for the embedded one. */
  address: string | null
  /** Password and PEM files of a shared store come from here. */
  environment: Variables
  patience?: Patience
}

/**
 * Opens the store that an address names, or the one in the data folder. An engine is loaded only by those who open it.
 * @param keyMark names the pseudonym key, so that rows under another key are never mixed in.
 * @throws AddressError where the address is not as it has to be, StoreError where the store cannot be used.
 */
export async function openStore(means: StoreMeans, keyMark: string): Promise<Store> {
  const { home, address, environment, patience } = means
  return address === null
    ? openDuckdb(embeddedPath(home), keyMark, patience)
    : openShared(addressOf(address, environment), keyMark, patience)
}

/** The embedded store of a data folder as it is: where there is none, or one of another version or key, it is left so. */
export const openEmbedded = (home: string, keyMark: string, patience?: Patience): Promise<EmbeddedStore> =>
  openDuckdb(embeddedPath(home), keyMark, patience, true)

/** An empty store in memory, which goes when it is closed. */
export const openTemporary = (keyMark: string): Promise<EmbeddedStore> => openDuckdb(':memory:', keyMark)

/**
 * Copies the embedded store of a data folder into another folder as a file, without opening it.
 * @returns false where there is none.
 */
export const copyAside = (home: string, folder: string): Promise<boolean> =>
  copyFile(embeddedPath(home), embeddedPath(folder)).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false
      throw error
    },
  )

/** {@link SharedStore} on a cluster (clickhouse/store.ts). */
export async function openShared(address: ClusterAddress, keyMark: string, patience?: Patience): Promise<SharedStore> {
  const engine = await import('./clickhouse/store.js')
  return engine.openClickhouse(address, keyMark, patience)
}

/** {@link EmbeddedStore} at a path (duckdb/store.ts). */
export async function openDuckdb(
  path: string,
  keyMark: string,
  patience?: Patience,
  asItIs?: boolean,
): Promise<EmbeddedStore> {
  const engine = await import('./duckdb/store.js')
  return engine.openDuckdb(path, keyMark, patience, asItIs)
}

/** The statements that make an empty shared store, for those who may run them. */
export async function sharedSchema(of: {
  database: string
  cluster: string | null
  replicated: boolean
}): Promise<string> {
  const engine = await import('./clickhouse/schema.js')
  return engine.schemaText(of)
}

/**
 * What tells the store as it is now from what it was or will be; null where it is not there, or was not closed in order,
 * or is a shared one, which others may change at any time.
 */
export async function storeMark(home: string, address: string | null): Promise<string | null> {
  if (address !== null) return null
  const path = embeddedPath(home)
  const [found, unfinished] = await Promise.all(
    [path, `${path}.wal`].map((file) => stat(file, { bigint: true }).catch(() => null)),
  )
  return found == null || unfinished !== null ? null : `${found.ino}/${found.size}/${found.mtimeNs}`
}

/** Which store it is and how large, in a line for the person at this machine. */
export async function aboutStore(home: string, address: string | null): Promise<string> {
  const without = 'no text of messages or tools in it'
  if (address !== null) {
    const location = locationOf(address)
    const cluster = location.cluster === null ? '' : `, cluster ${location.cluster}`
    return `store ${nameOf(location)}${cluster}; ${without}`
  }
  const path = embeddedPath(home)
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  )
  return `store ${path}, ${(size / 1e6).toFixed(1)} MB; ${without}`
}

const embeddedPath = (home: string): string => join(home, 'store.duckdb')
