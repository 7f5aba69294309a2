import { DOMAINS, GOAL_COMPLEXITIES } from '../../src/model/index.js'
import type { Release } from '../../src/release/index.js'
import { CLOCKS, PER_SESSION, PER_TURN, rowOf, seconds } from './along-days.js'
import { type Along, APPROVAL, approvable, COHORTS, INTERRUPTS, told } from './along-experience.js'
import { CONTACTS, DIMENSIONS, FRONTIER, OVERSIGHT, type Property, STOPS, valued } from './judged.js'
import type { PrivateRow, PrivateRows } from './private-rows.js'
import { meanRow, shareRow, type Weight } from './shares.js'
import { inDays, inSpan, type Told, twoDigits, valuesIn, weekOf } from './spans.js'
import { groupRows } from './team-groups.js'
import { type Holds, judgedAction, judgedTurn, monthOf, talked, typed, unsure } from './units.js'

/**
 * What a `team` release shows, worked out from rows: of every row, what it must hold, given the cell that it says it is of. Which
 * cells there are follows from the rules of the policy, which test/privacy holds to what they promise.
 */

const BY = 'contributor'

/** A row of a share, under a weight where it has one. */
function share(rows: readonly PrivateRow[], row: Told, [hit, unknown]: Property) {
  const weight = row.weight === undefined ? {} : { weight: row.weight as Weight }
  return shareRow(rows, BY, hit, { unknown, ...weight }) ?? {}
}

function along(rows: readonly PrivateRow[], row: Told, shares: Along) {
  if (row.cohort === undefined) return told(rows, BY, String(row[shares.key]), shares)
  const { where } = COHORTS[String(row.cohort)]!
  const inside = rows.filter(
    (unit) =>
      where(unit) &&
      Number(unit.experience) >= Number(row.from) &&
      Number(unit.experience) <= Number(row.to ?? Number.POSITIVE_INFINITY),
  )
  return told(inside, BY, String(row[shares.key]), shares)
}

const VARIANTS: Readonly<Record<string, string>> = {
  ...{ 'gap-2m': 'work2_ms', 'gap-5m': 'work5_ms', 'gap-15m': 'work15_ms', 'gap-none': 'wall_ms' },
}

const complexityOf = (row: Told): Holds => {
  if (row.complexity === undefined) return () => true
  const own = valuesIn(String(row.complexity), GOAL_COMPLEXITIES, [])
  return ({ goal_complexity }) => own.includes(String(goal_complexity))
}

/** What one row of a figure must hold. @param beside the rows that it stands among. */
function made(id: string, row: Told, units: PrivateRows, beside: readonly Told[]): object {
  const turns = units.turns.filter(typed)
  const judged = units.turns.filter((unit) => judgedTurn(unit) && complexityOf(row)(unit))
  const actions = units.actions.filter(judgedAction)
  switch (id) {
    case 'turn-duration': {
      if (row.variant !== undefined) return rowOf(turns, BY, seconds(VARIANTS[String(row.variant)]!))
      const measured = CLOCKS[String(row.clock)]!
      return rowOf(
        turns.filter((unit) => inDays(row)(unit) && unit[measured.column] !== null),
        BY,
        measured,
      )
    }
    case 'autonomy-proxies': {
      const measured = (row.per === 'turn' ? PER_TURN : PER_SESSION)[String(row.measure)]!
      const own = row.per === 'turn' ? turns : units.sessions.filter(talked)
      return rowOf(
        own.filter((unit) => inDays(row)(unit) && unit[measured.column] !== null),
        BY,
        measured,
      )
    }
    case 'auto-approve-by-experience':
      return along(units.sessions.filter(approvable), row, APPROVAL)
    case 'interrupts-by-experience':
      return along(turns, row, INTERRUPTS)
    case 'interventions': {
      if (row.success !== undefined)
        return share(judged, row, [({ success }) => success === row.success, unsure('success')])
      const own = units.sessions
        .filter(talked)
        .filter(row.month === undefined ? () => true : inSpan(row.month, monthOf))
      return meanRow(own, BY, CONTACTS[String(row.measure)]!)
    }
    case 'stops-by-complexity':
      return share(judged, row, [STOPS[String(row.stop)]!, () => false])
    case 'oversight':
      return share(actions, row, OVERSIGHT[String(row.measure)]!)
    case 'human-involvement-by-complexity':
      return share(actions.filter(complexityOf(row)), row, OVERSIGHT['human-in-loop']!)
    case 'frontier':
      return share(
        actions.filter(row.week === undefined ? () => true : inSpan(row.week, weekOf)),
        row,
        FRONTIER[String(row.measure)]!,
      )
    case 'domains':
    case 'distributions': {
      const column = id === 'domains' ? 'goal_domain_category' : String(row.dimension)
      const list = id === 'domains' ? DOMAINS : DIMENSIONS[column]!
      const key = id === 'domains' ? 'domain' : 'value'
      const shown = beside.filter((one) => one.dimension === row.dimension && one.weight === row.weight)
      const own = valuesIn(
        String(row[key]),
        list,
        shown.map((one) => one[key]),
      ).map((value) => valued(column, value))
      return share(actions, row, [(unit) => own.some(([hit]) => hit(unit)), own[0]![1]])
    }
    default:
      return {}
  }
}

const byFive = (contributors: number): number => 5 * Math.floor(contributors / 5)

const KEYS = ['from', 'to', 'days', 'level', 'parent']

/** A row as other readers get it: counts rounded, and nothing where it shows nothing. */
export function asShown(row: Told, values: object): object {
  const all: Record<string, unknown> = { ...values }
  return Object.fromEntries(
    Object.keys(row).map((key) => {
      if (row[key] === null || KEYS.includes(key)) return [key, row[key]]
      const value = all[key]
      if (typeof value !== 'number') return [key, typeof row[key] === 'string' ? row[key] : value]
      if (key === 'n' || key === 'n_eff') return [key, twoDigits(value)]
      return [key, key === 'contributors' ? byFive(value) : value]
    }),
  )
}

/** What the figures of a `team` release must hold. @param whole the same figures as a private release has them. */
export function shownIn(release: Release, units: PrivateRows, whole: readonly { id: string }[]): object {
  const figures = release.figures.map((figure) => {
    const { id } = figure
    const rows = figure.rows as unknown as readonly Told[]
    const shown = (list: readonly Told[] | undefined) =>
      list?.map((row) => asShown(row, groupRows(id, row, units, list) ?? made(id, row, units, list)))
    const own = whole.find((one) => one.id === id) as unknown as {
      n: number
      contributors: number
      flow: { step: string; n: number }[]
    }
    return {
      ...{ id, n: twoDigits(own.n), contributors: byFive(own.contributors) },
      flow: own.flow.map(({ step, n }) => ({ step, n: twoDigits(n) })),
      ...{ rows: shown(rows), overall: shown(figure.overall), sensitivity: shown(figure.sensitivity) },
      // A curve goes through the rows, at the geometric middle of their ends.
      curve: (figure.curve === undefined ? [] : rows).map(({ from, to, cohort, regime, kind, share, low, high }) => ({
        ...{ cohort, ...(regime === undefined ? { kind } : { regime }) },
        ...{ x: Math.sqrt(Number(from) * Number(to ?? from)), share, low, high },
      })),
    }
  })
  return { figures: figures.map(({ curve, ...figure }) => (curve.length === 0 ? figure : { ...figure, curve })) }
}
