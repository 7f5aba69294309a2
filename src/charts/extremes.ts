import type { FigureOf, Row } from '../release/index.js'
import type { Chart } from './chart.js'
import { COMPARES } from './cluster-anchors.js'
import { type Group, groupOf, type Spread } from './cluster-group.js'
import type { ListRow, ListSection } from './cluster-list.js'
import { listRows } from './cluster-rows.js'
import { measureCell, sayScore, sayWithheld } from './cluster-words.js'
import { bounded } from './estimate.js'
import { reasonName } from './names.js'
import { noInterval, sayOverlap } from './overlap.js'
import { said, saidPeople } from './precision.js'
import { SCORE } from './units.js'

type Figure = FigureOf<'extremes'>
type By = Row<'extremes'>['by']

/** Both lists, in their order, each with the other mean. */
const LISTS: readonly { by: By; and: By; title: string }[] = [
  { by: 'risk', and: 'autonomy', title: 'Highest mean risk' },
  { by: 'autonomy', and: 'risk', title: 'Highest mean autonomy' },
]

const ranked = (figure: Figure, by: By): Group[] =>
  figure.rows
    .filter((row) => row.by === by)
    .sort((a, b) => a.rank - b.rank)
    .map(groupOf)

function listOf(figure: Figure, by: By, and: By, other: readonly Group[]): ListRow[] {
  return ranked(figure, by).map((group) => {
    const words = `${and} ${group[and].value === null ? '—' : SCORE.say(group[and].value)}`
    return {
      name: group.name,
      ...group[by],
      tail: words,
      quiet: group.quiet,
      suppressed: group.suppressed && reasonName(group.suppressed),
      other: other.find(({ id }) => id === group.id)?.[by],
      says: `${group.name}\n${by} ${sayScore(group[by])}\n${and} ${sayScore(group[and])}\nn = ${said(figure, group.n)} ${figure.unit}`,
    }
  })
}

const shareOf = (mean: Spread) => ({ share: mean.value, ...mean })

/** Published means of the score that a list is ranked by. */
const publishedIn = ({ published }: Figure, by: By): ListRow[] =>
  published
    .filter(({ label }) => label.toLowerCase().startsWith(`mean ${by}`))
    .map(({ label, value, comparable, why }) => ({
      name: `published, ${COMPARES[comparable]}: ${label}`,
      ...{ value, low: null, high: null, tail: '', quiet: false, published: true },
      says: `${label}: ${SCORE.say(value)}\n${COMPARES[comparable]}: ${why}`,
    }))

/** The groups of actions with the highest mean risk, and those with the highest mean autonomy. */
export const extremes: Chart<'extremes'> = {
  controls: () => [],

  draw(figure, _view, surface, other) {
    const sections = LISTS.map(
      ({ by, and, title }): ListSection => ({
        title,
        heads: [`${by} (95%)`, ''],
        rows: [...listOf(figure, by, and, other ? ranked(other, by) : []), ...publishedIn(figure, by)],
      }),
    ).filter(({ rows }) => rows.some(({ published }) => !published))
    return listRows(
      {
        title: `${figure.title}: mean risk and mean autonomy of groups of ${figure.unit}`,
        across: SCORE.label,
        sections,
        unit: SCORE,
        domain: [1, 10],
        other: other !== undefined,
      },
      surface,
    )
  },

  sentence(figure) {
    const parts = LISTS.flatMap(({ by }) => {
      const [first, second] = ranked(figure, by).filter((group) => group[by].value !== null)
      if (!first) return []
      const next = second ? `, then in “${second.name}”, ${sayScore(second[by])}` : ''
      const order =
        second && bounded(first[by], second[by]) ? `, ${sayOverlap(shareOf(first[by]), shareOf(second[by]))}` : ''
      return [`Mean ${by} is highest in “${first.name}”, ${sayScore(first[by])}${next}${order}.`]
    })
    const rows = figure.rows.map((row) => ({
      share: row[row.by],
      low: row[`${row.by}_low`],
      high: row[`${row.by}_high`],
    }))
    return parts.length === 0 ? '' : `${parts.join(' ')}${noInterval(rows) || ' Brackets hold 95% intervals.'}`
  },

  remark: (figure) =>
    [
      'Ranked by means drawn towards the mean of all, so that a group of few does not lead by chance; means as they are.',
      sayWithheld(figure.rows.map(groupOf)),
    ]
      .filter(Boolean)
      .join(' '),

  estimates: (figure) =>
    LISTS.flatMap(({ by }) =>
      ranked(figure, by).map((group) => ({
        name: `${group.name}: ${by}`,
        unit: SCORE,
        estimate: { ...group[by], n: group.n ?? undefined, reason: group.suppressed },
      })),
    ),

  numbers: () => [],

  data: (figure) => ({
    caption: `${figure.title}, with 95% intervals`,
    columns: ['Group', 'Ranked by', 'Rank', 'n', 'Contributors', 'Risk', 'Autonomy'],
    rows: LISTS.flatMap(({ by }) =>
      ranked(figure, by).map((group, i) => [
        group.name,
        by,
        String(i + 1),
        said(figure, group.n),
        saidPeople(figure, group.contributors),
        measureCell(group, 'risk'),
        measureCell(group, 'autonomy'),
      ]),
    ),
  }),
}
