import { describe, expect, it } from 'vitest'
import { type Engine, estimateFigure, type FigureSpec, Private, type Truth } from '../../src/algebra/index.js'
import { distributions } from '../../src/measures/distributions.js'
import { frontier } from '../../src/measures/frontier.js'
import { humanInvolvementByComplexity } from '../../src/measures/human-involvement-by-complexity.js'
import { oversight } from '../../src/measures/oversight.js'
import { stopsByComplexity } from '../../src/measures/stops-by-complexity.js'
import { gate } from '../../src/privacy/index.js'
import { correctedShare, judgedClusters, weightedShare } from '../../src/stats/index.js'
import { plainAnswer } from '../algebra/plain-answer.js'
import { action, DAY_MS, nobody, type Population, turn, type UnitRow, weighed } from '../algebra/unit-rows.js'
import { candidate, PRIVATE } from '../privacy/candidate.js'
import { one, type Seen } from './answered.js'

const MODEL: Truth = { judge: 'acme/large', kind: 'model' }
const PERSON: Truth = { judge: 'person/ann', kind: 'person' }
const FROM = Date.UTC(2026, 0, 5)
const six = (share: number | null) => (share === null ? null : Number(share.toPrecision(6)))

/** A figure of rows, answered row by row. */
async function answered(spec: FigureSpec, rows: Partial<Population>, truth: Truth | null): Promise<Seen> {
  const population = { ...nobody(), ...rows }
  const engine: Engine = { truth, aggregate: async (query) => Private.of(plainAnswer(query, population)) }
  const estimate = await estimateFigure(spec, engine, { from: null, to: null })
  const { figures } = await gate(PRIVATE, candidate({ figures: [estimate], sources: Private.of([]) }))
  return { curve: [], overall: [], sensitivity: [], ...figures[0] } as unknown as Seen
}

type Action = UnitRow<'actions'>

const quarter = (i: number) => (i + Math.floor(i / 12)) % 4 === 0

/**
 * 240 actions of `people` by turns, of sessions of three. A quarter was drawn, of each person's as of all; of those that the rules call "Yes" with a
 * chance of 1/2, of others of 1/5. What is right: "Yes" where the rules say so but for every third, and now and then else.
 */
function population(people: number, drawn = quarter): Action[] {
  const rows = Array.from({ length: 240 }, (_, i): Action => {
    const rules = i % 5 < 2 ? 'Yes' : 'No'
    const right = rules === 'Yes' ? i % 3 !== 0 : i % 7 === 0
    const plain = {
      contributor: `p${i % people}`,
      session: `s${i % people}-${Math.floor(i / people / 3)}`,
      at: FROM + (i % 11) * DAY_MS,
      confidence: 9,
      human_in_loop: rules,
      reversibility: 'Easily reversible',
      safeguards_category: 'Other',
      goal_complexity: i % 2 === 0 ? 'Low' : 'High',
      risk: 2,
      autonomy: 3,
    }
    if (!drawn(i)) return action(plain)
    const truth_chance = rules === 'Yes' ? 500_000_000 : 200_000_000
    const said = { truth_chance, truth_confidence: 8, truth_human_in_loop: right ? 'Yes' : 'No' }
    const beside = { truth_reversibility: 'Easily reversible', truth_safeguards_category: 'Other' }
    return action({ ...plain, ...said, ...beside, truth_goal_complexity: i % 3 === 0 ? 'High' : 'Low' })
  })
  return weighed(rows)
}

const yes = (value: unknown) => (value === 'Yes' ? 1 : 0)

/** The corrected share by the list of clusters, with a weight of each unit. */
const byList = (rows: readonly Action[], weight: (row: Action) => number) =>
  correctedShare(
    judgedClusters(
      rows.map((row) => ({ cluster: String(row.contributor), weight: weight(row), judged: yes(row.human_in_loop) })),
      rows
        .filter((row) => row.truth_chance != null)
        .map((row) => ({
          cluster: String(row.contributor),
          weight: (weight(row) * 1e9) / Number(row.truth_chance),
          judged: yes(row.human_in_loop),
          truth: yes(row.truth_human_in_loop),
        })),
    ),
  )

const human = (figure: Seen, weight = 'action') => one(figure.rows, { measure: 'human-in-loop', weight })

