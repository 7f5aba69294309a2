import type { Table } from './chart.js'
import type { Group, Spread } from './cluster-group.js'
import type { GroupTree } from './cluster-tree.js'
import { cell } from './intervals.js'
import { reasonName } from './names.js'
import { count } from './numbers.js'
import { said, saidPeople } from './precision.js'
import { SCORE, SHARE, type Unit } from './units.js'

/** `4.2 (3.9–4.5)`, without what cannot be known. */
export const sayScore = ({ value, low, high }: Spread): string => cell(value, low, high, SCORE)

/** What is told of a group, its unit and its name. */
export type GroupMeasure = 'risk' | 'autonomy' | 'share'

const UNITS: Record<GroupMeasure, Unit> = { risk: SCORE, autonomy: SCORE, share: SHARE }
const HEADS: Record<GroupMeasure, string> = { risk: 'Risk', autonomy: 'Autonomy', share: 'Share' }

/** A mean or a share of a group with its interval, or why there is none. */
export const measureCell = (group: Group, measure: GroupMeasure): string => {
  const { value, low, high } = group[measure]
  return cell(value, low, high, UNITS[measure], group.suppressed && reasonName(group.suppressed))
}

/** How many groups have a reason in place of their values; empty where all have values. */
export function sayWithheld(groups: readonly Group[]): string {
  const withheld = groups.filter(({ suppressed }) => suppressed !== undefined)
  if (withheld.length === 0) return ''
  const reasons = [...new Set(withheld.map(({ suppressed }) => reasonName(suppressed!)))].join(', ')
  return `${count(withheld.length)} ${withheld.length === 1 ? 'group is' : 'groups are'} withheld and not drawn: ${reasons}.`
}

/** All groups of a figure, each before those that lie in it. */
export function groupTable(figure: { title: string }, tree: GroupTree, measures: readonly GroupMeasure[]): Table {
  const nested = tree.depth > 1
  return {
    caption: `${figure.title}, with 95% intervals`,
    columns: ['Group', ...(nested ? ['Within'] : []), 'n', 'Contributors', ...measures.map((one) => HEADS[one])],
    rows: tree
      .all()
      .map((group) => [
        group.name,
        ...(nested ? [tree.path(group.id).at(-2)?.name ?? ''] : []),
        said(figure, group.n),
        saidPeople(figure, group.contributors),
        ...measures.map((measure) => measureCell(group, measure)),
      ]),
  }
}
