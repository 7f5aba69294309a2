import { lowess, percentileBand } from '../stats/index.js'
import { rounded } from './cut.js'
import type { Answer, Axis, Part, Share } from './figure.js'
import { all, fields, type Predicate } from './predicate.js'
import { Private } from './private.js'
import type { CellRow, Cluster, Dimension, Engine } from './query.js'
import { estimateRows } from './rows.js'

type Experience = Extract<Axis, { kind: 'experience' }>
type Bins = readonly (readonly [number, number | null])[]

/** Draws of the bootstrap (method.md 2.2). */
export const DRAWS = 200
/** Share of points that one point of a curve is smoothed over (method.md 2.2). */
export const BANDWIDTH = 0.15
/** The beginning that paired differences are taken against: a person's first sessions. */
export const BEGINNING = 9
/** Fewer clusters than this give no band, as they give no interval (method.md 6). */
const MIN_CLUSTERS = 5

/** About 40 bins of ordinals, each 1.22 times as wide as the one before; fixed, so that releases can be compared. */
export const CURVE_BINS: Bins = curveBins()

function curveBins(): [number, number | null][] {
  const bins: [number, number | null][] = []
  let from = 1
  while (from < 8000) {
    const next = Math.max(from + 1, Math.round(from * 1.22))
    bins.push([from, next - 1])
    from = next
  }
  bins.push([from, null])
  return bins
}

/** Rows per bin of experience and cohort, and smoothed curves with bands. */
export async function alongExperience(
  part: Part,
  axis: Experience,
  where: Predicate,
  engine: Engine,
  cluster: Cluster,
): Promise<Private<Answer>> {
  if (part.estimate.kind !== 'share') throw new Error('along experience, only shares are estimated')
  const estimate = part.estimate
  const experience = fields(part.of).experience
  const answers = await Promise.all(
    axis.cohorts.map(async (cohort) => {
      const bins = axis.bins.filter(([, to]) => cohort.upTo === null || (to !== null && to <= cohort.upTo))
      const own = all(
        where,
        cohort.where,
        experience.between(1, cohort.upTo === null ? null : bins[bins.length - 1]![1]),
      )
      const by: Dimension[] = [{ kind: 'bins', column: 'experience', bins }]
      const keys = ([bin]: (string | number)[]) => ({
        from: bins[Number(bin)]![0],
        to: bins[Number(bin)]![1],
        cohort: cohort.name,
      })
      const rows = await estimateRows({ of: part.of, where: own, by, cluster, keys }, estimate, engine)
      const changes = cohort.paired
        ? await paired(part, estimate, own, bins, engine)
        : Private.of(new Map<string, Change>())
      const points = await curves(part, estimate, axis.curve, own, cohort.name, engine, cluster)
      return Private.both(Private.both(rows, changes), points).map(([[r, c], curve]) => ({
        rows: r.map((row) => ({ ...row, ...c.get(`${row.from}/${row[estimate.key]}`) })),
        curve,
      }))
    }),
  )
  return Private.all(answers).map((list) => ({
    rows: list.flatMap((a) => a.rows),
    curve: list.flatMap((a) => a.curve),
  }))
}

/** Smoothed curves of several shares of the same units, with bands. */
async function curves(
  part: Part,
  estimate: Share,
  values: readonly string[],
  where: Predicate,
  cohort: string,
  engine: Engine,
  cluster: Cluster,
) {
  const by: Dimension[] = [{ kind: 'bins', column: 'experience', bins: CURVE_BINS }]
  const sums = values.map((value) => ({ count: estimate.values[value]! }))
  const base = { of: part.of, where, by, cluster, sums }
  const cells = await engine.aggregate({ ...base, ask: 'sums' })
  return cells.chain(async (points) => {
    const enough = points.reduce((most, p) => Math.max(most, p.clusters), 0) >= MIN_CLUSTERS
    const drawn = enough ? await engine.aggregate({ ...base, ask: 'draws', draws: DRAWS }) : Private.of<CellRow[]>([])
    return drawn.map((draws) =>
      values.flatMap((value, k) =>
        smooth(points, draws, k).map((point) => ({ cohort, [estimate.key]: value, ...point })),
      ),
    )
  })
}

