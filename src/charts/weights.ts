import { type FigureOf, type Row, WEIGHTS } from '../release/index.js'
import { type Control, chosen, optionsOf, preferred, type Table, type View } from './chart.js'
import type { Estimate } from './estimate.js'
import { cell, range } from './intervals.js'
import { WEIGHT_NAMES, WEIGHT_REMARKS, WEIGHT_SHORT, type Weight } from './judged-names.js'
import { reasonName } from './names.js'
import { NOTHING } from './numbers.js'
import { isExact, said, saidPeople, sayCount } from './precision.js'
import { SHARE } from './units.js'

/** What rows of shares have in common that are given once per weight. */
export type WeightedRow = Omit<Row<'oversight'>, 'measure'>
type Weighted = FigureOf<'oversight' | 'domains' | 'distributions' | 'human-involvement-by-complexity'>

/** What counts once: each action as default, each session, each contributor. */
export function weightControl(figure: Weighted): Control {
  const rows = figure.rows as readonly WeightedRow[]
  const present = new Set(rows.filter(({ share }) => share !== null).map(({ weight }) => weight))
  const options = optionsOf(WEIGHT_NAMES, present, () => (isExact(figure) ? 'not in these logs' : 'withheld'))
  return { key: 'weight', label: 'Counts once', pick: 'one', options, initial: preferred(options, 'action') }
}

export const weightOf = (view: View): Weight => chosen<Weight>(view, 'weight')

/** What the weight in view means; with worst-case bounds or corrected shares, how they are drawn. */
export function weightRemark(rows: readonly WeightedRow[], view: View): string {
  const pale = rows.some((row) => row.weight === weightOf(view) && hasBounds(row))
  const corrected = rows.some((row) => row.weight === weightOf(view) && isCorrected(row))
  return [
    WEIGHT_REMARKS[weightOf(view)] ?? '',
    ...(pale
      ? ['Pale bars: where the share could lie if whatever could not be told were all of one kind, or none.']
      : []),
    ...(corrected ? ['Short strokes: the share before it was corrected.'] : []),
  ].join(' ')
}

/** `each session counting once`; empty for actions, which shares are of anyway. */
export const countingOnce = (view: View): string =>
  weightOf(view) === 'action' ? '' : `${WEIGHT_NAMES[weightOf(view)]?.toLowerCase() ?? ''} counting once`

/** A sentence that says how shares are weighted, where not each action counts once. */
export function led(view: View, sentence: string): string {
  const lead = countingOnce(view)
  return lead === '' ? sentence : `${upper(lead)}, ${sentence[0]!.toLowerCase()}${sentence.slice(1)}`
}

const upper = (text: string): string => `${text[0]!.toUpperCase()}${text.slice(1)}`

/** Whether a share was put right. */
export const isCorrected = ({ raw, share }: Pick<WeightedRow, 'raw' | 'share'>): boolean =>
  raw != null && share !== null && raw !== share

/** Whether more could not be told than may be left aside. */
export const hasBounds = ({ share_min, share_max }: Bounds): boolean => share_min != null && share_max != null

type Bounds = Pick<WeightedRow, 'share_min' | 'share_max'>

/** A last column of a table: the least and the most that shares could be, where more than may be left aside is not known. */
export const worstCase = (rows: readonly Bounds[]) => ({
  head: rows.some(hasBounds) ? ['Worst case'] : [],
  of: (row: Bounds): string[] => (rows.some(hasBounds) ? [range(row.share_min, row.share_max, SHARE)] : []),
})

/** A share as it stands, with its interval; worst-case bounds stand apart and are no part of it. */
export const weightedEstimate = ({ share, low, high, n, suppressed }: Omit<WeightedRow, 'weight'>): Estimate => ({
  value: share,
  low,
  high,
  n,
  reason: suppressed,
})

/** A share and its interval, or why there is none. */
export const shareCell = (row: Pick<WeightedRow, 'share' | 'low' | 'high' | 'suppressed'>): string =>
  cell(row.share, row.low, row.high, SHARE, row.suppressed && reasonName(row.suppressed))

/** `61,204 actions`: what all these shares are of, or all that the figure counts where they differ. */
export function sayOf(figure: Weighted, rows: readonly Pick<WeightedRow, 'n'>[]): string {
  const counts = new Set(rows.flatMap(({ n }) => (n === undefined ? [] : [n])))
  const n = counts.size === 1 ? [...counts][0] : figure.n
  return n == null ? `all ${figure.unit}` : `${sayCount(figure, n)} ${figure.unit}`
}

/** All rows with all three weights, the weights of one cell below each other. */
export function weightedTable<R extends WeightedRow>(
  figure: Weighted,
  { caption, key, name }: { caption: string; key: string; name: (row: R) => string },
  rows: readonly R[],
): Table {
  const corrected = rows.some(isCorrected)
  const labelled = rows.some((row) => row.labelled !== undefined)
  const worst = worstCase(rows)
  const cells = [...new Set(rows.map(name))]
  const ordered = cells.flatMap((one) =>
    WEIGHTS.flatMap((weight) => rows.filter((row) => name(row) === one && row.weight === weight)),
  )
  return {
    caption: `${caption}, with 95% intervals`,
    columns: [
      key,
      'Counts once',
      'n',
      'Effective n',
      'Contributors',
      'Share',
      ...(corrected ? ['Before correction'] : []),
      ...(labelled ? ['Labelled'] : []),
      ...worst.head,
    ],
    rows: ordered.map((row) => [
      name(row),
      WEIGHT_NAMES[row.weight],
      said(figure, row.n),
      said(figure, row.n_eff),
      saidPeople(figure, row.contributors),
      shareCell(row),
      ...(corrected ? [cell(row.raw, null, null, SHARE)] : []),
      ...(labelled ? [row.labelled === undefined ? NOTHING : said(figure, row.labelled)] : []),
      ...worst.of(row),
    ]),
  }
}

/** What such a table is called. */
export const BESIDE = 'Share of actions by what counts once, with 95% intervals'

/** One row per cell, one column per weight, so that the three can be read against each other. */
export function besideTable<R extends WeightedRow>(
  { caption, key, name }: { caption: string; key: string; name: (row: R) => string },
  rows: readonly R[],
): Table[] {
  const weights = WEIGHTS.filter((weight) => rows.some((row) => row.weight === weight && row.share !== null))
  if (weights.length === 0) return []
  return [
    {
      caption,
      wide: true,
      columns: [key, ...weights.map((weight) => WEIGHT_SHORT[weight])],
      rows: [...new Set(rows.map(name))].map((one) => [
        one,
        ...weights.map((weight) => {
          const row = rows.find((row) => row.weight === weight && name(row) === one)
          return row ? shareCell(row) : '—'
        }),
      ]),
    },
  ]
}
