import { describe, expect, it } from 'vitest'
import type { FigureSpec } from '../../src/algebra/index.js'
import { MEASURES } from '../../src/measures/index.js'
import { type actionVerdict, judgedActions } from '../../src/measures/judged.js'
import { duckdbOver } from '../algebra/engine.js'
import { holds } from '../algebra/plain-answer.js'
import { seeded, seededPopulation } from '../algebra/seeded-population.js'
import { holders } from '../algebra/team-guard.js'
import { DAY_MS, type Population, type UnitRow, weighed } from '../algebra/unit-rows.js'
import { derivableJudged, judgedSecrets } from './secrets.js'
import { type Answered, answerInTurn, isJudged, type Study } from './studies.js'

const FROM = Date.UTC(2026, 0, 7)
const window = { from: null, to: null }
const reach = Array.from({ length: 24 }, (_, i) => Math.max(2, Math.round(50 / (1 + i / 5))))
const everything = seededPopulation({ seed: 9, reach, days: 60, from: FROM, running: 0 })

/** As logs show it that hold only some of the sessions, with weights of what there is. */
function partOf(keep: (row: { contributor: unknown; started_at: unknown }) => boolean): Population {
  return {
    sessions: everything.sessions.filter(keep),
    turns: everything.turns.filter(keep),
    actions: weighed(everything.actions.filter(keep)),
  }
}
const study = (name: string, definition: string, keep: Parameters<typeof partOf>[0]): Study => ({
  name,
  definition,
  rows: partOf(keep),
  window,
})
const before = (day: number) => (row: { started_at: unknown }) =>
  row.started_at === null || Number(row.started_at) < FROM + day * DAY_MS
const all60 = study('60 days', 'everyone', () => true)
const first40 = study('40 days', 'everyone', before(40))
const first50 = study('50 days', 'everyone', before(50))
const without = study('one user excluded', 'without person-3', (row) => row.contributor !== 'person-3')

const judgedRows = ({ figures }: Answered) => figures.flatMap(({ rows }) => rows.filter(isJudged))
const run = async (studies: readonly Study[], measures = MEASURES) => {
  const engine = await duckdbOver(everything)
  const answered = await answerInTurn(studies, engine, measures)
  await engine.close()
  return answered
}

/** Figures that count all units which any of them does, so that their days are those of all. */
const TIMED = new Set(['turn-duration', 'interventions', 'frontier'])
/** Figures under several weights, with these. */
const WEIGHTED = MEASURES.filter(({ id }) => TIMED.has(id) || ['oversight', 'domains', 'distributions'].includes(id))

describe('what a judge says, for other readers', () => {
  it.each([[[first40, all60]], [[all60, without]]])('tells nothing together that is withheld: %#', async (studies) => {
    const answered = await run(studies)
    const wanted = judgedSecrets(answered)
    expect(judgedRows(answered[0]!).length).toBeGreaterThan(50)
    expect(wanted.length).toBeGreaterThan(30)
    const published = answered.flatMap(({ counts }) => counts)
    expect(derivableJudged(published, wanted, seeded(1))).toEqual([])
  }, 400_000)

  it('tells groups of sentences again as a store grows, and nothing by that', async () => {
    const along = ({ id, parts }: FigureSpec) => TIMED.has(id) || parts.some(({ by }) => by.kind === 'taxa')
    const answered = await run([first40, first50, all60], MEASURES.filter(along))
    // Too few stops to ask come in ten days to be told.
    const groupsIn = ({ figures }: Answered) => {
      const { rows } = figures.find(({ spec }) => spec.id === 'risk-autonomy')!
      return rows.filter(({ level }) => level === 0).map(({ cluster }) => String(cluster))
    }
    const [first, ...later] = answered.map(groupsIn)
    expect(first!.length).toBeGreaterThan(2)
    // A group merges where too little came since; none comes that was not there.
    for (const next of later) {
      expect(next.length).toBeGreaterThan(first!.length - 2)
      expect(first).toEqual(expect.arrayContaining(next))
    }
    const counted = answered.map(({ figures }) => figures.find(({ spec }) => spec.id === 'risk-autonomy')!.n)
    expect(counted).toEqual([...new Set(counted)].sort((a, b) => a - b))
    const wanted = judgedSecrets(answered)
    expect(wanted.length).toBeGreaterThan(100)
    const published = answered.flatMap((one) => one.counts)
    expect(derivableJudged(published, wanted, seeded(1))).toEqual([])
  }, 400_000)

  it('would tell it if nobody remembered what was told before', async () => {
    const alone: Answered[] = []
    for (const one of [all60, without]) alone.push(...(await run([one], WEIGHTED)))
    const published = alone.flatMap(({ counts }) => counts)
    expect(derivableJudged(published, judgedSecrets(alone), seeded(1)).length).toBeGreaterThan(5)
  }, 400_000)

  it('counts in its rows what they say, and nobody holds too much of them by weight', async () => {
    const [{ figures }] = (await run([all60], WEIGHTED)) as [Answered]
    const actions = all60.rows.actions.filter((row) => holds(judgedActions, row as unknown as UnitRow))
    let seen = 0
    for (const row of figures.find(({ spec }) => spec.id === 'distributions')!.rows) {
      const column = row.dimension as keyof typeof actionVerdict
      const [low, high] = String(row.value).split(' to ').map(Number)
      const value = (unit: UnitRow<'actions'>) => unit[column as keyof UnitRow<'actions'>]
      if (row.value === 'Other' || row.value === 'Not inferable') continue
      const score = column === 'risk' || column === 'autonomy'
      if (!score && String(row.value).includes(' to ')) continue
      const part = actions.filter((unit) =>
        score
          ? Number(value(unit) ?? 0) >= low! && Number(value(unit) ?? 99) <= (high ?? low!)
          : value(unit) === row.value,
      )
      const known = actions.filter((unit) => value(unit) !== null && value(unit) !== 'Not inferable')
      if (row.share_min === row.share) continue
      const weight = (unit: UnitRow<'actions'>) =>
        row.weight === 'action' ? 1 : Number(unit[`${row.weight}_weight` as 'session_weight'])
      const sum = (list: readonly UnitRow<'actions'>[]) => list.reduce((total, unit) => total + weight(unit), 0)
      expect(row.n).toBe(known.length)
      expect(row.share).toBe(Number((sum(part) / sum(known)).toPrecision(6)))
      if (part.length === 0) continue
      seen++
      expect(holders(part).contributors).toBeGreaterThanOrEqual(5)
      const own = [...new Set(part.map((unit) => unit.contributor))]
        .map((who) => sum(part.filter((unit) => unit.contributor === who)))
        .sort((a, b) => b - a)
      expect(own[0]! / sum(part)).toBeLessThanOrEqual(0.5)
      expect((own[0]! + own[1]!) / sum(part)).toBeLessThanOrEqual(0.8)
    }
    expect(seen).toBeGreaterThan(30)
  }, 200_000)

  it('repeats what it said under a weight, whose sums change with what else people do', async () => {
    const [a, b, c] = await run([first40, first40, all60], WEIGHTED)
    const underWeights = (of: Answered) => judgedRows(of).filter(({ weight }) => weight === 'contributor')
    expect(underWeights(a!).length).toBeGreaterThan(20)
    expect(underWeights(b!)).toEqual(underWeights(a!))
    expect(underWeights(c!)).toEqual(underWeights(a!))
    const plain = (of: Answered) => judgedRows(of).filter(({ weight }) => weight === 'action')
    expect(plain(b!)).toEqual(plain(a!))
  }, 200_000)
})
