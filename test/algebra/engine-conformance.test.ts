import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { all, any, fields, not, type Predicate, type Query } from '../../src/algebra/index.js'
import { open } from '../../src/algebra/open.js'
import { POISSON_THRESHOLDS } from '../../src/stats/index.js'
import { ENGINES, type OpenEngine } from './engine.js'
import { plainAnswer, uniform16 } from './plain-answer.js'
import { queries } from './random-queries.js'
import { seededPopulation, withTruth } from './seeded-population.js'
import { DAY_MS, nobody, type Population, turn } from './unit-rows.js'

const FROM = Date.UTC(2026, 0, 20)
const PLACES = [
  {
    name: '12 contributors over 20 days',
    seed: 1,
    reach: [60, 31, 20, 12, 9, 8, 6, 3, 2, 2, 1, 1],
    days: 20,
    from: FROM,
  },
  { name: '3 contributors over 4 days', seed: 2, reach: [25, 9, 4], days: 4, from: FROM },
  { name: 'nobody', seed: 3, reach: [], days: 1, from: FROM },
]
const t = fields('turns')
const bins = {
  kind: 'bins',
  column: 'experience',
  bins: [
    [1, 1],
    [2, 4],
    [5, 19],
    [20, null],
  ],
} as const
const base = { of: 'turns', where: t.experience.known(), by: [], cluster: 'contributor' } as const

