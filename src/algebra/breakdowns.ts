import { base, type Cut, rounded } from './cut.js'
import { all, type Predicate } from './predicate.js'
import { Private } from './private.js'
import type { CellRow, Dimension, Engine } from './query.js'
import { NO_TAXON } from './taxa.js'
import { weighing } from './weighing.js'

/** A dimension that the units of groups are broken down by. */
export interface Crossing {
  name: string
  /** Values that exclude each other; what is in none of them is in no share. */
  parts: Readonly<Record<string, Predicate>>
  /** Whether the parts of a group are told. */
  shows(number: number): boolean
}

/** Spans of time, and the share that groups have of the units of each. */
export interface OverTime {
  where: Predicate
  by: Dimension
  name(cell: string | number): string
  shows(number: number): boolean
}

/** What stands beside the values of a group. */
export interface Breakdowns {
  crossings: readonly Crossing[]
  weeks: OverTime | null
}

/** Shares within a group are told in thousandths. */
const THOUSANDTHS = 1000
const thousandths = (share: number): number => Math.round(share * THOUSANDTHS) / THOUSANDTHS

/**
 * What stands beside the values of each group of a level: by dimension, the shares of its values among its units of which
 * something can be told, without values that no unit has; and by week, the share of all units of that week.
 */
export async function brokenDown(
  cut: Cut,
  { crossings, weeks }: Breakdowns,
  nameOf: (number: number) => string,
  engine: Engine,
): Promise<Private<Map<string, Record<string, unknown>>>> {
  const asked = { ...base(cut), ...weighing(cut), ask: 'sums' } as const
  const sums = crossings.flatMap(({ parts }) => Object.values(parts)).map((count) => ({ count }))
  const [found, spans] = await Promise.all([
    engine.aggregate({ ...asked, sums }),
    weeks === null
      ? Private.of<CellRow[]>([])
      : engine.aggregate({ ...asked, where: all(cut.where, weeks.where), by: [...cut.by, weeks.by], sums: [] }),
  ])
  return Private.both(found, spans).map(([cells, along]) => {
    const shares = weeks === null ? new Map<number, unknown>() : sharesAlong(along, weeks)
    return new Map(
      cells
        .filter((row) => row.n > 0 && row.cell[0] !== NO_TAXON)
        .map((row) => {
          const number = Number(row.cell[0])
          const own = shares.get(number)
          return [nameOf(number), { facets: facetsOf(crossings, row), ...(own === undefined ? {} : { weeks: own }) }]
        }),
    )
  })
}

function facetsOf(crossings: readonly Crossing[], row: CellRow): Record<string, Record<string, number>> {
  const facets: Record<string, Record<string, number>> = {}
  let at = 0
  for (const { name, parts, shows } of crossings) {
    const names = Object.keys(parts)
    const counts = row.k.slice(at, at + names.length)
    at += names.length
    const known = counts.reduce((sum, n) => sum + n, 0)
    if (!shows(Number(row.cell[0])) || known === 0) continue
    facets[name] = Object.fromEntries(
      names.flatMap((value, i) => (counts[i]! > 0 ? [[value, thousandths(counts[i]! / known)]] : [])),
    )
  }
  return facets
}

/** By group, its share of the units of each span, also where that is 0. */
function sharesAlong(
  rows: readonly CellRow[],
  { name, shows }: OverTime,
): Map<number, { week: string; share: number | null }[]> {
  const totals = new Map<number, number>()
  const own = new Map<number, Map<number, number>>()
  for (const { cell, n } of rows) {
    const [number, span] = cell.map(Number) as [number, number]
    totals.set(span, (totals.get(span) ?? 0) + n)
    if (number !== NO_TAXON && shows(number)) own.set(number, (own.get(number) ?? new Map()).set(span, n))
  }
  const spans = [...totals.keys()].sort((a, b) => a - b)
  return new Map(
    [...own].map(([number, counts]) => [
      number,
      spans.map((span) => ({ week: name(span), share: rounded((counts.get(span) ?? 0) / totals.get(span)!) })),
    ]),
  )
}
