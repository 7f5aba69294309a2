import type { FigureOf } from '../release/index.js'
import { type Chart, chosen, type View } from './chart.js'
import { anchorsOf } from './cluster-anchors.js'
import { crossOf, type Plane, placeGroups, planeOf, type Reach, readingOrder } from './cluster-frame.js'
import { type Group, isPlaced } from './cluster-group.js'
import { groupsIn, levelControl, openIn, treeOf } from './cluster-levels.js'
import { MIDDLE } from './cluster-quadrants.js'
import { drawScatter } from './cluster-scatter.js'
import { groupTable, sayScore, sayWithheld } from './cluster-words.js'
import { count } from './numbers.js'
import { noInterval } from './overlap.js'
import { said, saidPeople } from './precision.js'
import { isNarrow, type Surface } from './surface.js'
import { SCORE } from './units.js'

type Figure = FigureOf<'risk-autonomy'>

const MEASURES = ['risk', 'autonomy'] as const

/** How many groups are set beside those of another release. */
const COMPARED = 12

const REACH = {
  key: 'reach',
  label: 'Axes',
  pick: 'one',
  options: [
    { value: 'all', label: 'From 1 to 10' },
    { value: 'near', label: 'Around the groups' },
  ],
  initial: ['all'],
} as const

/** The plane of a view, with the published groups on it where everything is shown. */
function planeIn(figure: Figure, view: View, surface: Surface): Plane {
  return planeOf(groupsIn(figure, view), (chosen<Reach>(view, 'reach') || 'all') as Reach, surface)
}

/** Both ends of a mean over groups: `from 1.1 (1.0–1.2, “Read files”) to 4.2 (…)`. */
function ends(groups: readonly Group[], of: 'risk' | 'autonomy'): string {
  const ordered = [...groups].sort((a, b) => a[of].value! - b[of].value!)
  const [low, high] = [ordered[0]!, ordered.at(-1)!]
  const say = (group: Group) => `${sayScore(group[of])} for “${group.name}”`
  return `${of} runs from ${say(low)} to ${say(high)}`
}

/** What brackets hold, or why there are none. */
const bracketed = (groups: readonly Group[]): string =>
  noInterval(
    groups.flatMap(({ risk, autonomy }) => [risk, autonomy].map((mean) => ({ share: mean.value, ...mean }))),
  ) || ' Brackets hold 95% intervals.'

/** Mean risk and mean autonomy of groups of actions: what agents do, and how much on their own. */
export const riskAutonomy: Chart<'risk-autonomy'> = {
  controls: (figure) => [levelControl(figure), REACH],

  draw(figure, view, surface, other) {
    const plane = planeIn(figure, view, surface)
    const tree = treeOf(figure)
    const there = other && treeOf(other)
    const groups = groupsIn(figure, view)
    const same = groups.flatMap(({ id }) => {
      const group = there?.get(id)
      return group && isPlaced(group)
        ? [[id, { risk: group.risk.value!, autonomy: group.autonomy.value! }] as const]
        : []
    })
    return drawScatter(
      {
        title: `${figure.title}: mean risk and mean autonomy of groups of ${figure.unit}`,
        plane,
        points: placeGroups(groups, plane, isNarrow(surface)),
        anchors: openIn(view) === '' ? anchorsOf(figure.published) : [],
        others: there ? new Map(same) : null,
        opens: (id) => tree.within(id).length > 0,
      },
      surface,
    )
  },

  sentence(figure, view) {
    const groups = groupsIn(figure, view).filter((group) => isPlaced(group) && !group.quiet)
    if (groups.length === 0) return ''
    const open = treeOf(figure).get(openIn(view))
    const [only] = groups
    if (only && groups.length === 1)
      return `${open ? `Within “${open.name}”, one` : 'One'} group of ${figure.unit}, “${only.name}”, has a mean risk of ${sayScore(only.risk)} and a mean autonomy of ${sayScore(only.autonomy)}.${bracketed(groups)}`
    const both = groups.filter(({ risk, autonomy }) => risk.value! > MIDDLE && autonomy.value! > MIDDLE).length
    const where = open ? `Within “${open.name}”, of` : 'Of'
    const upper = both === 0 ? 'None lies' : both === 1 ? 'One lies' : `${count(both)} lie`
    return `${where} ${count(groups.length)} groups of ${figure.unit}, mean ${ends(groups, 'risk')}; mean ${ends(groups, 'autonomy')}. ${upper} in the quarter of more risk and more autonomy (above ${MIDDLE} on both).${bracketed(groups)}`
  },

  remark(figure, view) {
    const groups = groupsIn(figure, view)
    const others = groups.filter(({ quiet }) => quiet)
    const anchors = anchorsOf(figure.published)
    return [
      'Areas are as the number of actions; thin crosses are 95% intervals of the largest groups.',
      others.length > 0 ? `${others.map(({ name }) => `“${name}”`).join(', ')}, in grey, is none of the groups.` : '',
      anchors.length > 0 && openIn(view) === '' && chosen(view, 'reach') !== 'near'
        ? 'Diamonds are two groups of the published study: other people, other agents, another judge.'
        : '',
      sayWithheld(groups),
    ]
      .filter(Boolean)
      .join(' ')
  },

  estimates: (figure, view) =>
    groupsIn(figure, view)
      .slice(0, COMPARED)
      .flatMap((group) =>
        MEASURES.map((measure) => ({
          name: `${group.name}: ${measure}`,
          unit: SCORE,
          estimate: { ...group[measure], n: group.n ?? undefined, reason: group.suppressed },
        })),
      ),

  numbers: () => [],

  data: (figure) => groupTable(figure, treeOf(figure), MEASURES),

  walk: {
    places(figure, view, surface) {
      const plane = planeIn(figure, view, surface)
      const tree = treeOf(figure)
      return readingOrder(placeGroups(groupsIn(figure, view), plane, isNarrow(surface))).map(({ group, x, y, r }) => ({
        id: group.id,
        x,
        y,
        r,
        cross: crossOf(group, plane),
        says: [
          group.name,
          `risk ${sayScore(group.risk)}`,
          `autonomy ${sayScore(group.autonomy)}`,
          `n = ${said(figure, group.n)} ${figure.unit}, ${saidPeople(figure, group.contributors)} contributors`,
        ],
        opens: tree.within(group.id).length,
      }))
    },
    trail: (figure, view) =>
      treeOf(figure)
        .path(openIn(view))
        .map(({ id, name }) => ({ id, name })),
    into: (view, id) => ({ ...view, in: id === '' ? [] : [id], reach: [id === '' ? 'all' : 'near'] }),
  },
}
