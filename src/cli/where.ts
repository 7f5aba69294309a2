import { join } from 'node:path'
import { type Environment, leewayHome } from './home.js'

/** Where a command keeps what it reads, and the key of its pseudonyms. */
export interface Where {
  home: string
  /** Of a shared store; null for the one in the data folder. */
  address: string | null
  keyFile: string
}

export interface StoreOptions {
  store?: string
}

/** The store that a command line or the environment names, else the one in the data folder. */
export function whereOf(options: StoreOptions, environment: Environment): Where {
  const here = hereIn(leewayHome(environment))
  const address = options.store ?? (environment.LEEWAY_STORE || null)
  return { ...here, address, keyFile: environment.LEEWAY_KEY_FILE || here.keyFile }
}

/** A data folder with a store and a key of its own, whatever the environment names. */
export const hereIn = (home: string): Where => ({ home, address: null, keyFile: join(home, 'key') })
