import type { Figure, Release } from '../release/index.js'
import type { Table } from './chart.js'
import type { Group } from './cluster-group.js'
import { treeOf } from './cluster-levels.js'
import type { GroupTree } from './cluster-tree.js'
import { type GroupMeasure, measureCell } from './cluster-words.js'
import { changeOf } from './estimate.js'
import { dimensionName } from './judged-names.js'
import { count, NOTHING, percent } from './numbers.js'
import { said, saidPeople, sayCount } from './precision.js'
import { SCORE, SHARE } from './units.js'

/** One kind of groups that a release holds. */
export interface Explored {
  of: 'action' | 'stop' | 'interrupt'
  /** What lies in these groups. */
  label: string
  figure: Figure
  tree: GroupTree
  measures: readonly GroupMeasure[]
}

const KINDS = [
  { id: 'risk-autonomy', of: 'action', label: 'What agents do', measures: ['share', 'risk', 'autonomy'] },
  { id: 'stop-reasons', of: 'stop', label: 'Why agents stop to ask', measures: ['share'] },
  { id: 'interrupt-reasons', of: 'interrupt', label: 'Why humans interrupt', measures: ['share'] },
] as const

/** The kinds of groups that a release tells, over all sources together; none where it tells no group. */
export const exploredIn = ({ figures }: Pick<Release, 'figures'>): Explored[] =>
  KINDS.flatMap(({ id, ...kind }) => {
    const figure = figures.find((one) => one.id === id)
    if (!figure) return []
    const tree = treeOf(figure)
    return tree.size === 0 ? [] : [{ ...kind, figure, tree }]
  })

/** The id of a group in the hash of an address; null where it names none. */
export const groupInHash = (hash: string): string | null => /^#((?:action|stop|interrupt)-\d+)$/.exec(hash)?.[1] ?? null

/** Which part of all a group is: its share, or where none is told its count among all. */
export function partOf({ figure }: Explored, { share, n }: Group): number | null {
  if (share.value !== null) return share.value
  return n === null || !figure.n ? null : Math.min(1, n / figure.n)
}

/** How many groups there are, and which is the largest. */
export function sayExplored({ figure, tree, label }: Explored): string {
  const levels = tree.depth === 1 ? '' : ` on ${tree.depth} levels`
  const largest = tree.within(null).find(({ quiet, suppressed }) => !quiet && !suppressed)
  const share = largest?.share.value == null ? '' : `, ${percent(largest.share.value)} of ${figure.unit}`
  const groups = tree.size === 1 ? 'one group' : `${count(tree.size)} groups`
  return `${label}: ${groups}${levels}.${largest ? ` The largest is “${largest.name}”${share}.` : ''}`
}

/** What is known of a group, beside what another release says of the group with the same id. */
export function aboutGroup(explored: Explored, group: Group, other: Explored | undefined): Table {
  const { figure, measures } = explored
  const there = other?.tree.get(group.id)
  const isReason = explored.of !== 'action'
  const rows = [
    [
      isReason ? `of ${figure.unit}` : figure.unit,
      said(figure, group.n),
      there ? said(other!.figure, there.n) : NOTHING,
      '',
    ],
    [
      'contributors',
      saidPeople(figure, group.contributors),
      there ? saidPeople(other!.figure, there.contributors) : NOTHING,
      '',
    ],
    ...measures.flatMap((measure) => [
      [
        NAMES[measure],
        measureCell(group, measure),
        there ? measureCell(there, measure) : NOTHING,
        changeOf(group[measure], there?.[measure], measure === 'share' ? SHARE : SCORE),
      ],
      ...beforeCorrection(group, there, measure),
    ]),
  ]
  return {
    caption: 'With 95% intervals',
    columns: other ? ['', 'This release', 'Other', 'Difference'] : ['', 'Value'],
    rows: other ? rows : rows.map((row) => row.slice(0, 2)),
  }
}

