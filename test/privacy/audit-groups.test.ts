import { describe, expect, it } from 'vitest'
import type { FigureEstimate } from '../../src/algebra/index.js'
import { Private, type Taxa } from '../../src/algebra/index.js'
import { riskAutonomy } from '../../src/measures/risk-autonomy.js'
import { gate, PolicyError } from '../../src/privacy/index.js'
import type { Policy, Release } from '../../src/release/index.js'
import { SIX } from '../algebra/hand-taxa.js'
import { candidate, PRIVATE } from './candidate.js'

const TEAM: Policy = { ...PRIVATE, name: 'team' }
type Row = Record<string, unknown>

/** A row of group 2 as the algebra tells it to other readers. */
const row = (given: Row = {}): Row => ({
  ...{ cluster: 'action-2', parent: 'action-7', level: 0, name: 'Group 2', description: 'What group 2 does' },
  ...{ n: 123, contributors: 13, share: 0.25, risk: 2.1, risk_low: null, risk_high: 3, autonomy: 4.4 },
  facets: { reversibility: { Irreversible: 0.2, Other: 0.8 }, goal_complexity: { 'Low to High': 1 } },
  weeks: [
    { week: '2026-01-05/2026-01-12', share: 0.1 },
    { week: '2026-01-19', share: 0.2 },
  ],
  ...given,
})

const released = (given: Row = {}, taxa: Taxa = { action: SIX }): Promise<Release> => {
  const figure: FigureEstimate = {
    ...{ spec: riskAutonomy, n: 1234, contributors: 17, clusters: 'contributors', flow: [], withheld: {}, asides: [] },
    ...{ rows: [row(given)], overall: [], curve: [], sensitivity: [] },
  }
  return gate(TEAM, candidate({ figures: [Private.of(figure)], taxa: Private.of(taxa) }))
}

describe('groups of sentences in a release for other readers', () => {
  it('are let out with their names, rounded counts and what they are broken down by', async () => {
    const { figures } = await released({ what: 'nobody declared this' })
    expect(figures[0]!.rows[0]).toEqual({
      ...row({ n: 120, contributors: 10, autonomy_low: null, autonomy_high: null }),
      // Without a window the first and the last week would say when the first and the last actions were.
      weeks: [
        { week: '../2026-01-12', share: 0.1 },
        { week: '2026-01-19/..', share: 0.2 },
      ],
    })
  })

  it.each<[string, Row]>([
    ['another name', { name: 'Deploys for Ann' }],
    ['another description', { description: 'ann' }],
    ['the name of another group', { cluster: 'action-3' }],
    ['a number that is none', { cluster: 'action-ann' }],
    ['a value that no figure knows', { facets: { reversibility: { ann: 0.5 } } }],
    ['a dimension that no figure knows', { facets: { ann: { Irreversible: 0.5 } } }],
    ['a moment for a week', { weeks: ['05', '12T12', '19'].map((day) => ({ week: `2026-01-${day}`, share: 0.1 })) }],
    ['an exact mean', { risk: 2.123 }],
    ['an exact end', { autonomy_high: 4.45 }],
  ])('are not let out with %s', async (_, given) => {
    const refused = released(given)
    await expect(refused).rejects.toThrow(given.cluster === 'action-ann' || given.weeks ? Error : PolicyError)
    await expect(refused).rejects.not.toThrow(/Deploys/)
  })

  it('are not let out where nothing says what there is', async () => {
    await expect(released({}, {})).rejects.toThrow('is no group of this name')
  })
})
