import { describe, expect, it } from 'vitest'
import { type FigureSpec, guardedExperience, type Predicate } from '../../src/algebra/index.js'
import { open } from '../../src/algebra/open.js'
import { autoApproveByExperience } from '../../src/measures/auto-approve-by-experience.js'
import { interruptsByExperience } from '../../src/measures/interrupts-by-experience.js'
import { duckdbOver } from './engine.js'
import { holds } from './plain-answer.js'
import { seededPopulation } from './seeded-population.js'
import { failing, teamGuard } from './team-guard.js'
import type { UnitRow } from './unit-rows.js'

const guard = teamGuard()

/** Forty people, most of whom come seldom. */
const reach = Array.from({ length: 40 }, (_, i) => Math.max(2, Math.round(260 / (1 + i / 3))))
const population = (seed: number) => seededPopulation({ seed, reach, days: 60, from: Date.UTC(2026, 0, 5), running: 0 })

describe.each([interruptsByExperience, autoApproveByExperience] as FigureSpec[])('$id under a guard', (spec) => {
  const part = spec.parts[0]!
  if (part.by.kind !== 'experience' || part.estimate.kind !== 'share') throw new Error('not a share along experience')
  const { cohorts } = part.by
  const { values, key } = part.estimate

  it.each([1, 2, 3])('shows only what any sum or difference of it may show (population %i)', async (seed) => {
    const rows = population(seed)
    const { engine, close } = await duckdbOver(rows)
    const shown = open(
      await guardedExperience(
        part,
        part.by as never,
        { of: part.of, where: spec.counted, cluster: 'contributor' },
        'a family',
        engine,
        guard,
      ),
    )
    await close()
    const units = (rows[part.of] as UnitRow[]).filter((unit) => holds(spec.counted, unit))
    const where = (cohort: string): Predicate => cohorts.find(({ name }) => name === cohort)!.where
    const inBin = (unit: UnitRow, { from, to }: Record<string, unknown>) =>
      Number(unit.experience) >= Number(from) && (to === null || Number(unit.experience) <= Number(to))

    expect(shown.rows.length).toBeGreaterThan(0)
    const bins = shown.rows.filter((row) => row.cohort === 'all' && row[key] === shown.rows[0]![key])
    expect([bins[0]!.from, bins.at(-1)!.to]).toEqual([1, null])
    for (const row of shown.rows) {
      const cell = units.filter((unit) => inBin(unit, row) && holds(where(String(row.cohort)), unit))
      const counted = cell.filter((unit) => holds(values[String(row[key])]!, unit))
      expect([row.n, Number(row.share)]).toEqual([cell.length, Number((counted.length / cell.length).toPrecision(6))])
      const outside = units.filter((unit) => inBin(unit, row) && !cell.includes(unit))
      const parts = [cell, counted, cell.filter((unit) => !counted.includes(unit))]
      // What a wider cohort's row, less this one, tells of the others.
      parts.push(
        outside,
        outside.filter((unit) => holds(values[String(row[key])]!, unit)),
      )
      for (const units of parts) expect(failing(units), JSON.stringify(row)).toBeNull()
    }
  })

  it('shows nothing of too few people', async () => {
    const few = seededPopulation({ seed: 1, reach: [90, 80, 70, 60], days: 30, from: Date.UTC(2026, 0, 5) })
    const { engine, close } = await duckdbOver(few)
    const shown = open(
      await guardedExperience(
        part,
        part.by as never,
        { of: part.of, where: spec.counted, cluster: 'contributor' },
        'a family',
        engine,
        guard,
      ),
    )
    await close()
    expect([shown.rows, shown.curve]).toEqual([[], []])
  })
})
