import { describe, expect, it } from 'vitest'
import { estimateGuarded, NOTHING_EARLIER, Private, weeksOf } from '../../src/algebra/index.js'
import { open } from '../../src/algebra/open.js'
import { interventions } from '../../src/measures/interventions.js'
import { turnDuration } from '../../src/measures/turn-duration.js'
import { tailTooThin } from '../../src/privacy/thresholds.js'
import { bucketOf } from '../../src/stats/index.js'
import { duckdbOver } from './engine.js'
import { holds } from './plain-answer.js'
import { seededPopulation } from './seeded-population.js'
import { failing, holders, TEAM, teamGuard } from './team-guard.js'
import type { UnitRow } from './unit-rows.js'

const guard = teamGuard()
const reach = Array.from({ length: 40 }, (_, i) => Math.max(2, Math.round(160 / (1 + i / 3))))
const FROM = Date.UTC(2026, 0, 7)
const population = (seed: number) => seededPopulation({ seed, reach, days: 75, from: FROM, running: 0 })
const none = { from: null, to: null }

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
    const { engine, close } = await duckdbOver(rows)
    const { figures } = await estimateGuarded([turnDuration], engine, none, guard, Private.of(NOTHING_EARLIER))
    const shown = open(figures[0]!).rows.filter((row) => row.clock === 'wall')
    await close()
    const counted = (rows.turns as UnitRow[]).filter((unit) => holds(turnDuration.counted, unit))
    expect(shown.length).toBeGreaterThan(3)
    let told = 0
    let thin = 0
    for (const row of shown) {
      const to = row.day === 'all' ? 99_999 : Date.parse(String(row.day)) / 86_400_000
      const from = row.day === 'all' ? 0 : to - Number(row.days) + 1
      const cell = counted.filter((unit) => Number(unit.day) >= from && Number(unit.day) <= to)
      expect(row.n).toBe(cell.length)
      expect(failing(cell)).toBeNull()
      for (const name of ['p50', 'p75', 'p90', 'p95', 'p99', 'p999']) {
        for (const end of ['', '_low', '_high']) {
          const value = row[`${name}${end}`]
          if (value === null) continue
          told++
          const bucket = bucketOf(Math.round(Number(value) * 1000))
          // A value stands for its bucket or lies between two; what lies beyond the next one counts in any case.
          const beyond = holders(cell.filter((unit) => bucketOf(Number(unit.wall_ms)) >= bucket - 1))
          expect(tailTooThin(beyond, TEAM), `${row.day} ${name}${end}`).toBe(false)
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
    const { engine, close } = await duckdbOver(rows)
    const name = (month: number) => `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`
    const { figures } = await estimateGuarded([interventions], engine, none, guard, Private.of(NOTHING_EARLIER))
    const shown = open(figures[0]!)
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
    for (const row of shown.rows.filter((own) => own.month !== undefined)) {
      const [from, to] = String(row.month).split('/')
      const cell = counted.filter(
        (unit) => name(Number(unit.month)) >= from! && name(Number(unit.month)) <= (to ?? from!),
      )
      const column = columns[row.measure as keyof typeof columns]
      const some = cell.filter((unit) => Number(unit[column]) > 0)
      expect(row.n).toBe(cell.length)
      const total = cell.reduce((sum, unit) => sum + Number(unit[column]), 0)
      expect(row.per_session).toBe(Number((total / cell.length).toPrecision(6)))
      for (const part of [cell, some, cell.filter((unit) => !some.includes(unit))]) expect(failing(part)).toBeNull()
    }
  })
})
