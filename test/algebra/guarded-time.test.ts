import { describe, expect, it } from 'vitest'
import { guardedMonths, guardedWeeks, type Holders, passingWeeks, weeksOf } from '../../src/algebra/index.js'
import { open } from '../../src/algebra/open.js'
import { interventions } from '../../src/measures/interventions.js'
import { turnDuration } from '../../src/measures/turn-duration.js'
import { tailTooThin, tooFew } from '../../src/privacy/thresholds.js'
import { bucketOf } from '../../src/stats/index.js'
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
const reach = Array.from({ length: 40 }, (_, i) => Math.max(2, Math.round(160 / (1 + i / 3))))
const FROM = Date.UTC(2026, 0, 7)
const population = (seed: number) => seededPopulation({ seed, reach, days: 75, from: FROM, running: 0 })
const none = { from: null, to: null }

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

describe('weeks', () => {
  it('run from Monday to Sunday, odd days beside them', () => {
    // 5 January 2026 is a Monday, day 20458.
    expect(weeksOf(20_458, 20_471)).toEqual([
      [20_458, 20_464],
      [20_465, 20_471],
    ])
    expect(weeksOf(20_456, 20_473)).toEqual([
      [20_456, 20_464],
      [20_465, 20_473],
    ])
    expect(weeksOf(20_459, 20_462)).toEqual([[20_459, 20_462]])
  })

  it.each([1, 2])('tell only percentiles with enough at or beyond them (population %i)', async (seed) => {
    const rows = population(seed)
    const part = turnDuration.parts[0]!
    const { engine, close } = await duckdbOver(rows)
    const units = { of: part.of, where: turnDuration.counted, cluster: 'contributor' as const }
    const bins = open(await passingWeeks(units, none, null, engine, guard))!
    const shown = open(await guardedWeeks(part, units, bins, engine, guard))
    await close()
    const counted = (rows.turns as UnitRow[]).filter((unit) => holds(turnDuration.counted, unit))
    expect(bins.length).toBeGreaterThan(2)
    expect(shown.length).toBe(bins.length + 1)
    let told = 0
    let thin = 0
    for (const row of shown) {
      const bin =
        row.day === 'all'
          ? [0, 99_999]
          : bins.find(([, to]) => new Date(to! * 86_400_000).toISOString().startsWith(String(row.day)))!
      const cell = counted.filter((unit) => Number(unit.day) >= bin[0]! && Number(unit.day) <= bin[1]!)
      expect(row.n).toBe(cell.length)
      expect(tooFew(holders(cell), policy)).toBeNull()
      for (const name of ['p50', 'p75', 'p90', 'p95', 'p99', 'p999']) {
        for (const end of ['', '_low', '_high']) {
          const value = row[`${name}${end}`]
          if (value === null) continue
          told++
          const bucket = bucketOf(Math.round(Number(value) * 1000))
          // A value stands for its bucket or lies between two; what lies beyond the next one counts in any case.
          const beyond = holders(cell.filter((unit) => bucketOf(Number(unit.wall_ms)) >= bucket - 1))
          expect(tailTooThin(beyond, policy), `${row.day} ${name}${end}`).toBe(false)
        }
        if (row[name] === null) {
          thin++
          expect((row.withheld as Record<string, string>)[name]).toBe('tail')
        }
      }
    }
    expect([told > 50, thin > 0]).toEqual([true, true])
  })
})

describe('months', () => {
  it('merge until those with something to count, and those without, may be told apart', async () => {
    const rows = population(3)
    const part = interventions.parts[0]!
    const { engine, close } = await duckdbOver(rows)
    const name = (month: number) => `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`
    const shown = open(await guardedMonths(part, interventions.counted, engine, 'contributor', guard, name))
    await close()
    expect(shown.rows.length).toBeGreaterThan(0)
    const counted = (rows.sessions as UnitRow[]).filter((unit) => holds(interventions.counted, unit))
    const columns = {
      interrupts: 'interrupts',
      rejections: 'rejections',
      answers: 'answers',
      corrections: 'corrections',
      all: 'interventions',
    } as const
    for (const row of shown.rows) {
      const [from, to] = String(row.month).split('/')
      const cell = counted.filter(
        (unit) => name(Number(unit.month)) >= from! && name(Number(unit.month)) <= (to ?? from!),
      )
      const column = columns[row.measure as keyof typeof columns]
      const some = cell.filter((unit) => Number(unit[column]) > 0)
      expect(row.n).toBe(cell.length)
      const total = cell.reduce((sum, unit) => sum + Number(unit[column]), 0)
      expect(row.per_session).toBe(Number((total / cell.length).toPrecision(6)))
      for (const part of [cell, some, cell.filter((unit) => !some.includes(unit))])
        expect(tooFew(holders(part), policy)).toBeNull()
    }
  })
})
