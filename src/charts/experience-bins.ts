import { EXPERIENCE_BINS } from '../release/index.js'
import { count } from './numbers.js'

export interface Bin {
  from: number
  to: number | null
  share: number | null
  low: number | null
  high: number | null
  /** The most the share could be, where some sessions are not known. */
  max: number | null
  /** Why the share is withheld. */
  suppressed?: string | undefined
  says: string
}

type Edges = Pick<Bin, 'from' | 'to'>

/** Where a bin is drawn on the axis of ordinals: its geometric middle. */
export const middle = ({ from, to }: Edges): number => (to === null ? from * 1.25 : Math.sqrt(from * to))

/** How a bin is written: `3–4`, `2,000+`. */
export const binName = ({ from, to }: Edges): string =>
  to === null ? `${count(from)}+` : from === to ? count(from) : `${count(from)}–${count(to)}`

/** `session 1`, `sessions 500–999`. */
export const sessionsOf = (bin: Edges): string => `session${bin.from === bin.to ? '' : 's'} ${binName(bin)}`

/** The row that counts every session instead of one bin. */
export const isTotal = ({ from, to }: Edges): boolean => from === 1 && to === null

/** Whether a bin joins several of the fixed ones, or ends where none of them does. */
export const isJoined = (bin: Edges): boolean =>
  !isTotal(bin) && !EXPERIENCE_BINS.some(([from, to]) => from === bin.from && to === bin.to)
