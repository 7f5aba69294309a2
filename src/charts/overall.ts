import type { FigureId, FigureOf, Row } from '../release/index.js'
import type { Table } from './chart.js'
import { variantName } from './names.js'
import { said } from './precision.js'

/** A row over everything: the columns of a row, without the keys that cut the figure. */
export type OverallRow<Id extends FigureId> = Row<Id> & { variant?: string }

type Match = Readonly<Record<string, string>>

const rowsAt = <Id extends FigureId>(figure: FigureOf<Id>, place: 'overall' | 'sensitivity', match: Match) =>
  (figure[place] ?? []).filter((row) =>
    Object.entries(match).every(([key, value]) => row[key] === value),
  ) as OverallRow<Id>[]

/** The figure's estimate over everything with these keys, such as one kind of interrupt. */
export const overallRow = <Id extends FigureId>(figure: FigureOf<Id>, match: Match): OverallRow<Id> | undefined =>
  rowsAt(figure, 'overall', match)[0]

/** The estimates under other definitions below those of the definition itself; null where there are none. */
export function sensitivityTable<Id extends FigureId>(
  figure: FigureOf<Id>,
  columns: readonly string[],
  cells: (row: OverallRow<Id>) => readonly string[],
  show: {
    match?: Match
    own: readonly (readonly [name: string, row: OverallRow<Id>])[]
    of?: (row: OverallRow<Id>) => string
  },
): Table | null {
  const others = rowsAt(figure, 'sensitivity', show.match ?? {})
  if (others.length === 0) return null
  const named = others.map((row) => {
    const of = show.of?.(row) ?? ''
    return [`${variantName(row.variant ?? '')}${of && ` (${of})`}`, row] as const
  })
  return {
    caption: 'Sensitivity to the definition, fixed in advance',
    columns: ['Variant', 'n', ...columns],
    rows: [...show.own, ...named].map(([name, row]) => [name, said(figure, row.n), ...cells(row)]),
  }
}
