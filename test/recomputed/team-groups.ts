import { GOAL_COMPLEXITIES } from '../../src/model/index.js'
import { ACTION_COLUMNS, FACETS, type Group, groupsOf, reasonColumns } from './groups.js'
import type { PrivateRow, PrivateRows } from './private-rows.js'
import { scoresOf, shareRow } from './shares.js'
import { drawnIn } from './shrunk.js'
import { inSpan, type Told, twoDigits, valuesIn, weekOf } from './spans.js'
import { asked, interrupted, judgedAction, judgedTurn } from './units.js'

/**
 * Groups of sentences as `team` tells them. A release does not say which small ones went together with which: a group of reasons
 * must be itself with some of those beside it that have no row, and those of actions must have all stayed by themselves.
 */

const BY = 'contributor'
const tenths = (value: unknown) => (typeof value === 'number' ? Number(value.toFixed(1)) : value)
const inTenths = (row: object) =>
  Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, ['n', 'contributors'].includes(key) ? value : tenths(value)]),
  )

const found = new WeakMap<PrivateRows, Map<string, Group[]>>()

/** Groups of one kind, found once. */
function groupsIn(units: PrivateRows, kind: string): Group[] {
  const known = found.get(units) ?? new Map<string, Group[]>()
  found.set(units, known)
  const own =
    known.get(kind) ??
    (kind === 'action'
      ? groupsOf(units.actions.filter(judgedAction), kind, ACTION_COLUMNS)
      : groupsOf(
          units.turns.filter((row) => judgedTurn(row) && ended(kind)(row)),
          kind,
          reasonColumns(kind),
        ))
  known.set(kind, own)
  return own
}

const ended = (kind: string) => (kind === 'stop' ? asked : interrupted)

/** A group of reasons, together with those beside it without a row that make up its share; with none where no sum of them does. */
function reasonRow(kind: string, row: Told, units: PrivateRows, beside: readonly Told[]) {
  const all = units.turns.filter((turn) => judgedTurn(turn) && ended(kind)(turn))
  const column = reasonColumns(kind)[0]!
  const unknown = (turn: PrivateRow) => turn[column] === null
  const groups = groupsIn(units, kind)
  const own = groups.find(({ cluster }) => cluster === row.cluster)?.own ?? all.filter((turn) => turn[column] === 0)
  const silent = groups.filter(
    ({ level, parent, cluster }) =>
      row.level === 0 && level === 0 && parent === row.parent && beside.every((one) => one.cluster !== cluster),
  )
  const known = all.filter((turn) => !unknown(turn)).length
  const unions = Array.from({ length: 2 ** silent.length }, (_, bits) => [
    ...own,
    ...silent.flatMap((group, i) => ((bits >> i) & 1 ? group.own : [])),
  ])
  const union = unions.find((rows) => Number((rows.length / known).toPrecision(6)) === row.share) ?? own
  const held = new Set(union)
  return shareRow(all, BY, (turn) => held.has(turn), { unknown }) ?? {}
}

/** What a row of a figure over groups must hold; null for other figures. */
export function groupRows(id: string, row: Told, units: PrivateRows, beside: readonly Told[]): object | null {
  if (id === 'stop-reasons') return reasonRow('stop', row, units, beside)
  if (id === 'interrupt-reasons') return reasonRow('interrupt', row, units, beside)
  if (id !== 'risk-autonomy' && id !== 'extremes') return null
  const all = units.actions.filter(judgedAction)
  if (row.cluster === undefined) return inTenths(scoresOf(all, BY))
  const groups = groupsIn(units, 'action')
  const own = groups.find(({ cluster }) => cluster === row.cluster)!.own
  const told = inTenths(scoresOf(own, BY))
  if (id === 'extremes') return { ...told, ...ranked(groups, String(row.by)).get(String(row.cluster)) }
  return {
    ...{ ...told, share: own.length / all.length, facets: facetsOf(row.facets as Facets, own) },
    weeks: ((row.weeks ?? []) as { week: string }[]).map(({ week }) => {
      const during = inSpan(week, weekOf)
      return { week, share: own.filter(during).length / all.filter(during).length }
    }),
  }
}

type Facets = Readonly<Record<string, Readonly<Record<string, number>>>>

/** By dimension that is told, the shares of its values. */
const facetsOf = (told: Facets | undefined, own: readonly PrivateRow[]) =>
  Object.fromEntries(
    Object.entries(told ?? {}).map(([dimension, shares]) => {
      const of = FACETS[dimension]!
      const known = own.map(of).filter((value) => value !== null)
      const list = dimension === 'goal_complexity' ? GOAL_COMPLEXITIES : [...new Set(known)]
      const names = Object.keys(shares)
      return [
        dimension,
        Object.fromEntries(
          names.map((name) => {
            const values = valuesIn(name, list, names)
            const held = known.filter((value) => values.includes(value)).length
            return [name, Math.round((1000 * held) / known.length) / 1000]
          }),
        ),
      ]
    }),
  )

/** The place of each leaf by a score, as the rounded numbers rank them. */
function ranked(groups: readonly Group[], score: string): Map<string, { rank: number; shrunk: number }> {
  const leaves = groups.filter(({ level }) => level === 0)
  const shrunk = drawnIn(
    leaves.map(({ own }) => own),
    score,
    BY,
  ).map((value) => Number(value.toFixed(1)))
  const size = ({ own }: Group) => twoDigits(own.length)
  const order = leaves
    .map((leaf, i) => ({ leaf, shrunk: shrunk[i]! }))
    .sort((a, b) => b.shrunk - a.shrunk || size(b.leaf) - size(a.leaf) || a.leaf.number - b.leaf.number)
  return new Map(order.map(({ leaf, shrunk: value }, i) => [leaf.cluster, { rank: i + 1, shrunk: value }]))
}