/** Ordinal that stands for a bin on the log axis: its geometric middle. */
function middle(bin: number): number {
  const [from, to] = CURVE_BINS[bin]!
  return Math.sqrt(from * (to ?? from))
}

function smooth(points: CellRow[], draws: CellRow[], k: number) {
  const bins = points.map((p) => Number(p.cell[0]))
  const at = bins.map((bin) => Math.log(middle(bin)))
  // Weights by effective n with one design effect for the whole curve: its own estimate per bin would depend on the share.
  const smoothed = (cells: CellRow[]) =>
    lowess(
      cells.map((c) => ({ x: Math.log(middle(Number(c.cell[0]))), y: c.k[k]! / c.n, weight: c.n })),
      at,
      { bandwidth: BANDWIDTH, clamp: { low: 0, high: 1 } },
    )
  const line = smoothed(points)
  const byDraw = new Map<number, CellRow[]>()
  for (const cell of draws) {
    if (cell.n === 0) continue
    const own = byDraw.get(cell.index)
    if (own === undefined) byDraw.set(cell.index, [cell])
    else own.push(cell)
  }
  const redrawn = Array.from({ length: DRAWS }, (_, i) => byDraw.get(i))
    .filter((c) => c !== undefined)
    .map(smoothed)
  const band = redrawn.length === 0 ? line.map(() => ({ low: null, high: null })) : percentileBand(redrawn)
  return bins.map((bin, i) => ({
    x: rounded(middle(bin)),
    share: rounded(line[i]!),
    // Few people resemble their own draws: a band over them would claim a certainty that nobody has (method.md 6).
    low: points[i]!.clusters < MIN_CLUSTERS ? null : rounded(band[i]!.low),
    high: points[i]!.clusters < MIN_CLUSTERS ? null : rounded(band[i]!.high),
  }))
}

interface Change {
  change: number | null
  change_low: number | null
  change_high: number | null
}

/**
 * Within-person difference: each person's share in a bin less that in their own first sessions, averaged over people
 * with weights n·n₀ (the units they have in both); band by bootstrap over them. Null ends under 5 people.
 */
async function paired(
  part: Part,
  estimate: Share,
  where: Predicate,
  bins: Bins,
  engine: Engine,
): Promise<Private<Map<string, Change>>> {
  const names = Object.keys(estimate.values)
  const start = bins.map(([, to], i) => (to !== null && to <= BEGINNING ? i : -1)).filter((i) => i >= 0)
  const cells = await engine.aggregate({
    ask: 'paired',
    of: part.of,
    where,
    by: [{ kind: 'bins', column: 'experience', bins }],
    cluster: 'contributor',
    sums: names.map((name) => ({ count: estimate.values[name]! })),
    start,
    draws: DRAWS,
  })
  return cells.map((rows) => {
    const changes = new Map<string, Change>()
    for (const [bin, range] of bins.entries()) {
      const own = rows.filter((row) => row.cell[0] === bin)
      const whole = own.find((row) => row.index === 0)
      if (whole === undefined || start.includes(bin)) continue
      const drawn = own.filter((row) => row.index > 0)
      names.forEach((name, k) => {
        const band = percentileBand(drawn.map((row) => [difference(row, k)]))[0]
        const known = whole.contributors >= MIN_CLUSTERS && band !== undefined
        changes.set(`${range[0]}/${name}`, {
          change: rounded(difference(whole, k)),
          change_low: known ? rounded(band.low) : null,
          change_high: known ? rounded(band.high) : null,
        })
      })
    }
    return changes
  })
}

const difference = (row: CellRow, k: number): number | null => (row.n === 0 ? null : (row.k[k]! - row.kk[k]!) / row.n)