describe('shares that labels correct', () => {
  const rows = population(12)

  it('are PPI++ over what the rules say of all, under every weight, beside what the rules say', async () => {
    const figure = await answered(oversight, { actions: rows }, PERSON)
    const plain = await answered(oversight, { actions: rows }, null)
    const weights = {
      action: () => 1,
      session: (r: Action) => Number(r.session_weight),
      contributor: (r: Action) => Number(r.contributor_weight),
    }
    for (const [name, weight] of Object.entries(weights)) {
      const { value, raw, low, high } = byList(rows, weight)
      expect(human(figure, name)).toMatchObject({ n: 240, contributors: 12, labelled: 60, raw: six(raw) })
      for (const [column, right] of Object.entries({ share: value, low, high }))
        expect(human(figure, name)[column]).toBeCloseTo(right!, 5)
      expect(human(plain, name)).toMatchObject({ share: six(raw), raw: six(raw) })
    }
    // 96 of 240 by the rules; they are wrong about every third of these.
    expect(human(figure)).toMatchObject({ raw: 0.4 })
    expect(human(figure).share).not.toBeCloseTo(0.4, 2)
    expect(figure.notes).toContain(
      'Shares are corrected by 60 labels of person/ann on actions drawn with known probabilities (PPI++); "raw" is what the rules say.',
    )
  })

  it('are what a model says of all units, with nothing corrected, where it judged some', async () => {
    const figure = await answered(oversight, { actions: rows }, MODEL)
    const { share, raw, labelled } = human(figure)
    expect({ share, labelled }).toEqual({ share: six(byList(rows, () => 1).value), labelled: 60 })
    expect(raw).toBe(share)
    expect(figure.notes).toContain(
      "Shares are what acme/large says of all actions: it judged 60 of them, drawn with known probabilities, and the rules' verdicts on all of them narrow the intervals (PPI++).",
    )
  })

  it('are what they were without a dearer judge, whatever its columns hold', async () => {
    const plain = rows.map((row) =>
      Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith('truth_'))),
    )
    for (const spec of [oversight, distributions, humanInvolvementByComplexity, frontier])
      expect(await answered(spec, { actions: rows }, null)).toEqual(
        await answered(spec, { actions: plain as Action[] }, null),
      )
  })

  it('stand as the rules say under 30 labels, and where fewer than five people stand behind labels', async () => {
    const few = await answered(oversight, { actions: population(12, (i) => quarter(i) && i < 119) }, PERSON)
    expect(human(few)).toMatchObject({ share: 0.4, raw: 0.4 })
    expect(human(few)).not.toHaveProperty('labelled')
    const said =
      'too few to correct a share: that takes 30 labels of 5 effective contributors. Shares are what the rules say.'
    expect(few.notes).toContain(`person/ann labelled 29 of these actions, ${said}`)
    // All labels are of four people of twelve.
    const four = await answered(oversight, { actions: population(12, (i) => i % 12 < 4) }, MODEL)
    expect(human(four)).toMatchObject({ share: 0.4 })
    expect(four.notes).toContain(`acme/large judged 80 of these actions, ${said}`)
    // One more label is enough.
    const enough = await answered(oversight, { actions: population(12, (i) => quarter(i) && i < 120) }, PERSON)
    expect(human(enough)).toMatchObject({ labelled: 30 })
  })

  it('are clustered by days where there are fewer than five people', async () => {
    const alone = population(1).map((row) => ({ ...row }))
    const figure = await answered(oversight, { actions: alone }, PERSON)
    const byDay = alone.map((row) => ({ ...row, contributor: String(row.day) }))
    expect(figure.clusters).toBe('days')
    const { value, low, high } = byList(byDay, () => 1)
    expect(human(figure)).toMatchObject({ share: six(value), low: six(low), high: six(high), labelled: 60 })
  })
})

