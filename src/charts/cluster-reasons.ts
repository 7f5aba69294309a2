import type { FigureOf, Published } from '../release/index.js'
import type { Chart, View } from './chart.js'
import { COMPARES } from './cluster-anchors.js'
import type { Group } from './cluster-group.js'
import { groupsIn, levelControl, treeOf } from './cluster-levels.js'
import type { ListRow, ListSection } from './cluster-list.js'
import { listRows } from './cluster-rows.js'
import { groupTable, measureCell, sayWithheld } from './cluster-words.js'
import { inBrackets } from './intervals.js'
import { reasonName } from './names.js'
import { count, percent } from './numbers.js'
import { noInterval, sayOverlap } from './overlap.js'
import { said, sayCount } from './precision.js'
import { isNarrow } from './surface.js'
import { SHARE } from './units.js'

type Id = 'stop-reasons' | 'interrupt-reasons'
type Figure = FigureOf<Id>

/** How many groups are drawn; more are in the table, and in the groups to go through. */
const DRAWN = 15

/** Whether all shares are of the same units. */
const alike = (groups: readonly Group[]): boolean => groups.every(({ n }) => n === groups[0]?.n)

const ofSpread = ({ share }: Group) => ({ share: share.value, low: share.low, high: share.high })

function rowOf(figure: Figure, group: Group, among: readonly Group[], other: Group | undefined): ListRow {
  return {
    name: group.name,
    ...group.share,
    tail: group.suppressed || alike(among) ? '' : said(figure, group.n),
    quiet: group.quiet,
    suppressed: group.suppressed && reasonName(group.suppressed),
    other: other?.share,
    says: `${group.name}\n${measureCell(group, 'share')}\nn = ${said(figure, group.n)} ${figure.unit}`,
  }
}

const publishedRow = ({ label, value, comparable, why }: Published): ListRow => ({
  name: label,
  value,
  low: null,
  high: null,
  tail: '',
  quiet: false,
  published: true,
  says: `${label}\n${percent(value)}, ${COMPARES[comparable]}: ${why}`,
})

/** Whether published values stand for groups of their own, whose names are none of ours. */
const publishedOf = (figure: Figure): Published[] => [...figure.published].sort((a, b) => b.value - a.value)

/** Groups of reasons as shares of all of them, the published ones below on the same axis. */
export const reasons = <Of extends Id>(of: string): Chart<Of> => ({
  controls: (figure) => [levelControl(figure)],

  draw(figure, view, surface, other) {
    const groups = groupsIn(figure, view).slice(0, DRAWN)
    const there = other && treeOf(other)
    const own = groups.map((group) => rowOf(figure as Figure, group, groups, there?.get(group.id)))
    const published = publishedOf(figure as Figure).map(publishedRow)
    if (own.every(({ value }) => value === null)) return null
    const most = [...own, ...published].flatMap(({ value, high, other }) => [value, high, other?.value, other?.high])
    const end = most.reduce<number>((high, value) => Math.max(high, value ?? 0), 0)
    const sections: ListSection[] = [
      { title: 'In these logs', heads: ['share (95%)', alike(groups) ? '' : 'n'], rows: own },
      ...(published.length > 0
        ? [{ title: `Published, ${comparing(figure.published)}`, heads: ['share', ''], rows: published } as const]
        : []),
    ]
    return listRows(
      {
        title: `${figure.title}: share of ${figure.unit}`,
        across: `share of ${isNarrow(surface) ? figure.unit : of}${alike(groups) ? `; n = ${said(figure, groups[0]!.n)}` : ''}`,
        sections,
        unit: SHARE,
        domain: [0, Math.min(1, end * 1.06 || 1)],
        other: other !== undefined,
      },
      surface,
    )
  },

  sentence(figure, view) {
    const rows = shown(figure as Figure, view)
    const [first, second] = rows
    if (!first) return ''
    const say = ({ name, share }: Group) =>
      `“${name}”, in ${percent(share.value!)}${inBrackets(share.low, share.high, SHARE)}`
    const all = alike(rows) && first.n !== null ? `${sayCount(figure, first.n)} ${of}` : `all ${of}`
    const next = second ? `, then ${say(second)}, ${sayOverlap(ofSpread(first), ofSpread(second))}` : ''
    const top = publishedOf(figure as Figure)[0]
    const beside = top ? ` Published as most often: ${top.label}, ${percent(top.value)}.` : ''
    return `Of ${all}, most often ${say(first)}${next}.${noInterval(rows.map(ofSpread))}${beside}`
  },

  remark(figure, view) {
    const groups = groupsIn(figure, view)
    const left = groups.length - DRAWN
    return [
      left > 0
        ? `The ${DRAWN} largest are drawn; ${count(left)} more are in the data below, and among the groups one by one.`
        : '',
      figure.published.length > 0
        ? 'Published groups were found in other logs and named by models: hold each against the group here that means the same, where there is one.'
        : '',
      sayWithheld(groups),
    ]
      .filter(Boolean)
      .join(' ')
  },

  estimates: (figure, view) =>
    groupsIn(figure, view).map((group) => ({
      name: group.name,
      unit: SHARE,
      estimate: { ...group.share, n: group.n ?? undefined, reason: group.suppressed },
    })),

  numbers: () => [],

  data: (figure) => groupTable(figure, treeOf(figure), ['share']),
})

const shown = (figure: Figure, view: View): Group[] =>
  groupsIn(figure, view).filter(({ share, quiet }) => share.value !== null && !quiet)

/** `partly comparable`; all words where published values differ in it. */
const comparing = (published: readonly Published[]): string =>
  [...new Set(published.map(({ comparable }) => COMPARES[comparable]))].join(' or ')
