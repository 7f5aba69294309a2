import { join } from 'node:path'
import { MACHINE_NAME } from '../ingest/index.js'
import { UsageError } from './exit.js'
import { type Environment, leewayHome } from './home.js'

/** Where a command keeps what it reads, and the key of its pseudonyms. */
export interface Where {
  home: string
  /** Of a shared store; null for the one in the data folder. */
  address: string | null
  keyFile: string
  /** The name of this machine, where it has files of its own under paths that others have too; null for the embedded store. */
  machine: string | null
}

export interface StoreOptions {
  store?: string
}

/** The store that a command line or the environment names, else the one in the data folder. */
export function whereOf(options: StoreOptions, environment: Environment): Where {
  const here = hereIn(leewayHome(environment))
  const address = options.store ?? (environment.LEEWAY_STORE || null)
  const machine = address === null ? null : machineName(environment.LEEWAY_MACHINE)
  return { ...here, address, machine, keyFile: environment.LEEWAY_KEY_FILE || here.keyFile }
}

/** A data folder with a store and a key of its own, whatever the environment names. */
export const hereIn = (home: string): Where => ({ home, address: null, machine: null, keyFile: join(home, 'key') })

function machineName(text: string | undefined): string | null {
  if (!text) return null
  if (MACHINE_NAME.test(text)) return text
  throw new UsageError(`LEEWAY_MACHINE is "${text}"; expected two or more letters, digits, "_", ".", "@" or "-"`)
}
