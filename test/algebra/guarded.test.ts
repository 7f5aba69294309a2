import { describe, expect, it } from 'vitest'
import {
  estimateFigure,
  estimateGuarded,
  type FigureEstimate,
  NOTHING_EARLIER,
  Private,
} from '../../src/algebra/index.js'
import { open } from '../../src/algebra/open.js'
import { MEASURES } from '../../src/measures/index.js'
import { byFive, twoDigits } from '../../src/privacy/thresholds.js'
import { duckdbOver } from './engine.js'
import { inTaxa } from './hand-taxa.js'
import { seededPopulation } from './seeded-population.js'
import { teamGuard } from './team-guard.js'

const guard = teamGuard({ round: twoDigits, roundPeople: byFive })
const window = { from: null, to: null }
const reach = Array.from({ length: 40 }, (_, i) => Math.max(2, Math.round(160 / (1 + i / 3))))

/** Means of scores are told to one decimal. */
const SCORE = /^(?:risk|autonomy)(?:_low|_high)?$/

/** Every figure over one population, guarded and not. */
async function both(of: readonly number[]): Promise<[guarded: FigureEstimate[], free: FigureEstimate[]]> {
  const rows = seededPopulation({ seed: 4, reach: of, days: 75, from: Date.UTC(2026, 0, 7), running: 0 })
  const opened = await duckdbOver(rows)
  const [engine, close] = [inTaxa(opened.engine), opened.close]
  const free = []
  for (const spec of MEASURES) {
    free.push(open(await estimateFigure(spec, engine, window)))
  }
  const { figures } = await estimateGuarded(MEASURES, engine, window, guard, Private.of(NOTHING_EARLIER))
  await close()
  return [figures.map(open), free]
}

describe('figures under a guard', () => {
  it('show the same numbers as without it, wherever they show the same cell', async () => {
    const [guarded, free] = await both(reach)
    let same = 0
    for (const [i, figure] of guarded.entries()) {
      expect(figure.rows.length, figure.spec.id).toBeGreaterThan(0)
      expect([figure.n, figure.contributors]).toEqual([free[i]!.n, free[i]!.contributors])
      const { estimate } = figure.spec.parts[0]!
      const keys = [
        ...['day', 'window', 'clock', 'month', 'from', 'to', 'cohort', 'measure', 'kind', 'regime', 'variant', 'week'],
        ...['weight', 'complexity', 'stop', 'success', 'domain', 'dimension', 'value', 'cluster', 'by'],
      ]
      const name = (row: Record<string, unknown>) => keys.map((key) => String(row[key])).join('/')
      for (const place of ['rows', 'overall', 'sensitivity'] as const) {
        const known = new Map(free[i]![place].map((row) => [name(row), row]))
        for (const row of figure[place]) {
          const other = known.get(name(row))
          if (other === undefined) continue
          for (const [column, value] of Object.entries(row)) {
            if (value === null || column === 'withheld' || column === 'days') continue
            // What groups are broken down by is merged, and so may be those that they are ranked with.
            if (['facets', 'weeks', 'rank', 'shrunk'].includes(column)) continue
            // A week here may hold what lies beside it, and too few of whom nobody can tell stay in the denominator.
            if ((row.week !== undefined || row.share_min === row.share) && row.n !== other.n) continue
            same++
            const free = SCORE.test(column) ? Math.round(10 * Number(other[column])) / 10 : other[column]
            expect(value, `${figure.spec.id} ${name(row)} ${column}`).toEqual(free)
          }
        }
      }
      expect(estimate.kind).toBeDefined()
    }
    expect(same).toBeGreaterThan(100)
  })

  it('show nothing of too few people, and say why', async () => {
    const [guarded] = await both([40, 30, 20, 10])
    for (const { rows, curve, overall, sensitivity, flow, asides, withheld, n } of guarded) {
      expect([rows, curve, overall, sensitivity, flow, asides, n]).toEqual([[], [], [], [], [], [], 0])
      expect(withheld).toEqual({ k_users: 1 })
    }
  })
})