for (const [engineName, make] of Object.entries(ENGINES)) {
  // Slices answer like shards, so one population is enough for them.
  describe.each(engineName.endsWith('slices') ? PLACES.slice(0, 1) : PLACES)(`${engineName}, $name`, ({
    name,
    ...of
  }) => {
    let rows: Population
    let opened: OpenEngine
    const ask = async (query: Query) => open(await opened.engine.aggregate(query)).filter((row) => row.n > 0)
    const agrees = async (query: Query): Promise<void> => {
      expect(await ask(query)).toEqual(plainAnswer(query, rows))
    }

    beforeAll(async () => {
      rows = withTruth(seededPopulation(of), of.seed)
      opened = await make(rows)
    })
    afterAll(() => opened.close())

    it.each([
      'sums',
      'histogram',
      'below',
      'draws',
      'corrected',
    ] as const)('answers whatever is asked: %s', async (kind) => {
      const check = fc.asyncProperty(queries(kind, rows), agrees)
      await fc.assert(check, { seed: 20_260_218, numRuns: name === 'nobody' ? 8 : 25 })
    })

    const conditions: Record<string, Predicate> = {
      in: t.ended_by.in('interrupted', 'asked'),
      'in, of a column with unknowns': t.interrupt_kind.is('working'),
      'not in: unknown values are outside': not(t.interrupt_kind.is('working')),
      'in nothing': t.ended_by.in(),
      'between, both ends': t.wall_ms.between(2000, 90_000),
      'between, open below': t.experience.between(null, 3),
      'between, open above': t.experience.between(5, null),
      'between, open at both ends, needs a value': t.reported_ms.between(null, null),
      'not between: unknown values are outside': not(t.reported_ms.between(0, 60_000)),
      known: t.reported_ms.known(),
      unknown: not(t.reported_ms.known()),
      'all of nothing holds': all(),
      'any of nothing does not': any(),
      'not, all and any, nested': not(all(any(t.censored.is(1), t.actions.between(2, null)), not(t.joined_ms.known()))),
      'text with a quote': t.contributor.is("o'neil"),
    }
    it.each(Object.keys(conditions))('counts where: %s', async (condition) => {
      await agrees({ ...base, where: conditions[condition]!, ask: 'sums', sums: [{ sum: 'reported_ms' }] })
    })
    it('counts what meets each of these', async () => {
      const sums = Object.values(conditions).map((count) => ({ count }))
      await agrees({ ...base, where: all(), ask: 'sums', sums })
    })

    const a = fields('actions')
    // One of several in a set, the ones at its ends, alone in it, part of a word, unknown, a score, a word and a score.
    const values: Predicate[] = [
      a.safeguards_category.has('Scoped permissions'),
      any(a.safeguards_category.has('Sandboxed execution'), a.safeguards_category.has('Other')),
      a.safeguards_category.has('No clear guardrails'),
      a.safeguards_category.has('Scoped'),
      not(a.safeguards_category.has('Rate limits')),
      a.risk.between(5, null),
      all(a.human_in_loop.is('No'), a.autonomy.between(7, 10)),
    ]
    it.each([
      'contributor',
      'day',
    ] as const)('counts actions by sets, words and scores, also by weight: %s', async (cluster) => {
      const cells = [
        [],
        [{ kind: 'column', column: 'week' }],
        [{ kind: 'parts', parts: [a.goal_complexity.is('Minimal'), a.goal_complexity.known()] }],
      ] as const
      const sums = values.map((count) => ({ count }))
      for (const by of cells) {
        const asked = { of: 'actions', where: all(), by, cluster, ask: 'sums', sums } as const
        await agrees(asked)
        for (const weight of ['session_weight', 'contributor_weight'] as const) {
          await agrees({ ...asked, weight })
          await agrees({ ...asked, weight, guarded: 'both' })
        }
      }
    })

    it('says who stands behind a sum and behind the rest of its cell', async () => {
      const sums = [{ count: t.ended_by.is('interrupted') }, { count: t.wall_ms.between(30_000, null) }]
      await agrees({ ...base, by: [bins], ask: 'sums', sums, guarded: 'both' })
      await agrees({ ...base, ask: 'sums', sums, guarded: 'both' })
      const thresholds = [0, 1, 2, 3].map((bin) => ({ cell: [bin], buckets: [700, 1500] }))
      for (const guarded of ['both', 'counted', 'rest'] as const)
        await agrees({ ...base, by: [bins], ask: 'below', column: 'wall_ms', thresholds, guarded })
    })

    it('sets people’s later cells against their own first ones', async () => {
      const sums = [{ count: t.ended_by.is('interrupted') }, { sum: 'actions' as const }]
      await agrees({ ...base, by: [bins], ask: 'paired', sums, start: [0, 1], draws: 20 })
      await agrees({ ...base, by: [bins], ask: 'paired', sums, start: [], draws: 3 })
    })

    it('tells thousands of numbers as others', async () => {
      const to = new Map(Array.from({ length: 4000 }, (_, i) => [i + 2, 1 + (i % 2)]))
      const by = [{ kind: 'mapped', column: 'cluster', to }] as const
      await agrees({ of: 'actions', where: all(), by, cluster: 'contributor', ask: 'sums', sums: [] })
    })

    it('rolls seven days, clustered by the days themselves', async () => {
      const day = { kind: 'column', column: 'day' } as const
      for (const cluster of ['contributor', 'day'] as const) {
        const rolling = { ...base, by: [day, bins], roll: 7, cluster }
        await agrees({
          ...rolling,
          ask: 'sums',
          sums: [{ count: t.ended_by.is('interrupted') }, { sum: 'tokens_out' }],
        })
        await agrees({ ...rolling, ask: 'histogram', column: 'wall_ms', split: 'censored' })
        await agrees({ ...rolling, ask: 'draws', sums: [{ sum: 'actions' }], draws: 17 })
      }
    })

    it('gives rows in order of cell, index and split, whatever the order of its rows', async () => {
      const query = { ...base, by: [bins], ask: 'histogram', column: 'wall_ms', split: 'censored' } as const
      const answer = await ask(query)
      const again = await make({
        turns: rows.turns.toReversed(),
        sessions: rows.sessions.toReversed(),
        actions: rows.actions.toReversed(),
      })
      expect(open(await again.engine.aggregate(query))).toEqual(answer)
      await again.close()
    })
  })

  it(`${engineName} weighs a cluster whose number falls on a threshold as one above it`, async () => {
    // The first day from 2026 on with such a number among its first 64; chance would hardly ever meet one.
    const meets = (day: number) =>
      Array.from({ length: 64 }, (_, draw) => uniform16(String(day), draw)).some((u) => POISSON_THRESHOLDS.includes(u))
    let day = 20_454
    while (!meets(day)) day++
    const rows = { ...nobody(), turns: [turn({ at: day * DAY_MS })] }
    const { engine, close } = await make(rows)
    const query = { ...base, cluster: 'day', ask: 'draws', sums: [], draws: 64 } as const
    expect(open(await engine.aggregate(query))).toEqual(plainAnswer(query, rows))
    await close()
  })
}
