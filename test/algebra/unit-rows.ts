import { createHash } from 'node:crypto'
import { type Column, GROUPED, type TruthColumn, UNITS, type Unit } from '../../src/algebra/index.js'
import { ACTION_WORDS, TURN_WORDS, UNJUDGED_ACTION, UNJUDGED_TURN } from '../../src/model/index.js'

export type Value = number | string | null
/** What a dearer judge says is there only where a test puts it. */
export type UnitRow<U extends Unit = Unit> = Record<Column<U>, Value> & Partial<Record<TruthColumn<U>, Value>>

/** What figures are asked over, as plain rows. */
export interface Population {
  turns: UnitRow<'turns'>[]
  sessions: UnitRow<'sessions'>[]
  actions: UnitRow<'actions'>[]
}

export const nobody = (): Population => ({ turns: [], sessions: [], actions: [] })

export const DAY_MS = 86_400_000

/** Columns that hold text; all others hold integers. */
export const TEXTS: readonly Column[] = [
  'contributor',
  'session',
  'source',
  'interactive',
  'started_by',
  'ended_by',
  'interrupt_kind',
  'regime',
  'safeguards_category',
  ...(Object.keys({ ...TURN_WORDS, ...ACTION_WORDS }) as Column[]),
]

/** Whether a column holds text: what a dearer judge says is of the kind of what the rules say. */
export const isText = (column: string): boolean => (TEXTS as readonly string[]).includes(column.replace(/^truth_/, ''))

/** The number that stands for a contributor: the first 15 hexadecimal digits of the MD5 of the name. */
export const whoOf = (contributor: string): bigint =>
  BigInt(`0x${createHash('md5').update(contributor).digest('hex').slice(0, 15)}`)

/** Those of some columns that a unit has. */
const only = <U extends Unit>(unit: U, columns: Readonly<Record<string, Value>>) =>
  Object.fromEntries(
    Object.entries(columns).filter(([name]) => (UNITS[unit] as readonly string[]).includes(name)),
  ) as Partial<UnitRow<U>>

/** A unit whose sentences lie in no groups yet. */
const ungrouped = (unit: Unit) =>
  Object.fromEntries(Object.values(GROUPED[unit]).flatMap((columns) => columns.map((column: Column) => [column, null])))

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
    source: 'claude-code',
    ...dated(moment(at)),
    experience: 1,
    reached: 1,
    interactive: 'yes',
    started_by: 'prompt',
    ended_by: 'completed',
    interrupt_kind: null,
    reported_ms: null,
    joined_ms: null,
    ...only('turns', { ...UNJUDGED_TURN }),
    ...ungrouped('turns'),
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
    source: 'claude-code',
    ...dated(moment(at)),
    experience: 1,
    reached: 1,
    interactive: 'yes',
    turns: 1,
    regime: null,
    ...given,
  }
}

/** An action of an interactive session that nothing judged and that weighs as if it were alone, but for what is given. */
export function action({ at, ...given }: Given<'actions'> = {}): UnitRow<'actions'> {
  const plain = Object.fromEntries(UNITS.actions.map((column) => [column, 0])) as unknown as UnitRow<'actions'>
  const moments = dated(moment(at))
  return {
    ...plain,
    contributor: 'ann',
    session: `s${++made}`,
    source: 'claude-code',
    ...moments,
    week: moments.day === null ? null : Math.floor((moments.day + 3) / 7),
    interactive: 'yes',
    session_weight: 1_000_000_000,
    contributor_weight: 1_000_000_000,
    ...only('actions', { ...UNJUDGED_ACTION }),
    ...ungrouped('actions'),
    ...given,
  }
}

/** Actions with the weights that a store gives them if these are all that there are. */
export function weighed(actions: readonly UnitRow<'actions'>[]): UnitRow<'actions'>[] {
  const many = (same: (a: UnitRow<'actions'>, b: UnitRow<'actions'>) => boolean) => {
    const names = new Map<UnitRow<'actions'>, number>()
    for (const a of actions) names.set(a, actions.filter((b) => same(a, b)).length)
    return names
  }
  const person = (a: UnitRow<'actions'>, b: UnitRow<'actions'>) => a.contributor === b.contributor
  const [sessions, people] = [many((a, b) => person(a, b) && a.session === b.session), many(person)]
  return actions.map((own) => ({
    ...own,
    session_weight: Math.round(1e9 / sessions.get(own)!),
    contributor_weight: Math.round(1e9 / people.get(own)!),
  }))
}
