import type { Conceal } from '../model/index.js'
import type { Store } from '../store/index.js'
import type { Machine } from './machine.js'
import type { Reader } from './reader.js'
import type { Timed } from './timed.js'

/** Who is kept out, and why; compared with the values of `{user}` and `{customer}`. */
export interface Exclusion {
  customer?: string
  user?: string
  reason: string
}

export type Progress = (state: { files: number; ofFiles: number; bytes: number; ofBytes: number }) => void

/** What reading a place needs. */
export interface IngestMeans {
  store: Store
  reader: Reader
  conceal: Conceal
  exclude: readonly Exclusion[]
  /** Folders of this machine's own logs, whichever of them a file lies in. */
  own: readonly string[]
  /** Which machine this is, where others fill the store as well. */
  machine?: Machine | null
  progress: Progress
  timed?: Timed
}
