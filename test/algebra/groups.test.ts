import { describe, expect, it } from 'vitest'
import { type Groups, groupsOf, nameOf } from '../../src/algebra/groups.js'
import { fields } from '../../src/algebra/index.js'
import { open } from '../../src/algebra/open.js'
import { partingOf, scores, unsure } from '../../src/measures/judged.js'
import { duckdbOver } from './engine.js'
import { teamGuard } from './team-guard.js'
import { action, nobody, type UnitRow } from './unit-rows.js'

const { goal_domain_category, risk } = fields('actions')
const DOMAINS = ['Legal', 'Cybersecurity', 'Customer service', 'Other'] as const
const domains = partingOf(goal_domain_category, DOMAINS)
const units = { of: 'actions', where: fields('actions').contributor.known(), cluster: 'contributor' } as const

/** So many actions of each of so many people. */
const of = (people: number, each: number, given: Partial<UnitRow<'actions'>>) =>
  Array.from({ length: people * each }, (_, i) => action({ contributor: `p${i % people}`, ...given }))
const by = (domain: string) => ({ goal_domain_category: domain })

/** The groups that pass, by name, with how many units each holds; or why there are none. */
async function merged(actions: UnitRow<'actions'>[], parting = domains, unknown = unsure(goal_domain_category)) {
  const { engine, close } = await duckdbOver({ ...nobody(), actions })
  const found = open(await groupsOf(parting, unknown, units, engine, teamGuard()))
  const told: Record<string, number> = {}
  if (typeof found !== 'string')
    for (const group of (found as Groups).groups) {
      const rows = open(await engine.aggregate({ ask: 'sums', ...units, where: group.where, by: [], sums: [] }))
      told[group.unknown && !group.other ? 'unknown' : nameOf(group)] = rows[0]?.n ?? 0
    }
  await close()
  return typeof found === 'string' ? found : told
}

describe('values of no order', () => {
  it('stay as they are where all of them pass, also those that nobody has', async () => {
    const actions = [...of(5, 4, by('Legal')), ...of(6, 5, by('Other')), ...of(5, 4, by('Not inferable'))]
    expect(await merged(actions)).toEqual({
      Legal: 20,
      Cybersecurity: 0,
      'Customer service': 0,
      Other: 30,
      unknown: 20,
    })
  })

  it('go into Other, the smallest that fails first, until that passes too', async () => {
    // 12 units of two people fail, and so do 8 of four; together they are 20 of six, of whom two have 12.
    const actions = [
      ...of(5, 8, by('Legal')),
      ...of(12, 1, by('Cybersecurity')).map((row, i) => ({ ...row, contributor: `p${i % 2}` })),
      ...of(8, 1, by('Other')).map((row, i) => ({ ...row, contributor: `p${2 + (i % 4)}` })),
    ]
    expect(await merged(actions)).toEqual({ Legal: 40, Other: 20, unknown: 0 })
  })

  it('take those of whom nobody can tell along where they are too few, and the smallest that passes if need be', async () => {
    const actions = [...of(6, 10, by('Legal')), ...of(6, 5, by('Customer service')), ...of(1, 3, by('Not inferable'))]
    expect(await merged(actions)).toEqual({ Legal: 60, Other: 33 })
  })

  it('do not say which of several empty values the few have who are hidden', async () => {
    const everybody = [...of(6, 10, by('Legal')), ...of(6, 5, by('Other'))]
    for (const domain of ['Cybersecurity', 'Customer service'])
      expect(await merged([...everybody, ...of(1, 3, by(domain))])).toEqual({ Legal: 60, Other: 33, unknown: 0 })
  })

  it('are not told at all where everything would be Other', async () => {
    expect(await merged([...of(6, 10, by('Legal')), ...of(1, 3, by('Not inferable'))])).toBe('k_users')
    expect(await merged(of(3, 50, by('Legal')))).toBe('k_users')
  })
})

describe('values in an order', () => {
  const parting = scores(risk)
  const rated = (score: number | null, people = 5, each = 4) => of(people, each, { risk: score })

  it('go together with the next, the last with the one before', async () => {
    const actions = [1, 2, 5, 6, 7, 8, 9]
      .flatMap((score) => rated(score))
      .concat(rated(3, 2, 2), rated(4), rated(10, 1, 9))
    expect(await merged(actions, parting, unsure(risk))).toEqual({
      1: 20,
      2: 20,
      '3 to 4': 24,
      5: 20,
      6: 20,
      7: 20,
      8: 20,
      '9 to 10': 29,
      unknown: 0,
    })
  })

  it('do not say at which of several empty values the few are who are hidden', async () => {
    const ends = [...rated(1), ...rated(2), ...rated(9)]
    for (const score of [4, 5, 7])
      expect(await merged([...ends, ...rated(score, 2, 2)], parting, unsure(risk))).toEqual({
        1: 20,
        2: 20,
        '3 to 10': 24,
        unknown: 0,
      })
  })

  it('never make a range with those of whom nobody can tell: these take the smallest value into Other', async () => {
    const actions = [...rated(1, 5, 8), ...rated(2), ...rated(null, 1, 2)]
    expect(await merged(actions, parting, unsure(risk))).toMatchObject({ 1: 40, Other: 22 })
  })
})
