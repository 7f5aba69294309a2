import { describe, expect, it } from 'vitest'
import { type Engine, estimateFigure, type FigureSpec, Private, type Truth } from '../../src/algebra/index.js'
import { extremes } from '../../src/measures/extremes.js'
import { riskAutonomy } from '../../src/measures/risk-autonomy.js'
import { stopReasons } from '../../src/measures/stop-reasons.js'
import { gate } from '../../src/privacy/index.js'
import { correctedMean, judgedClusters, weightedMean, weightedShare } from '../../src/stats/index.js'
import { inTaxa } from '../algebra/hand-taxa.js'
import { plainAnswer } from '../algebra/plain-answer.js'
import { action, nobody, type Population, turn, type UnitRow } from '../algebra/unit-rows.js'
import { candidate, PRIVATE } from '../privacy/candidate.js'
import { one, type Seen } from './answered.js'

const MODEL: Truth = { judge: 'acme/large', kind: 'model' }
const PERSON: Truth = { judge: 'person/ann', kind: 'person' }
const six = (value: number | null) => (value === null ? null : Number(value.toPrecision(6)))

async function answered(spec: FigureSpec, rows: Partial<Population>, truth: Truth): Promise<Seen> {
  const population = { ...nobody(), ...rows }
  const plain: Engine = { truth, aggregate: async (query) => Private.of(plainAnswer(query, population)) }
  const estimate = await estimateFigure(spec, inTaxa(plain), { from: null, to: null })
  const { figures } = await gate(PRIVATE, candidate({ figures: [estimate], sources: Private.of([]) }))
  return { curve: [], overall: [], sensitivity: [], ...figures[0] } as unknown as Seen
}

/**
 * 320 actions of eight people, three in four of them in group 1 and the rest in group 4. A quarter was drawn, with a chance of
 * 1/2 or 1/5; there the right risk is the rules' one, or one more now and then.
 */
const judged = Array.from({ length: 320 }, (_, i): UnitRow<'actions'> => {
  const risk = 2 + (i % 5)
  const plain = {
    contributor: `p${i % 8}`,
    session: `s${i}`,
    confidence: 9,
    cluster: Math.floor(i / 8) % 4 === 3 ? 4 : 1,
    risk,
    autonomy: 5,
  }
  if ((i * 7) % 11 > 2) return action(plain)
  const said = { truth_confidence: 9, truth_risk: risk + (i % 3 === 0 ? 1 : 0), truth_autonomy: 4 + (i % 2) }
  return action({ ...plain, truth_chance: i % 2 === 0 ? 500_000_000 : 200_000_000, ...said })
})
const drawn = judged.filter((row) => row.truth_chance !== undefined)
const chance = (row: UnitRow<'actions'>) => Number(row.truth_chance) / 1e9

describe('groups where people labelled', () => {
  it('have means that 30 labels put right, and those of the rules beside them', async () => {
    const { rows, notes, overall } = await answered(riskAutonomy, { actions: judged }, PERSON)
    for (const [row, inside] of [
      [one(rows, { cluster: 'action-1' }), (own: UnitRow<'actions'>) => own.cluster === 1],
      [one(rows, { cluster: 'action-9' }), () => true],
      [overall[0]!, () => true],
    ] as const) {
      const own = judged.filter(inside)
      const labels = drawn.filter(inside)
      const expected = correctedMean(
        judgedClusters(
          own.map((unit) => ({ cluster: String(unit.contributor), weight: 1, judged: Number(unit.risk) })),
          labels.map((unit) => ({
            cluster: String(unit.contributor),
            weight: 1 / chance(unit),
            judged: Number(unit.risk),
            truth: Number(unit.truth_risk),
          })),
        ),
        { floor: 1, ceiling: 10 },
      )
      expect(row).toMatchObject({ n: own.length, contributors: 8, labelled: labels.length })
      expect(row.risk).toBeCloseTo(expected.value!, 4)
      expect(row.risk_low).toBeCloseTo(expected.low!, 4)
      expect(row.risk_high).toBeCloseTo(expected.high!, 4)
      expect(row.risk_raw).toBe(six(expected.raw))
      expect(row.risk).not.toBe(row.risk_raw)
    }
    // 20 or so labels in group 4 are too few.
    expect(drawn.filter((own) => own.cluster === 4).length).toBeLessThan(30)
    const few = one(rows, { cluster: 'action-4' })
    expect(few.labelled).toBeUndefined()
    expect(few.risk).toBe(
      six(judged.filter((own) => own.cluster === 4).reduce((sum, own) => sum + Number(own.risk), 0) / 80),
    )
    expect(notes).toContain(
      `Means are corrected by ${drawn.length} labels of person/ann on actions drawn with known probabilities (PPI++); "_raw" is what the rules say.`,
    )
    expect(notes.some((note) => note.startsWith('Rows without "labelled", 2 of 6,'))).toBe(true)
  })

  it('stand as they are where labels are of too few people', async () => {
    const actions = judged.map((row) => ({ ...row, contributor: `p${Number(String(row.contributor).slice(1)) % 4}` }))
    const { rows } = await answered(extremes, { actions }, PERSON)
    for (const row of rows) expect(row.labelled).toBeUndefined()
  })
})

