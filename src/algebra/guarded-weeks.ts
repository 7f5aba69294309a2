import { histogramQuantile, quantileInterval } from '../stats/index.js'
import { base, type Cut, type Rows, sumsOf } from './cut.js'
import { dayName } from './days.js'
import type { Part, Quantiles } from './figure.js'
import { type Bins, passingBins } from './guard.js'
import type { Guard } from './guarded-experience.js'
import { all, fields, type Predicate } from './predicate.js'
import { Private } from './private.js'
import { type Distribution, distributionsOf, percentileName, rowsOf } from './quantiles.js'
import type { Cluster, Engine, Holders } from './query.js'
import type { Window } from './window.js'

const WEEK = 7
/** 1 January 1970 was a Thursday, so day 4 is the first Monday. */
const MONDAY = 4

interface Units {
  of: Part['of']
  where: Predicate
  cluster: Cluster
}

/**
 * The weeks of a window, Monday to Sunday, merged until all that lies in each may be told apart. Days before the first
 * Monday and after the last Sunday belong to the week beside them.
 * @param subset also parts each week by this condition, where a part of the units is shown on its own.
 */
export async function passingWeeks(
  units: Units,
  window: Window,
  subset: Predicate | null,
  engine: Engine,
  guard: Guard,
): Promise<Private<Bins | null>> {
  const days = await engine.aggregate({ ask: 'sums', ...units, by: [{ kind: 'column', column: 'day' }], sums: [] })
  return days.chain(async (rows) => {
    const seen = rows.map((row) => Number(row.cell[0]))
    if (seen.length === 0) return Private.of<Bins | null>(null)
    const first = window.from === null ? Math.min(...seen) : Math.floor(window.from / 86_400_000)
    const last = window.to === null ? Math.max(...seen) : Math.ceil(window.to / 86_400_000) - 1
    const ask = (bins: Bins) =>
      engine.aggregate({
        ask: 'sums',
        ...units,
        by: [{ kind: 'bins', column: 'day', bins }],
        guarded: true,
        sums: subset === null ? [] : [{ count: subset }],
      })
    return passingBins(weeksOf(first, last), ask, guard.check)
  })
}

/** Whole weeks from a first to a last day, both inclusive; what is not a whole week lies in the one beside it. */
export function weeksOf(first: number, last: number): Bins {
  const monday = first + ((((MONDAY - first) % WEEK) + WEEK) % WEEK)
  const starts: number[] = []
  for (let day = monday; day + WEEK - 1 <= last; day += WEEK) starts.push(day)
  if (starts.length === 0) return [[first, last]]
  return starts.map((start, i) => [i === 0 ? first : start, i === starts.length - 1 ? last : start + WEEK - 1])
}

/**
 * Percentiles per week and over all of them; one is told only where enough people and units lie at or beyond it and on
 * its other side, and so are the ends of its interval.
 */
export async function guardedWeeks(
  part: Part,
  units: Units,
  bins: Bins,
  engine: Engine,
  guard: Guard,
): Promise<Private<Rows>> {
  if (part.estimate.kind !== 'quantiles') throw new Error('along weeks, only percentiles are estimated')
  const spec = part.estimate
  const fixed = part.fixed ?? {}
  const width = ([from, to]: Bins[number]) => to! - from + 1
  const weeks: Cut = {
    ...units,
    by: [{ kind: 'bins', column: 'day', bins }],
    keys: ([i]) => {
      const bin = bins[Number(i)]!
      return { day: dayName(bin[1]!), window: width(bin) === WEEK ? '7d' : 'weeks', days: width(bin), ...fixed }
    },
  }
  const whole: Cut = { ...units, by: [], keys: () => ({ day: 'all', window: 'all', ...fixed }) }
  const inBins = {
    ...units,
    where: all(units.where, fields(units.of).day.between(bins[0]![0], bins[bins.length - 1]![1])),
  }
  const rows = await Promise.all([
    thinned({ ...whole, ...inBins }, spec, engine, guard),
    thinned({ ...weeks, ...inBins }, spec, engine, guard),
  ])
  return Private.all(rows).map((list) => list.flat())
}

