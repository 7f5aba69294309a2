import { describe, expect, it } from 'vitest'
import { interventions } from '../../src/measures/interventions.js'
import { stopsByComplexity } from '../../src/measures/stops-by-complexity.js'
import { nobody, session, turn } from '../algebra/unit-rows.js'
import { answered, expectGolden, goldenPopulation, one } from './answered.js'

const six = (share: number) => Number(share.toPrecision(6))
const judged = (
  goal_complexity: string,
  ended_by: string,
  stop_reason: string,
  success = 'Succeeded',
  contributor = 'a',
) => turn({ contributor, goal_complexity, ended_by, stop_reason, success })

const turns = [
  judged('Minimal', 'completed', 'completed_request'),
  judged('Minimal', 'asked', 'other', 'Partly', 'b'),
  // The log does not see a question, the judge does.
  judged('Minimal', 'completed', 'asked_for_clarification', 'Not inferable'),
  judged('Minimal', 'failed', 'other', 'Failed', 'b'),
  // The log sees an interrupt, the judge a question: the log wins.
  judged('Unbounded', 'interrupted', 'asked_for_clarification'),
  judged('Unbounded', 'asked', 'asked_for_clarification', 'Failed'),
  judged('Not inferable', 'completed', 'interrupted'),
  turn({ goal_complexity: null }),
  turn({ interactive: 'no', goal_complexity: 'Low', stop_reason: 'other' }),
  turn({ started_by: 'schedule', goal_complexity: 'Low', stop_reason: 'other' }),
]

describe('stops by complexity, by hand', () => {
  it('counts questions and interrupts of judged turns of people', async () => {
    const figure = await answered(stopsByComplexity, { turns })
    expect(figure.flow.map(({ step, n }) => [step, n])).toEqual([
      ['eligible', 10],
      ['headless', 1],
      ['scheduled', 1],
      ['unknown', 0],
      ['not judged', 1],
      ['counted', 7],
    ])
    const at = (complexity: string, stop: string) => one(figure.rows, { complexity, stop })
    expect(at('Minimal', 'asked')).toMatchObject({ n: 4, contributors: 2, share: 0.5 })
    expect(at('Minimal', 'interrupted')).toMatchObject({ n: 4, share: 0 })
    expect(at('Unbounded', 'asked')).toMatchObject({ n: 2, share: 0.5 })
    expect(at('Unbounded', 'interrupted')).toMatchObject({ n: 2, share: 0.5 })
    expect(figure.rows.length).toBe(4)
    expect(one(figure.overall, { stop: 'asked' })).toMatchObject({ n: 7, share: six(3 / 7) })
  })

  it('says how many it could not place, and where judge and log differ', async () => {
    const { notes } = await answered(stopsByComplexity, { turns })
    expect(notes).toContain(
      'For 1 of 7 judged turns the complexity of their goal could not be told; they are in no row.',
    )
    // A question that the judge calls something else, an interrupt that it calls a question, and one that only it sees.
    expect(notes).toContain(
      'For 3 of 7 judged turns the judge gives another reason to stop than the log does; the log holds.',
    )
  })

  it('is empty where nothing was judged, and says so', async () => {
    const none = await answered(stopsByComplexity, { ...nobody(), turns: [turn(), turn()] })
    expect([none.n, none.rows, none.notes.at(-1)]).toEqual([0, [], 'No turn of people in this window was judged.'])
  })
})

describe('success by complexity, beside interventions', () => {
  it('is of judged turns of people of which it can be told', async () => {
    const { rows, overall } = await answered(interventions, { turns, sessions: [session()] })
    const at = (complexity: string, success: string) => one(rows, { complexity, success })
    expect(at('Minimal', 'Succeeded')).toMatchObject({ n: 3, contributors: 2, share: six(1 / 3) })
    expect(at('Minimal', 'Succeeded')).toMatchObject({ share_min: 0.25, share_max: 0.5 })
    expect(at('Minimal', 'Partly')).toMatchObject({ n: 3, share: six(1 / 3) })
    expect(at('Minimal', 'Failed')).toMatchObject({ n: 3, share: six(1 / 3) })
    expect(at('Unbounded', 'Failed')).toMatchObject({ n: 2, share: 0.5 })
    expect(rows.filter((row) => 'success' in row).length).toBe(6)
    expect(one(overall, { success: 'Succeeded' })).toMatchObject({ n: 6, share: 0.5 })
  })
})

describe('stops by complexity, golden', () => {
  it('is what it was', async () => expectGolden(await answered(stopsByComplexity, goldenPopulation())))
})
