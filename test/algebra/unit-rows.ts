import { createHash } from 'node:crypto'
import { type Column, UNITS, type Unit } from '../../src/algebra/index.js'

export type Value = number | string | null
export type UnitRow<U extends Unit = Unit> = Record<Column<U>, Value>

/** What figures are asked over, as plain rows. */
export interface Population {
  turns: UnitRow<'turns'>[]
  sessions: UnitRow<'sessions'>[]
}

export const DAY_MS = 86_400_000

/** Columns that hold text; all others hold integers. */
export const TEXTS: readonly Column[] = [
  'contributor',
  'session',
  'interactive',
  'started_by',
  'ended_by',
  'interrupt_kind',
  'regime',
]

/** The number that stands for a contributor: the first 15 hexadecimal digits of the MD5 of the name. */
export const whoOf = (contributor: string): bigint =>
  BigInt(`0x${createHash('md5').update(contributor).digest('hex').slice(0, 15)}`)

/** Day and month as the store derives them from the start. */
const dated = (at: number | null) => ({
  started_at: at,
  day: at === null ? null : Math.floor(at / DAY_MS),
  month: at === null ? null : new Date(at).getUTCFullYear() * 12 + new Date(at).getUTCMonth(),
})

type Given<U extends Unit> = Partial<UnitRow<U>> & { at?: string | number | null }

const moment = (at: string | number | null | undefined) =>
  at === null ? null : typeof at === 'number' ? at : Date.parse(at ?? '2026-01-05T12:00:00Z')

let made = 0

/** A turn of an interactive session that a prompt started and that was completed, but for what is given. */
export function turn({ at, ...given }: Given<'turns'> = {}): UnitRow<'turns'> {
  const plain = Object.fromEntries(UNITS.turns.map((column) => [column, 0])) as unknown as UnitRow<'turns'>
  return {
    ...plain,
    contributor: 'ann',
    session: `s${++made}`,
    ...dated(moment(at)),
    experience: 1,
    reached: 1,
    interactive: 'yes',
    started_by: 'prompt',
    ended_by: 'completed',
    interrupt_kind: null,
    reported_ms: null,
    joined_ms: null,
    ...given,
  }
}

/** An interactive session of one turn that did nothing that could need approval, but for what is given. */
export function session({ at, ...given }: Given<'sessions'> = {}): UnitRow<'sessions'> {
  const plain = Object.fromEntries(UNITS.sessions.map((column) => [column, 0])) as unknown as UnitRow<'sessions'>
  return {
    ...plain,
    contributor: 'ann',
    session: `s${++made}`,
    ...dated(moment(at)),
    experience: 1,
    reached: 1,
    interactive: 'yes',
    turns: 1,
    regime: null,
    ...given,
  }
}