/** What a mean was before labels put it right, where they did. */
function beforeCorrection(group: Group, there: Group | undefined, measure: GroupMeasure): string[][] {
  if (measure === 'share') return []
  const [own, other] = [group.raw[measure], there?.raw[measure] ?? null]
  if (own === null && other === null) return []
  const say = (value: number | null) => (value === null ? NOTHING : SCORE.say(value))
  return [[`${measure} before correction`, say(own), say(other), '']]
}

const NAMES: Record<GroupMeasure, string> = { share: 'share of all', risk: 'mean risk', autonomy: 'mean autonomy' }

/** What another release says of a group, where that is not only numbers; empty where both agree. */
export function besideGroup(group: Group, other: Explored): string {
  const there = other.tree.get(group.id)
  if (!there) return 'The other release tells of no group with this id.'
  return there.name === group.name ? '' : `In the other release it is called “${there.name}”.`
}

/** How many groups two releases share, by id. */
export function sayShared(own: Explored, other: Explored | undefined): string {
  if (!other) return 'The other release tells of no such groups.'
  const both = own.tree.all().filter(({ id }) => other.tree.get(id) !== undefined)
  const renamed = both.filter(({ id, name }) => other.tree.get(id)!.name !== name).length
  const names =
    renamed === 0
      ? ''
      : ` ${count(renamed)} of them have other names there: ids are the same only in releases of one place, whose groups were found once.`
  return `${count(both.length)} groups are in both releases, ${count(own.tree.size - both.length)} only here, ${count(other.tree.size - both.length)} only there.${names}`
}

const MOVED = 12

/** The groups of both releases whose share changed most. */
export function movedGroups(own: Explored, other: Explored): Table | null {
  const pairs = own.tree.all().flatMap((group) => {
    const there = other.tree.get(group.id)
    const [here, before] = [partOf(own, group), there ? partOf(other, there) : null]
    return there && here !== null && before !== null ? [{ group, there, moved: Math.abs(here - before) }] : []
  })
  if (pairs.length === 0) return null
  return {
    caption: `Groups of both whose share differs most`,
    columns: ['Group', 'This release', 'Other', 'Difference'],
    wide: true,
    rows: pairs
      .sort((a, b) => b.moved - a.moved || (a.group.id < b.group.id ? -1 : 1))
      .slice(0, MOVED)
      .map(({ group, there }) => [
        group.name,
        measureCell(group, 'share'),
        measureCell(there, 'share'),
        changeOf(group.share, there.share, SHARE),
      ]),
  }
}

/** The shares of the values of one dimension within a group, the largest first. */
export interface Facet {
  name: string
  values: { name: string; share: number }[]
}

export const facetsOf = ({ facets }: Group): Facet[] =>
  Object.entries(facets).flatMap(([dimension, shares]) => {
    const values = Object.entries(shares)
      .map(([name, share]) => ({ name, share }))
      .sort((a, b) => b.share - a.share)
    const name = dimensionName(dimension)
    return values.length === 0 ? [] : [{ name: `${name[0]!.toUpperCase()}${name.slice(1)}`, values }]
  })

/** `12 groups match “deploy”.`; of more than are shown, also how many are. */
export const sayMatches = (n: number, query: string, shown: number): string => {
  if (n === 0) return `No group matches “${query}”.`
  const matches = n === 1 ? 'One group matches' : `${count(n)} groups match`
  return `${matches} “${query}”${n > shown ? `; the ${count(shown)} largest are shown` : ''}.`
}

/** A group in one line, for those who hear it. */
export const sayGroup = (explored: Explored, group: Group): string =>
  [
    group.name,
    ...explored.measures.flatMap((measure) =>
      group[measure].value === null ? [] : [`${NAMES[measure]} ${measureCell(group, measure)}`],
    ),
    group.n === null || explored.of !== 'action' ? '' : `${sayCount(explored.figure, group.n)} ${explored.figure.unit}`,
  ]
    .filter(Boolean)
    .join(', ')