describe('what cannot be told', () => {
  // Rules cannot tell of every tenth action, labels of every fifth that was drawn.
  let seen = 0
  const rows = population(12).map((row, i): Action => {
    const own = i % 10 === 9 ? { ...row, human_in_loop: 'Not inferable' } : row
    return row.truth_chance != null && seen++ % 5 === 0 ? { ...own, truth_human_in_loop: 'Not inferable' } : own
  })

  it('leaves the shares of labels, and bounds them', async () => {
    const row = human(await answered(oversight, { actions: rows }, PERSON))
    expect(row).toMatchObject({ n: 216, labelled: 48 })
    const blind = correctedShare(
      judgedClusters(
        rows.map((r) => ({
          cluster: String(r.contributor),
          weight: 1,
          judged: r.human_in_loop === 'Not inferable' ? 1 : 0,
        })),
        rows
          .filter((r) => r.truth_chance != null)
          .map((r) => ({
            cluster: String(r.contributor),
            weight: 1e9 / Number(r.truth_chance),
            judged: r.human_in_loop === 'Not inferable' ? 1 : 0,
            truth: r.truth_human_in_loop === 'Not inferable' ? 1 : 0,
          })),
      ),
    ).value!
    expect(blind).toBeGreaterThan(0.05)
    expect(row.share_min).toBeCloseTo(Number(row.share) * (1 - blind), 5)
    expect(row.share_max).toBeCloseTo(Number(row.share) * (1 - blind) + blind, 5)
  })

  it('has a row of its own where labels could tell and the rules could not', async () => {
    const blind = population(12).map((row): Action => ({ ...row, human_in_loop: 'Not inferable' }))
    const row = human(await answered(oversight, { actions: blind }, PERSON))
    expect(row).toMatchObject({ n: 240, raw: null, labelled: 60 })
    // Labels alone, each over its chance.
    const labels = blind.filter((r) => r.truth_chance != null)
    const v = (list: Action[]) => list.reduce((sum, r) => sum + 1e9 / Number(r.truth_chance), 0)
    expect(row.share).toBe(six(v(labels.filter((r) => r.truth_human_in_loop === 'Yes')) / v(labels)))
  })
})

describe('several values', () => {
  it('are corrected one by one, and said to be', async () => {
    const figure = await answered(distributions, { actions: population(12) }, PERSON)
    const shares = figure.rows.filter((row) => row.dimension === 'goal_complexity' && row.weight === 'action')
    expect(shares.map(({ value, labelled }) => [value, labelled])).toEqual(
      ['Minimal', 'Low', 'Intermediate', 'High', 'Unbounded'].map((value) => [value, 60]),
    )
    expect(figure.notes).toContain('Values are corrected one by one, so that their shares need not add up to 1.')
  })

  it('are left alone where nobody was asked about them', async () => {
    const rows = population(12).map((row): Action => ({ ...row, setting: 'Production' }))
    const figure = await answered(distributions, { actions: rows }, PERSON)
    const plain = await answered(distributions, { actions: rows }, null)
    for (const dimension of ['setting', 'risk', 'environment_type']) {
      const of = (seen: Seen) => seen.rows.filter((row) => row.dimension === dimension)
      expect(of(figure)).toEqual(of(plain))
      expect(of(figure).length).toBeGreaterThan(0)
    }
  })

  it('are of the scores that a model could tell', async () => {
    // Every row has risk 2; of the drawn, the model gives no risk to every other.
    let seen = 0
    const rows = population(12).map(
      (row): Action => (row.truth_chance == null ? row : { ...row, truth_risk: seen++ % 2 === 0 ? 5 : null }),
    )
    const figure = await answered(distributions, { actions: rows }, MODEL)
    const of = (value: string) => one(figure.rows, { dimension: 'risk', value, weight: 'action' })
    expect(of('5')).toMatchObject({ labelled: 30, share: 1 })
    expect(of('Not inferable')).toMatchObject({ labelled: 60 })
    expect(Number(of('Not inferable').share)).toBeGreaterThan(0.3)
    expect(Number(of('5').share_min)).toBeCloseTo(1 - Number(of('Not inferable').share), 5)
  })
})

