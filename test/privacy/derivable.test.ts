import { describe, expect, it } from 'vitest'
import { type FigureSpec, guardedExperience } from '../../src/algebra/index.js'
import { open } from '../../src/algebra/open.js'
import { autoApproveByExperience } from '../../src/measures/auto-approve-by-experience.js'
import { interruptsByExperience } from '../../src/measures/interrupts-by-experience.js'
import { duckdbOver } from '../algebra/engine.js'
import { holds } from '../algebra/plain-answer.js'
import { seededPopulation } from '../algebra/seeded-population.js'
import { failing, teamGuard } from '../algebra/team-guard.js'
import type { UnitRow } from '../algebra/unit-rows.js'
import { inSpan } from './span.js'

const guard = teamGuard()

describe('exact linear algebra', () => {
  it('knows what follows from sums and what does not', () => {
    expect(
      inSpan(
        [
          [1, 1, 0],
          [0, 1, 1],
        ],
        [1, 2, 1],
      ),
    ).toBe(true)
    expect(
      inSpan(
        [
          [1, 1, 0],
          [0, 1, 1],
        ],
        [1, 0, -1],
      ),
    ).toBe(true)
    expect(
      inSpan(
        [
          [1, 1, 0],
          [0, 1, 1],
        ],
        [1, 0, 0],
      ),
    ).toBe(false)
    expect(
      inSpan(
        [
          [3, 1],
          [1, 2],
        ],
        [1, 0],
      ),
    ).toBe(true)
    expect(inSpan([], [0, 0])).toBe(true)
  })
})

describe.each([interruptsByExperience, autoApproveByExperience] as FigureSpec[])('$id: what is withheld', (spec) => {
  const part = spec.parts[0]!
  if (part.by.kind !== 'experience' || part.estimate.kind !== 'share') throw new Error('not a share along experience')
  const { cohorts, bins } = part.by
  const { values, key, partitions } = part.estimate

  it.each([1, 2, 3, 4])('does not follow from what is published (population %i)', async (seed) => {
    const reach = Array.from({ length: 25 + seed * 5 }, (_, i) => Math.max(2, Math.round(200 / (1 + i / (1 + seed)))))
    const rows = seededPopulation({ seed, reach, days: 60, from: Date.UTC(2026, 0, 5), running: 0 })
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
    // The finest cells that anybody could ask for: bin, value and membership in each cohort.
    const cellOf = (unit: UnitRow) => {
      const bin = bins.findIndex(
        ([from, to]) => Number(unit.experience) >= from && (to === null || Number(unit.experience) <= to),
      )
      const value = partitions[0]!.find((name) => holds(values[name]!, unit)) ?? 'none'
      return `${bin}/${value}/${cohorts.map((cohort) => holds(cohort.where, unit)).join()}`
    }
    const cells = [...new Set(units.map(cellOf))]
    const vector = (of: readonly UnitRow[]) => {
      const inside = new Set(of.map(cellOf))
      return cells.map((cell) => (inside.has(cell) ? 1 : 0))
    }
    const inRow = (unit: UnitRow, row: Record<string, unknown>) =>
      Number(unit.experience) >= Number(row.from) &&
      (row.to === null || Number(unit.experience) <= Number(row.to)) &&
      holds(cohorts.find(({ name }) => name === row.cohort)!.where, unit)
    const published = shown.rows.flatMap((row) => {
      const cell = units.filter((unit) => inRow(unit, row))
      return [vector(cell), vector(cell.filter((unit) => holds(values[String(row[key])]!, unit)))]
    })
    // Published rows are unions of the finest cells, or this test would say nothing of them.
    for (const row of shown.rows) expect(bins.some(([from]) => from === row.from)).toBe(true)
    const withheld = [
      ...cells.map((cell) => units.filter((unit) => cellOf(unit) === cell)),
      ...bins.flatMap((_, i) =>
        cohorts.map((cohort) => units.filter((unit) => cellOf(unit).startsWith(`${i}/`) && holds(cohort.where, unit))),
      ),
      ...bins.flatMap((_, i) =>
        Object.values(values).map((value) =>
          units.filter((unit) => cellOf(unit).startsWith(`${i}/`) && holds(value, unit)),
        ),
      ),
    ].filter((list) => failing(list) !== null)
    expect(withheld.length).toBeGreaterThan(20)
    for (const list of withheld) expect(inSpan(published, vector(list))).toBe(false)

    // Were bins not merged, withheld cells would follow: the test can fail.
    const unmerged = bins.flatMap((_, i) => {
      const cell = units.filter((unit) => cellOf(unit).startsWith(`${i}/`))
      return [vector(cell), ...Object.values(values).map((value) => vector(cell.filter((unit) => holds(value, unit))))]
    })
    expect(withheld.some((list) => inSpan([...published, ...unmerged], vector(list)))).toBe(true)
  })
})
