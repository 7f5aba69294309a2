import { TURN_STEPS } from './along-days.js'
import { changeOf, curveOf } from './curve.js'
import { shareOf } from './estimates.js'
import type { PrivateRow, PrivateRows } from './private-rows.js'
import { shareRow } from './shares.js'
import { flowOf, type Holds, interrupted, people, someone, talked, typed, worked } from './units.js'

/** Figures of shares along experience: auto-approve-by-experience and interrupts-by-experience. */

const BINS: readonly (readonly [from: number, to: number | null])[] = [
  ...([
    [1, 1],
    [2, 2],
    [3, 4],
    [5, 9],
    [10, 19],
    [20, 49],
  ] as const),
  ...([
    [50, 99],
    [100, 199],
    [200, 499],
    [500, 999],
    [1000, 1999],
    [2000, null],
  ] as const),
]
/** Ordinals of a person's first sessions, which later ones are held against. */
const FIRST = 9

interface Cohort {
  where: Holds
  /** The last ordinal that has rows. */
  last: number
  /** The same people are in every bin. */
  same: boolean
}

export const COHORTS: Readonly<Record<string, Cohort>> = {
  all: { where: () => true, last: Number.POSITIVE_INFINITY, same: false },
  'known-start': { where: (row) => row.known_start === 1, last: Number.POSITIVE_INFINITY, same: false },
  'reached-50': { where: (row) => Number(row.reached) >= 50, last: 49, same: true },
  'reached-200': { where: (row) => Number(row.reached) >= 200, last: 199, same: true },
}

/** Shares along experience. */
export interface Along {
  /** The column that names a share. */
  key: string
  shares: Readonly<Record<string, Holds>>
  /** Those that have a curve. */
  curves: readonly string[]
  /** Units that may belong to a share or not. */
  perhaps?: { share: string; where: Holds }
}

/** A share with its interval; where some units may belong to it or not, up to the end of the largest. */
export function told(rows: readonly PrivateRow[], by: string, name: string, { key, shares, perhaps }: Along) {
  const row = { [key]: name, ...shareRow(rows, by, shares[name]!) }
  if (perhaps?.share !== name) return row
  const most = shareOf(
    rows,
    by,
    (own) => shares[name]!(own) || perhaps.where(own),
    () => 1,
  )
  return { ...row, share_max: most.value, high: most.high }
}

function alongExperience(all: readonly PrivateRow[], by: string, along: Along) {
  const names = Object.keys(along.shares)
  const cohorts = Object.entries(COHORTS).map(([cohort, { where, last, same }]) => {
    const members = all.filter((row) => where(row) && Number(row.experience) >= 1 && Number(row.experience) <= last)
    const within = (from: number, to: number) =>
      members.filter(({ experience }) => Number(experience) >= from && Number(experience) <= to)
    const first = within(1, FIRST)
    const rows = BINS.flatMap(([from, to]) => {
      const own = within(from, to ?? Number.POSITIVE_INFINITY)
      if (own.length === 0) return []
      const change = (name: string) => (same && from > FIRST ? changeOf(own, first, along.shares[name]!) : {})
      return names.map((name) => ({ from, to, cohort, ...told(own, by, name, along), ...change(name) }))
    })
    const curve = along.curves.flatMap((name) =>
      curveOf(members, by, along.shares[name]!).map((point) => ({ cohort, [along.key]: name, ...point })),
    )
    return { rows, curve }
  })
  return {
    ...{ n: all.length, contributors: people(all) },
    rows: cohorts.flatMap(({ rows }) => rows),
    curve: cohorts.flatMap(({ curve }) => curve),
    overall: names.map((name) => told(all, by, name, along)),
  }
}

const is =
  (...regimes: string[]): Holds =>
  ({ regime }) =>
    regimes.includes(String(regime))

const SINGLE = ['bypass', 'classifier', 'rules', 'manual', 'unknown']
export const APPROVAL: Along = {
  key: 'regime',
  shares: {
    auto: is('bypass', 'classifier', 'rules'),
    ...Object.fromEntries(SINGLE.map((regime) => [regime, is(regime)])),
  },
  curves: ['auto', 'manual', 'unknown'],
  perhaps: { share: 'auto', where: is('unknown') },
}

const ended =
  (kind: string): Holds =>
  (row) =>
    interrupted(row) && row.interrupt_kind === kind

export const INTERRUPTS: Along = {
  key: 'kind',
  shares: { any: interrupted, working: ended('working'), prompt: ended('prompt') },
  curves: ['any'],
}

/** Sessions of people that did anything which could need approval. */
export const approvable: Holds = (row) => talked(row) && row.regime !== null

export function autoApprove({ sessions }: PrivateRows, by: string) {
  return {
    ...alongExperience(sessions.filter(approvable), by, APPROVAL),
    flow: flowOf(sessions, {
      'without a turn': (row) => !worked(row),
      'headless or scheduled': (row) => !someone(row),
      'nothing that could need approval': ({ regime }) => regime === null,
    }),
  }
}

export function interruptsByExperience({ turns }: PrivateRows, by: string) {
  return { ...alongExperience(turns.filter(typed), by, INTERRUPTS), flow: flowOf(turns, TURN_STEPS) }
}