/** Rows of percentiles without those whose tails are too thin. */
export async function thinned(cut: Cut, spec: Quantiles, engine: Engine, guard: Guard): Promise<Private<Rows>> {
  const found = await distributionsOf(cut, spec, engine)
  const rows = await rowsOf(found, cut, spec, engine)
  const told = await Private.both(found, rows).chain(([cells]) => tails(cells, cut, spec, engine, guard))
  return Private.both(rows, told).map(([list, standing]) =>
    list.map((row, i) => {
      const { censored: _, ...rest } = row
      const out: Record<string, unknown> = { ...rest, withheld: { ...(row.withheld as object | undefined) } }
      for (const [name, stands] of Object.entries(standing[i]!)) {
        if (stands) continue
        out[name] = null
        if (/^p\d+$/.test(name) && row[name] !== null) (out.withheld as Record<string, string>)[name] = 'tail'
      }
      // Without its value, the ends of an interval would tell of it.
      for (const q of spec.at.map(percentileName))
        if (out[q] === null) Object.assign(out, { [`${q}_low`]: null, [`${q}_high`]: null })
      if (Object.keys(out.withheld as object).length === 0) delete out.withheld
      return out
    }),
  )
}

/** Per cell and column of a percentile, whether enough lies on both sides of its bucket. */
async function tails(
  cells: Distribution[],
  cut: Cut,
  spec: Quantiles,
  engine: Engine,
  guard: Guard,
): Promise<Private<Record<string, boolean>[]>> {
  if (cells.length === 0) return Private.of([])
  const buckets = cells.map((cell) => spec.at.map((q) => histogramQuantile(cell.all, q)!))
  const below = await engine.aggregate({
    ...base(cut),
    ask: 'below',
    column: spec.column,
    thresholds: thresholds(cells, buckets),
  })
  return below.chain(async (sums) => {
    const asked = cells.map((cell, c) => {
      const row = sums.find((r) => r.cell.join('/') === cell.cell.join('/'))!
      return spec.at.flatMap((q, i) => {
        const { low, high } = quantileInterval({ q, below: sumsOf(row, i) })
        const at = (p: number | null) => (p === null ? buckets[c]![i]! : bucketAt(cell, p))
        return [buckets[c]![i]!, at(low), at(high)]
      })
    })
    // Units at or beyond a bucket are those not below it.
    const beyond = asked.map((list) => list.map((bucket) => Math.max(-1, bucket - 1)))
    const [up, down] = await Promise.all(
      [beyond, asked].map((list) =>
        engine.aggregate({
          ...base(cut),
          ask: 'below',
          column: spec.column,
          thresholds: thresholds(cells, list),
          guarded: true,
        }),
      ),
    )
    return Private.both(up!, down!).map(([at, under]) =>
      cells.map((cell) => {
        const own = (rows: typeof at) => rows.find((r) => r.cell.join('/') === cell.cell.join('/'))!.parts!
        const [over, lower] = [own(at), own(under)]
        const stands = (i: number) => thick(over[i]!.rest, guard) && thick(lower[i]!.counted, guard)
        return Object.fromEntries(
          spec.at.flatMap((q, i) =>
            ['', '_low', '_high'].map((end, e) => [`${percentileName(q)}${end}`, stands(3 * i + e)]),
          ),
        )
      }),
    )
  })
}

const thick = (of: Holders, guard: Guard) => of.units > 0 && guard.check({ ...of, top2: of.top1 }) === null

const thresholds = (cells: Distribution[], buckets: readonly number[][]) =>
  cells.map((cell, c) => ({ cell: cell.cell.map(Number), buckets: buckets[c]! }))

/** The bucket in which an interval's end lies. */
function bucketAt(cell: Distribution, p: number): number {
  return histogramQuantile(cell.all, Math.min(1, Math.max(0, p)))!
}
