import { describe, expect, it } from 'vitest'
import { expectedIn, type Population, planOf, strataOf } from '../../src/cli/judge-sample.js'
import { sharesNamed, usualShares } from '../../src/cli/judge-shares.js'
import { CERTAIN } from '../../src/model/index.js'
import type { ClusterSums } from '../../src/stats/index.js'
import { holds } from '../algebra/plain-answer.js'
import { action, session, turn, type Value } from '../algebra/unit-rows.js'

/** So many contributors with ten units each, of which so many have it: the same for all of them. */
const alike = (clusters: number, of: number, have: number): ClusterSums => ({
  n: clusters * of,
  k: clusters * have,
  clusters,
  nn: clusters * of ** 2,
  kk: clusters * have ** 2,
  nk: clusters * of * have,
})

/** A unit that has every column, so that conditions may look at any. */
const unit = (judged: Record<string, Value>) => ({ ...turn(), ...session(), ...action(), ...judged })

const NOTHING_TOLD = { n: 0, yes: 0 }

/** A population of one share, by how many units the rules say what of. */
function population(yes: number, no: number, unknown = 0, told = NOTHING_TOLD): Population {
  const shares = sharesNamed('human-in-loop')
  const units = { yes, no, unknown }
  return {
    unit: 'action',
    shares,
    strata: strataOf(shares).map((stratum) => ({ ...stratum, units: units[stratum.says[0]!], told: [told] })),
    sums: [alike((yes + no) / 10, 10, (10 * yes) / (yes + no))],
  }
}

describe('strata', () => {
  it('part every action by what the rules say of each share, each into one', () => {
    const strata = strataOf(usualShares('action'))
    expect(strata).toHaveLength(27)
    const rows = ['Yes', 'No', 'Not inferable', null].flatMap((human_in_loop) =>
      ['Scoped permissions|AI supervision', 'No clear guardrails', 'Not inferable', null].flatMap(
        (safeguards_category) =>
          ['Irreversible', 'Easily reversible', 'Not inferable', null].map((reversibility) =>
            unit({ human_in_loop, safeguards_category, reversibility }),
          ),
      ),
    )
    for (const row of rows) expect(strata.filter(({ where }) => holds(where, row))).toHaveLength(1)
    const one = unit({
      human_in_loop: 'No',
      safeguards_category: 'No clear guardrails',
      reversibility: 'Not inferable',
    })
    const [found] = strata.filter(({ where }) => holds(where, one))
    expect(found!.name).toBe('not safeguard, not human-in-loop, irreversible unknown')
  })

  it('are of any dimension and value, and of nothing else', () => {
    expect(sharesNamed('goal_domain_category=Legal').map(({ unit }) => unit)).toEqual(['action', 'turn'])
    expect(sharesNamed('error_at_interruption=No - task completed').map(({ unit }) => unit)).toEqual(['interrupt'])
    expect(() => sharesNamed('irreversibel')).toThrow(/nearest name is irreversible/)
    expect(() => sharesNamed('reversibility=Never')).toThrow(/with one of Easily reversible; /)
    expect(() => sharesNamed('human_in_loop=Not inferable')).toThrow(/with one of Yes; No/)
    expect(() => strataOf(['Yes', 'No'].flatMap((v) => Array(3).fill(sharesNamed(`human_in_loop=${v}`)[0])))).toThrow(
      /at most 4/,
    )
  })
})

describe('what is expected in a stratum', () => {
  it.each([
    ['yes', 0.73, NOTHING_TOLD, 0.973],
    ['no', 0.73, NOTHING_TOLD, 0.073],
    ['unknown', 0.73, NOTHING_TOLD, 0.73],
    ['no', 0.008, NOTHING_TOLD, 0.0008],
    ['no', 0.73, { n: 30, yes: 12 }, 0.4],
    ['no', 0.73, { n: 29, yes: 12 }, 0.073],
  ] as const)('%s where the share is %d and %o was told: %d', (says, overall, told, expected) => {
    expect(expectedIn(says, told, overall)).toBeCloseTo(expected, 12)
  })
})

describe('a plan', () => {
  it('of a number of units gives all the same chance', () => {
    const { strata, population: all } = planOf(population(600, 300, 100), { units: 250 }, false)
    expect(all).toBe(1000)
    expect(strata.map(({ chance }) => chance)).toEqual([0.25, 0.25, 0.25].map((part) => part * CERTAIN))
    const whole = planOf(population(600, 400), { units: 5000 }, false)
    expect(whole.strata.map(({ chance }) => chance)).toEqual([CERTAIN, CERTAIN])
  })

  it('of a width draws by size and spread, and reaches it', () => {
    const { strata, shares } = planOf(population(2000, 8000), { width: 0.02 }, false)
    // Expected 0.92 and 0.02, so standard deviations of 0.2713 and 0.14.
    const [yes, no] = strata.map(({ chance }) => chance)
    expect(yes! / no!).toBeCloseTo(Math.sqrt(0.92 * 0.08) / Math.sqrt(0.02 * 0.98), 1)
    expect(shares[0]!.half).toBeLessThanOrEqual(0.02)
    expect(shares[0]!.half).toBeGreaterThan(0.019)
    expect(shares[0]!.share).toBe(0.2)
  })

  it('of a width takes more where all must have the same chance', () => {
    const apart = planOf(population(2000, 8000), { width: 0.02 }, false)
    const equal = planOf(population(2000, 8000), { width: 0.02 }, true)
    expect(new Set(equal.strata.map(({ chance }) => chance)).size).toBe(1)
    const taken = ({ strata }: typeof apart) => strata.reduce((sum, { units, chance }) => sum + units * chance, 0)
    expect(taken(equal)).toBeGreaterThan(taken(apart))
  })

  it('rests on what was told where there is enough of it', () => {
    expect(planOf(population(600, 400), { units: 9 }, false).told).toBe(false)
    const known = planOf(population(600, 400, 0, { n: 30, yes: 15 }), { units: 9 }, false)
    expect(known.told).toBe(true)
    expect(known.strata.map(({ expected }) => expected)).toEqual([[0.5], [0.5]])
  })

  it('of a width that nothing reaches says why', () => {
    expect(() => planOf(population(20, 80), { width: 0.001 }, false)).toThrow(
      /no sample tells human-in-loop as well as that: judging every unit gives ±0\.\d+, because contributors differ/,
    )
    const few = { ...population(20, 80), sums: [alike(4, 25, 5)] }
    expect(() => planOf(few, { width: 0.1 }, false)).toThrow(/too few contributors/)
    expect(planOf(few, { units: 50 }, false).shares[0]).toMatchObject({ half: null, least: null })
  })

  it('of nothing draws nothing', () => {
    expect(planOf({ ...population(0, 0), sums: [alike(0, 0, 0)] }, { width: 0.01 }, false)).toMatchObject({
      population: 0,
      strata: [],
    })
  })
})