describe('cells that a judge puts together', () => {
  const rows = population(12)
  const drawn = rows.filter((row) => row.truth_chance != null)
  const v = (row: Action) => Math.round(1e18 / Number(row.truth_chance))

  /** Hájek's share of "Yes" among drawn actions, by hand. */
  function hajek(list: readonly Action[]) {
    const people = [...new Set(list.map((row) => row.contributor))]
    const sums = people.map((person) => {
      const own = list.filter((row) => row.contributor === person)
      const total = (some: readonly Action[]) => some.reduce((sum, row) => sum + v(row), 0)
      return { n: total(own), k: total(own.filter((row) => row.truth_human_in_loop === 'Yes')) }
    })
    const over = (of: (one: { n: number; k: number }) => number) => sums.reduce((sum, one) => sum + of(one), 0)
    return weightedShare({
      n: over(({ n }) => n),
      k: over(({ k }) => k),
      clusters: people.length,
      nn: over(({ n }) => n * n),
      kk: over(({ k }) => k * k),
      nk: over(({ n, k }) => n * k),
      ww: list.reduce((sum, row) => sum + v(row) ** 2, 0),
    })
  }

  it('hold the units that a model puts there, each over its chance', async () => {
    const figure = await answered(humanInvolvementByComplexity, { actions: rows }, MODEL)
    for (const complexity of ['Low', 'High']) {
      const own = drawn.filter((row) => row.truth_goal_complexity === complexity)
      const { share, low, high } = hajek(own)
      const row = one(figure.rows, { complexity, weight: 'action' })
      expect(row).toMatchObject({ n: own.length, labelled: own.length, share: six(share) })
      expect(row.low).toBeCloseTo(low!, 6)
      expect(row.high).toBeCloseTo(high!, 6)
    }
    expect(figure.notes).toContain(
      'By complexity, shares are of the 60 actions that acme/large judged, each weighing 1 over the probability with which it was drawn; the rules have no say in them.',
    )
    expect(figure.notes).toContain('For every judged action the complexity of its goal could be told.')
    expect(one(figure.overall, { weight: 'action' })).toMatchObject({
      share: six(byList(rows, () => 1).value),
      labelled: 60,
    })
  })

  it('stand as the rules say where only labels of people could correct them', async () => {
    const figure = await answered(humanInvolvementByComplexity, { actions: rows }, PERSON)
    const plain = await answered(humanInvolvementByComplexity, { actions: rows }, null)
    expect(figure.rows).toEqual(plain.rows)
    expect(figure.notes).toContain('By complexity, shares are what the rules say: labels do not correct them.')
  })

  it('are weeks of a model’s verdicts, over which a change is looked for', async () => {
    // Thirteen weeks of six people, two actions of each a week; risky and autonomous from the eighth week on for the model.
    const weekly = Array.from({ length: 156 }, (_, i): Action => {
      const week = Math.floor(i / 12)
      const said = { truth_confidence: 9, truth_autonomy: 8, truth_risk: week < 7 ? 2 : 7, truth_chance: 250_000_000 }
      const at = FROM + (7 * week + (i % 7)) * DAY_MS
      return action({
        contributor: `p${i % 6}`,
        at,
        confidence: 9,
        risk: 2,
        autonomy: 2,
        ...(i % 12 < 6 || i === 155 ? said : {}),
      })
    })
    const figure = await answered(frontier, { actions: weekly }, MODEL)
    const of = (week: string) => one(figure.rows, { week, measure: 'risky-autonomous' })
    expect(of('2026-01-05')).toMatchObject({ n: 6, labelled: 6, share: 0 })
    expect(of('2026-02-23')).toMatchObject({ n: 6, share: 1, changed: true })
  })

  it('hold turns whose end the log knows and whose complexity a model told', async () => {
    const turns = Array.from({ length: 80 }, (_, i) =>
      turn({
        contributor: `p${i % 8}`,
        ended_by: i % 4 === 0 ? 'interrupted' : 'completed',
        stop_reason: 'completed_request',
        goal_complexity: 'Minimal',
        ...(i % 2 === 0
          ? {
              truth_stop_reason: i % 16 === 2 ? 'asked_for_clarification' : 'other',
              truth_goal_complexity: 'High',
              truth_chance: 500_000_000,
            }
          : {}),
      }),
    )
    const figure = await answered(stopsByComplexity, { turns }, MODEL)
    // Of 40 turns the log shows 20 interrupted; the model calls 5 of the others questions.
    expect(one(figure.rows, { stop: 'interrupted' })).toMatchObject({
      complexity: 'High',
      n: 40,
      labelled: 40,
      share: 0.5,
    })
    expect(one(figure.rows, { stop: 'asked' })).toMatchObject({ complexity: 'High', share: 0.125 })
    expect(figure.notes.filter((note) => note.includes('another reason to stop'))).toEqual([])
  })
})
