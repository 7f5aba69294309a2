import { JUDGED_STEPS } from './judged.js'
import type { PrivateRow, PrivateRows } from './private-rows.js'
import { scoresOf, shareRow } from './shares.js'
import { drawnIn } from './shrunk.js'
import {
  asked,
  dayName,
  flowOf,
  groupBy,
  guards,
  type Holds,
  interrupted,
  judgedAction,
  judgedTurn,
  mondayOf,
  NOT_INFERABLE,
  people,
  unsure,
} from './units.js'

/** Figures over groups of sentences: risk-autonomy, extremes and the two of reasons. */

/** A group of sentences, with the units whose sentence lies in it. */
export interface Group {
  number: number
  level: number
  cluster: string
  parent: string | null
  own: PrivateRow[]
}

const isGroup = (number: unknown) => number !== null && number !== undefined && number !== 0

/** The groups of all levels that units lie in, by the columns that hold their numbers, the lowest level first. */
export function groupsOf(rows: readonly PrivateRow[], kind: string, columns: readonly string[]): Group[] {
  return columns.flatMap((column, level) =>
    [...groupBy(rows, (row) => row[column])].flatMap(([number, own]) => {
      if (!isGroup(number)) return []
      const above = columns.slice(level + 1).map((higher) => own[0]![higher])
      const parent = above.find(isGroup)
      return [
        {
          ...{ number: Number(number), level, own, cluster: `${kind}-${number}` },
          parent: parent === undefined ? null : `${kind}-${parent}`,
        },
      ]
    }),
  )
}

const safeguarded = (row: PrivateRow): string | null =>
  unsure('safeguards_category')(row) ? null : guards(row).includes('No clear guardrails') ? 'no' : 'yes'

const plain = (column: string) => (row: PrivateRow) =>
  row[column] === null || row[column] === NOT_INFERABLE ? null : String(row[column])

export const FACETS: Readonly<Record<string, (row: PrivateRow) => string | null>> = {
  goal_domain_category: plain('goal_domain_category'),
  reversibility: plain('reversibility'),
  human_in_loop: plain('human_in_loop'),
  safeguarded,
  goal_complexity: plain('goal_complexity'),
}

/** Of a group, the shares of the values of each dimension among the units of which it can be told, in thousandths. */
function facetsOf(rows: readonly PrivateRow[]) {
  const facets = Object.entries(FACETS).map(([name, of]) => {
    const told = groupBy(
      rows.filter((row) => of(row) !== null),
      of,
    )
    const all = [...told.values()].reduce((sum, own) => sum + own.length, 0)
    const shares = [...told].map(([value, own]) => [value, Math.round((1000 * own.length) / all) / 1000])
    return [name, all === 0 ? undefined : Object.fromEntries(shares)]
  })
  return Object.fromEntries(facets)
}

export const ACTION_COLUMNS = ['cluster', 'cluster_middle', 'cluster_top']
const actionFrame = ({ actions }: PrivateRows) => {
  const own = actions.filter(judgedAction)
  const flow = flowOf(actions, { 'not judged': (row) => !judgedAction(row) })
  return { own, frame: { n: own.length, contributors: people(own), flow } }
}

export function riskAutonomy(rows: PrivateRows, by: string) {
  const { own, frame } = actionFrame(rows)
  const weeks = groupBy(own, mondayOf)
  return {
    ...frame,
    rows: groupsOf(own, 'action', ACTION_COLUMNS).map(({ cluster, parent, level, own: inside }) => {
      const during = groupBy(inside, mondayOf)
      return {
        ...{ cluster, parent, level, share: inside.length / own.length, ...scoresOf(inside, by) },
        facets: facetsOf(inside),
        weeks: [...weeks].map(([monday, all]) => ({
          week: dayName(monday),
          share: (during.get(monday)?.length ?? 0) / all.length,
        })),
      }
    }),
    overall: [scoresOf(own, by)],
  }
}

export function extremes(rows: PrivateRows, by: string) {
  const { own, frame } = actionFrame(rows)
  const leaves = groupsOf(own, 'action', ACTION_COLUMNS).filter(({ level }) => level === 0)
  const told = ['risk', 'autonomy'].flatMap((score) => {
    const shrunk = drawnIn(
      leaves.map((leaf) => leaf.own),
      score,
      by,
    )
    return leaves
      .map((leaf, i) => ({ ...leaf, shrunk: shrunk[i]! }))
      .sort(
        (a, b) =>
          Number(b.shrunk.toPrecision(6)) - Number(a.shrunk.toPrecision(6)) ||
          b.own.length - a.own.length ||
          a.number - b.number,
      )
      .slice(0, 10)
      .map(({ cluster, parent, level, own: inside, shrunk: value }, i) => ({
        ...{ by: score, rank: i + 1, cluster, parent, level, shrunk: value },
        ...scoresOf(inside, by),
      }))
  })
  return { ...frame, rows: told }
}

export const reasonColumns = (kind: string): string[] => ['cluster', 'middle', 'top'].map((level) => `${kind}_${level}`)

function reasons({ turns }: PrivateRows, by: string, kind: string, where: Holds) {
  const judged = turns.filter(judgedTurn)
  const own = judged.filter(where)
  const columns = reasonColumns(kind)
  const unknown: Holds = (row) => row[columns[0]!] === null
  const rowOf = ({ cluster, parent, level, own: inside }: Omit<Group, 'number'>) => {
    const held = new Set(inside)
    const row = shareRow(own, by, (turn) => held.has(turn), { unknown })
    return row === null || inside.length === 0 ? [] : [{ cluster, parent, level, ...row }]
  }
  const none = own.filter((row) => row[columns[0]!] === 0)
  return {
    ...{ n: judged.length, contributors: people(judged), flow: flowOf(turns, JUDGED_STEPS) },
    rows: [
      ...groupsOf(own, kind, columns).flatMap(rowOf),
      ...rowOf({ cluster: `${kind}-0`, parent: null, level: 0, own: none }),
    ],
  }
}

export const stopReasons = (rows: PrivateRows, by: string) => reasons(rows, by, 'stop', asked)
export const interruptReasons = (rows: PrivateRows, by: string) => reasons(rows, by, 'interrupt', interrupted)
