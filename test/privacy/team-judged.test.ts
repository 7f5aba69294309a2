import { describe, expect, it } from 'vitest'
import { estimateGuarded, NOTHING_EARLIER, Private, type Window } from '../../src/algebra/index.js'
import { MEASURES } from '../../src/measures/index.js'
import { gate, teamGuard } from '../../src/privacy/index.js'
import type { Policy } from '../../src/release/index.js'
import { duckdbOver } from '../algebra/engine.js'
import { inTaxa } from '../algebra/hand-taxa.js'
import { seededPopulation } from '../algebra/seeded-population.js'
import { candidate, PRIVATE } from './candidate.js'

const TEAM: Policy = { ...PRIVATE, name: 'team' }
const FROM = Date.UTC(2026, 0, 7)
const OPEN: Window = { from: null, to: null }
const JUDGED = [
  'stops-by-complexity',
  'oversight',
  'human-involvement-by-complexity',
  'domains',
  'distributions',
  'frontier',
  ...['stop-reasons', 'interrupt-reasons', 'risk-autonomy', 'extremes'],
]

/** A release for other readers, of people with so many sessions each; the last check has let it pass. */
async function released(reach: readonly number[], seed: number, window = OPEN) {
  const rows = seededPopulation({ seed, reach, days: 75, from: FROM, running: 0 })
  const { engine, close } = await duckdbOver(rows)
  const known = inTaxa(engine)
  const { figures } = await estimateGuarded(MEASURES, known, window, teamGuard(TEAM), Private.of(NOTHING_EARLIER))
  await close()
  const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())
  const given = candidate({ figures, taxa: known.taxa! })
  return gate(TEAM, { ...given, study: { ...given.study, window: { from: iso(window.from), to: iso(window.to) } } })
}
const rowsOf = (release: Awaited<ReturnType<typeof released>>, id: string) =>
  release.figures.find((figure) => figure.id === id)!.rows as Record<string, unknown>[]

describe('judged figures for other readers', () => {
  it.each([
    ['many', Array.from({ length: 40 }, (_, i) => Math.max(2, Math.round(120 / (1 + i / 4)))), 3],
    ['few, who go together', [30, 24, 22, 20, 20, 18, 18, 16], 4],
    ['six, most of it of one', [150, 12, 12, 10, 10, 10], 5],
    ['too few', [40, 30, 20], 6],
  ])(
    'pass the last check: %s',
    async (_, reach, seed) => {
      const release = await released(reach, seed)
      for (const id of JUDGED) {
        const figure = release.figures.find((one) => one.id === id)!
        expect(figure, id).toBeDefined()
        for (const row of figure.rows as Record<string, unknown>[]) {
          if (row.suppressed !== undefined) continue
          expect(Number(row.n), id).toBe(Number(Number(row.n).toPrecision(2)))
          expect(Number(row.contributors) % 5, id).toBe(0)
          if (row.n_eff !== undefined) expect(Number(row.n_eff)).toBe(Number(Number(row.n_eff).toPrecision(2)))
        }
      }
    },
    120_000,
  )

  it('merge what is too few, and say by what', async () => {
    const release = await released([16, 13, 12, 11, 10, 10, 9, 8], 4)
    const domains = rowsOf(release, 'domains').filter(({ weight }) => weight === 'action')
    expect(domains.length).toBeGreaterThan(1)
    expect(domains.length).toBeLessThan(18)
    expect(domains.map(({ domain }) => domain)).toContain('Other')
    expect(rowsOf(release, 'distributions').some(({ value }) => / to /.test(String(value)))).toBe(true)
    const { suppressed } = release.figures.find(({ id }) => id === 'distributions')!
    expect(suppressed.reasons.policy).toBe(1)
  }, 120_000)

  it('do not say in which week somebody began or ended, where no window does', async () => {
    const reach = Array.from({ length: 40 }, (_, i) => Math.max(2, Math.round(160 / (1 + i / 3))))
    const weeks = (release: Awaited<ReturnType<typeof released>>) => [
      ...new Set(rowsOf(release, 'frontier').map(({ week }) => String(week))),
    ]
    const open = weeks(await released(reach, 4))
    expect(open.length).toBeGreaterThan(2)
    expect(open[0]).toMatch(/^\.\.\//)
    expect(open.at(-1)).toMatch(/\/\.\.$/)
    const closed = weeks(await released(reach, 4, { from: Date.UTC(2026, 0, 12), to: Date.UTC(2026, 2, 16) }))
    for (const week of closed) {
      expect(week).not.toContain('..')
      for (const day of week.split('/')) expect(new Date(`${day}T00:00:00Z`).getUTCDay()).toBe(1)
    }
    expect(closed[0]!.slice(0, 10)).toBe('2026-01-12')
    expect(closed.at(-1)!.slice(-10)).toBe('2026-03-09')
  }, 120_000)
})
