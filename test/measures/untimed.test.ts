import { describe, expect, it } from 'vitest'
import { estimateGuarded, NOTHING_EARLIER, Private } from '../../src/algebra/index.js'
import { open } from '../../src/algebra/open.js'
import { autoApproveByExperience } from '../../src/measures/auto-approve-by-experience.js'
import { domains } from '../../src/measures/domains.js'
import { frontier } from '../../src/measures/frontier.js'
import { interventions } from '../../src/measures/interventions.js'
import { turnDuration } from '../../src/measures/turn-duration.js'
import { duckdbOver } from '../algebra/engine.js'
import { teamGuard } from '../algebra/team-guard.js'
import { action, nobody, session, turn } from '../algebra/unit-rows.js'
import { answered, goldenPopulation, one, type Seen } from './answered.js'

const flow = ({ flow }: Seen) => flow.map(({ step, n }) => [step, n])
const january = { from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 1, 1) }
const february = { from: Date.UTC(2026, 1, 1), to: Date.UTC(2026, 2, 1) }

const unclocked = { wall_ms: null, work2_ms: null, work5_ms: null, work15_ms: null }
const judged = { confidence: 9, goal_domain_category: 'Legal', risk: 7, autonomy: 8, session_weight: 1e9 }

describe('units whose log says no time', () => {
  it('are left out of what is about time, and that is said', async () => {
    const turns = [turn({ wall_ms: 1000 }), turn({ at: null, ...unclocked }), turn({ at: null, interactive: 'no' })]
    const found = await answered(turnDuration, { turns })
    expect(found).toMatchObject({ n: 1, contributors: 1 })
    expect(flow(found)).toEqual([
      ['eligible', 3],
      ['headless', 1],
      ['scheduled', 0],
      ['unknown', 0],
      ['untimed', 1],
      ['counted', 1],
    ])
    const sessions = [
      session({ regime: 'bypass', interventions: 2 }),
      session({ at: null, experience: null, regime: 'manual', interventions: 4 }),
    ]
    for (const spec of [autoApproveByExperience, interventions]) {
      const own = await answered(spec, { sessions })
      expect([own.n, ...flow(own).filter(([step]) => step === 'untimed')], spec.id).toEqual([1, ['untimed', 1]])
    }
    const actions = [action(judged), action({ at: null, ...judged })]
    expect(await answered(frontier, { actions })).toMatchObject({ n: 1 })
  })

  it('are counted by what is not about time, as long as no window is asked for', async () => {
    const actions = [
      action(judged),
      action({ at: null, ...judged, goal_domain_category: 'Gaming and interactive media' }),
    ]
    const whole = await answered(domains, { actions })
    expect(one(whole.rows, { domain: 'Legal', weight: 'action' })).toMatchObject({ n: 2, share: 0.5 })
    expect(flow(whole)).toEqual([
      ['eligible', 2],
      ['not judged', 0],
      ['counted', 2],
    ])
    const inside = await answered(domains, { actions }, january)
    expect(one(inside.rows, { domain: 'Legal', weight: 'action' })).toMatchObject({ n: 1, share: 1 })
    expect(flow(inside)).toEqual([
      ['eligible', 2],
      ['not judged', 0],
      ['untimed', 1],
      ['counted', 1],
    ])
    expect(flow(await answered(domains, { actions }, february))).toEqual([
      ['eligible', 1],
      ['not judged', 0],
      ['untimed', 1],
      ['counted', 0],
    ])
  })

  it('are one cluster together where days are clusters', async () => {
    const days = ['2026-01-05T12:00:00Z', '2026-01-06T12:00:00Z', '2026-01-07T12:00:00Z', '2026-01-08T12:00:00Z']
    const timed = days.map((at) => action({ at, ...judged }))
    const few = await answered(domains, { actions: timed })
    expect(one(few.rows, { domain: 'Legal', weight: 'action' })).toMatchObject({ n: 4, low: null })
    // Four days and the units without one are five clusters, as many as an interval needs where all are of one size.
    const more = await answered(domains, { actions: [...timed, action({ at: null, ...judged })] })
    expect(one(more.rows, { domain: 'Legal', weight: 'action' }).low).toBeGreaterThan(0)
  })

  it('are nowhere under a policy that holds releases apart by time', async () => {
    const told = async (actions: ReturnType<typeof action>[]) => {
      const { engine, close } = await duckdbOver({ ...nobody(), actions })
      const of = await estimateGuarded(
        [domains],
        engine,
        { from: null, to: null },
        teamGuard(),
        Private.of(NOTHING_EARLIER),
      )
      const [figure] = await Promise.all(of.figures.map((one) => open(one)))
      await close()
      return figure!
    }
    const { actions } = goldenPopulation()
    const timed = await told(actions)
    expect(timed.rows.length).toBeGreaterThan(0)
    const untimed = actions
      .slice(0, 300)
      .map((row) => ({ ...row, started_at: null, day: null, month: null, week: null }))
    expect(await told([...actions, ...untimed])).toEqual(timed)
  })
})
