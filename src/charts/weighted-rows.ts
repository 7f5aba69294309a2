import type { Published } from '../release/index.js'
import type { View } from './chart.js'
import type { DotRow } from './dot-row.js'
import { reasonName } from './names.js'
import { said } from './precision.js'
import { SHARE } from './units.js'
import { countingOnce, isCorrected, shareCell, type WeightedRow, weightOf } from './weights.js'

interface Naming<R> {
  name(row: R): string
  published?(row: R): readonly Published[]
  quiet?(row: R): boolean
  /** Whether the order of the rows is kept; else the largest share comes first, and what is quiet last. */
  ordered?: boolean
}

/** The rows of the weight in view as they are drawn, each with the same row of another release. */
export function dotRowsOf<R extends WeightedRow>(
  figure: object,
  rows: readonly R[],
  view: View,
  naming: Naming<R>,
  others: readonly R[] = [],
): DotRow[] {
  const inView = rows.filter(({ weight }) => weight === weightOf(view))
  const counts = inView.flatMap(({ n }) => (n === undefined ? [] : [n]))
  const alike = counts.length > 1 && new Set(counts).size === 1
  return sorted(inView, naming).map((row) => {
    const { share, low, high } = row
    const other = others.find((one) => one.weight === row.weight && naming.name(one) === naming.name(row))
    const n = said(figure, row.n)
    return {
      name: naming.name(row),
      share,
      low,
      high,
      raw: isCorrected(row) ? row.raw! : null,
      min: row.share_min ?? null,
      max: row.share_max ?? null,
      n: alike || row.suppressed ? null : n,
      suppressed: row.suppressed && reasonName(row.suppressed),
      quiet: naming.quiet?.(row) ?? false,
      published: naming.published?.(row) ?? [],
      other,
      says: `${naming.name(row)}\n${shareCell(row)}${isCorrected(row) ? `, ${SHARE.say(row.raw!)} before correction` : ''}\nn = ${n}, effective ${said(figure, row.n_eff)}`,
    }
  })
}

/** The largest share first, what is withheld after that, and what is none of the others last. */
export function sorted<R extends WeightedRow>(rows: readonly R[], { quiet, ordered }: Naming<R>): R[] {
  const rank = (row: R) => (quiet?.(row) ? 2 : row.share === null ? 1 : 0)
  if (ordered) return [...rows]
  return [...rows].sort((a, b) => rank(a) - rank(b) || (b.share ?? 0) - (a.share ?? 0))
}

/** The horizontal axis in words: what shares are of, how they are weighted, and how much all rows stand for. */
export function acrossOf(unit: string, rows: readonly DotRow[], view: View, of: string, narrow: boolean): string {
  const each = narrow ? '' : `, ${countingOnce(view) || 'each action counting once'}`
  return `share of ${unit}${each}${rows.some(({ n }) => n !== null) ? '' : `; n = ${of}`}`
}
