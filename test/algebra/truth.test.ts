import { describe, expect, it } from 'vitest'
import { all, any, columnsIn, fields, not, TRUTH, truthOf } from '../../src/algebra/index.js'

const a = fields('actions')
const t = fields('turns')

describe('truthOf', () => {
  it('asks a dearer judge what is asked of the rules, and leaves what the log says', () => {
    const rules = any(all(t.ended_by.is('asked'), not(t.stop_reason.is('other'))), t.risk.between(5, null))
    expect(truthOf(rules)).toEqual({
      op: 'or',
      all: [
        {
          op: 'and',
          all: [
            { op: 'in', column: 'ended_by', values: ['asked'] },
            { op: 'not', of: { op: 'in', column: 'truth_stop_reason', values: ['other'] } },
          ],
        },
        { op: 'between', column: 'truth_risk', low: 5, high: null },
      ],
    })
  })

  it('keeps sets sets, and what is asked of the dearer judge already', () => {
    const guarded = { op: 'has', column: 'truth_safeguards_category', value: 'Other' }
    expect(truthOf(a.safeguards_category.has('Other'))).toEqual(guarded)
    expect(truthOf(truthOf(a.safeguards_category.has('Other')))).toEqual(guarded)
  })

  it('has a column for every dimension of a unit', () => {
    expect(TRUTH.actions).toContain('truth_confidence')
    expect(TRUTH.actions.at(-1)).toBe('truth_chance')
    // Ten dimensions of a turn and fourteen of an action (docs/method.md, 3 and 4), and the chance.
    expect([TRUTH.turns.length, TRUTH.sessions.length, TRUTH.actions.length]).toEqual([11, 0, 15])
  })
})

describe('columnsIn', () => {
  it('names each column once', () => {
    expect(columnsIn(all(a.risk.known(), not(a.autonomy.is(1))), any(a.risk.is(2)), all())).toEqual([
      'risk',
      'autonomy',
    ])
  })
})
