import { histogramQuantile, quantileInterval } from '../stats/index.js'
import { base, type Cut, type Rows, sumsOf } from './cut.js'
import { dayName } from './days.js'
import type { Span } from './earlier.js'
import type { Part, Quantiles } from './figure.js'
import type { Guard } from './guarded-experience.js'
import { all } from './predicate.js'
import { Private } from './private.js'
import { type Distribution, distributionsOf, percentileName, rowsOf } from './quantiles.js'
import type { Cluster, Engine, Holders } from './query.js'
import { freshOf, type Stretch, type Timeline, unitsIn } from './timeline.js'

const WEEK = 7

/**
 * Percentiles per week and over all of them; one is told only where enough people and units lie at or beyond it and on
 * its other side, and so are the ends of its interval. Weeks that were told are repeated.
 * @param fresh whether the part may be shown in the weeks that are counted now.
 * @param everywhere whether it may be shown over everything.
 */
export async function guardedWeeks(
  figure: string,
  part: Part,
  line: Timeline,
  { fresh, everywhere }: { fresh: boolean; everywhere: boolean },
  cluster: Cluster,
  engine: Engine,
  guard: Guard,
): Promise<Private<Rows>> {
  if (part.estimate.kind !== 'quantiles') throw new Error('along weeks, only percentiles are estimated')
  const spec = part.estimate
  const fixed = part.fixed ?? {}
  const repeated = line.stretches.map(({ span }) => (span === null ? null : repeatedRows(figure, part, span, guard)))
  const asked = fresh ? freshOf(line) : []
  const silent = line.stretches.filter((stretch, i) => repeated[i] === null && !asked.includes(stretch))
  if (silent.length === line.stretches.length) return Private.of<Rows>([])
  const whole = everywhere && line.whole && silent.length === 0
  const inside = (of: readonly Stretch[]) => {
    const units = unitsIn(line, of, cluster)
    return { ...units, where: all(units.where, part.where) }
  }
  const weeks: Cut = {
    ...inside(asked),
    by: [{ kind: 'bins', column: 'day', bins: asked.map(({ bin }) => bin) }],
    keys: ([i]) => ({ ...weekOf(asked[Number(i)]!.bin), ...fixed }),
  }
  const everything = { day: 'all', window: 'all', ...fixed }
  const rows = await Promise.all([
    whole
      ? thinned({ ...inside(line.stretches), by: [], keys: () => everything }, spec, engine, guard)
      : Private.of<Rows>([{ ...everything, suppressed: 'ledger' }]),
    asked.length === 0 ? Private.of<Rows>([]) : thinned(weeks, spec, engine, guard),
  ])
  return Private.all(rows).map((list) => {
    const unsaid = silent.map(({ bin }) => ({ bin, reason: 'ledger' }))
    const held = [...line.withheld, ...unsaid].map(({ bin, reason }) => ({
      ...weekOf(bin),
      ...fixed,
      suppressed: reason,
    }))
    const inOrder = [...list[1]!, ...repeated.flatMap((own) => own ?? []), ...held]
    return [...list[0]!, ...inOrder.sort((a, b) => (String(a.day) < String(b.day) ? -1 : 1))]
  })
}

const weekOf = ([from, to]: readonly [number, number]) => {
  const days = to - from + 1
  return { day: dayName(to), window: days === WEEK ? '7d' : 'weeks', days }
}

/** What an earlier release showed of a part in a span, or null where it showed nothing. */
function repeatedRows(figure: string, part: Part, span: Span, guard: Guard): Rows | null {
  const rows = guard.earlier.rows(figure, part.of, span)
  const own = rows?.filter((row) => Object.entries(part.fixed ?? {}).every(([key, value]) => row[key] === value))
  return own === undefined || own.length === 0 ? null : own
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
      [{ list: beyond, side: 'rest' } as const, { list: asked, side: 'counted' } as const].map(({ list, side }) =>
        engine.aggregate({
          ...base(cut),
          ask: 'below',
          column: spec.column,
          thresholds: thresholds(cells, list),
          guarded: side,
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