describe('groups where a model judged', () => {
  // Its sentences are of the actions that it judged.
  const actions = judged.map((row) => (row.truth_chance === undefined ? { ...row, cluster: null } : row))

  it('have the means of what it said, each over its chance', async () => {
    const { rows, notes } = await answered(riskAutonomy, { actions }, MODEL)
    const own = drawn.filter((row) => row.cluster === 1)
    const people = [...new Set(own.map((row) => row.contributor))].map((who) => {
      const theirs = own.filter((row) => row.contributor === who)
      const sum = (of: (row: UnitRow<'actions'>) => number) => theirs.reduce((total, row) => total + of(row), 0)
      return { w: sum((row) => 1 / chance(row)), s: sum((row) => Number(row.truth_risk) / chance(row)) }
    })
    const total = (of: (person: { w: number; s: number }) => number) =>
      people.reduce((sum, person) => sum + of(person), 0)
    const expected = weightedMean(
      {
        ...{ n: total(({ w }) => w), sum: total(({ s }) => s), clusters: people.length },
        ...{ nn: total(({ w }) => w * w), ss: total(({ s }) => s * s), ns: total(({ w, s }) => w * s) },
        ww: own.reduce((sum, row) => sum + 1 / chance(row) ** 2, 0),
      },
      { floor: 1 },
    )
    const row = one(rows, { cluster: 'action-1' })
    expect(row).toMatchObject({ n: own.length, labelled: own.length, contributors: 8 })
    expect(row.risk).toBeCloseTo(expected.mean!, 4)
    const whole = drawn.reduce((sum, unit) => sum + 1 / chance(unit), 0)
    expect(row.share).toBeCloseTo(own.reduce((sum, unit) => sum + 1 / chance(unit), 0) / whole, 5)
    expect(notes).toContain(
      `By group, means are of the ${drawn.length} actions that acme/large judged, each weighing 1 over the probability with which it was drawn; the rules have no say in them.`,
    )
    expect(notes).toContain(
      `For ${320 - drawn.length} of 320 judged actions there is no sentence that was put into groups; they are in no row.`,
    )
  })

  it('have shares of what it said', async () => {
    const turns = Array.from({ length: 60 }, (_, i) => {
      const said = { contributor: `p${i % 6}`, ended_by: 'asked', stop_reason: 'completed_request' }
      if (i % 2 === 0) return turn(said)
      const truth = {
        truth_stop_reason: 'asked_for_clarification',
        truth_chance: i % 3 === 0 ? 500_000_000 : 100_000_000,
      }
      return turn({ ...said, ...truth, stop_cluster: i % 5 === 0 ? 2 : 5 })
    })
    const { rows } = await answered(stopReasons, { turns }, MODEL)
    const own = turns.filter((row) => row.stop_cluster !== null)
    const w = (row: (typeof turns)[number]) => 1e9 / Number(row.truth_chance)
    const people = [0, 1, 2, 3, 4, 5].map((p) => {
      const theirs = own.filter((row) => row.contributor === `p${p}`)
      const sum = (list: typeof turns) => list.reduce((total, row) => total + w(row), 0)
      return { n: sum(theirs), k: sum(theirs.filter((row) => row.stop_cluster === 2)) }
    })
    const total = (of: (person: { n: number; k: number }) => number) =>
      people.reduce((sum, person) => sum + of(person), 0)
    const expected = weightedShare({
      ...{ n: total(({ n }) => n), k: total(({ k }) => k), clusters: people.filter(({ n }) => n > 0).length },
      ...{ nn: total(({ n }) => n * n), kk: total(({ k }) => k * k), nk: total(({ n, k }) => n * k) },
      ww: own.reduce((sum, row) => sum + w(row) ** 2, 0),
    })
    const row = one(rows, { cluster: 'stop-2' })
    expect(row).toMatchObject({ n: 30, labelled: 30 })
    expect(row.share).toBeCloseTo(expected.share!, 5)
  })
})
