import { describe, expect, it } from 'vitest'
import { type FigureSpec, guardedExperience, type Holders, type Predicate } from '../../src/algebra/index.js'
import { open } from '../../src/algebra/open.js'
import { autoApproveByExperience } from '../../src/measures/auto-approve-by-experience.js'
import { interruptsByExperience } from '../../src/measures/interrupts-by-experience.js'
import { tooFew } from '../../src/privacy/thresholds.js'
import { duckdbOver } from './engine.js'
import { holds } from './plain-answer.js'
import { seededPopulation } from './seeded-population.js'
import type { UnitRow } from './unit-rows.js'

const policy = { k_users: 5, k_items: 20, sybils: 0 }
const guard = {
  check: (of: Holders) => tooFew(of, policy),
  people: 5,
  round: (n: number) => n,
  roundPeople: (n: number) => n,
}

/** Forty people, most of whom come seldom. */
const reach = Array.from({ length: 40 }, (_, i) => Math.max(2, Math.round(260 / (1 + i / 3))))
const population = (seed: number) => seededPopulation({ seed, reach, days: 60, from: Date.UTC(2026, 0, 5), running: 0 })

function holders(units: readonly UnitRow[]): Holders {
  const counts = new Map<unknown, number>()
  for (const unit of units) counts.set(unit.contributor, (counts.get(unit.contributor) ?? 0) + 1)
  const sizes = [...counts.values()].sort((a, b) => b - a)
  return {
    units: units.length,
    contributors: sizes.length,
    top1: sizes[0] ?? 0,
    top2: (sizes[0] ?? 0) + (sizes[1] ?? 0),
  }
}

describe.each([interruptsByExperience, autoApproveByExperience] as FigureSpec[])('$id under a guard', (spec) => {
  const part = spec.parts[0]!
  if (part.by.kind !== 'experience' || part.estimate.kind !== 'share') throw new Error('not a share along experience')
  const { cohorts } = part.by
  const { values, key } = part.estimate

  it.each([1, 2, 3])('shows only what any sum or difference of it may show (population %i)', async (seed) => {
    const rows = population(seed)
    const { engine, close } = await duckdbOver(rows)
    const shown = open(await guardedExperience(part, part.by as never, spec.counted, engine, 'contributor', guard))
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
      for (const units of parts) expect(tooFew(holders(units), policy), JSON.stringify(row)).toBeNull()
    }
  })

  it('shows nothing of too few people', async () => {
    const few = seededPopulation({ seed: 1, reach: [90, 80, 70, 60], days: 30, from: Date.UTC(2026, 0, 5) })
    const { engine, close } = await duckdbOver(few)
    const shown = open(await guardedExperience(part, part.by as never, spec.counted, engine, 'contributor', guard))
    await close()
    expect([shown.rows, shown.curve]).toEqual([[], []])
  })
})
