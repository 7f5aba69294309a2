import { describe, expect, it } from 'vitest'
import type { JudgedRow } from '../../src/model/index.js'
import { type Statement, validationOf } from '../../src/validate/index.js'
import { judgedRow } from './rows.js'

const rules = (answers: readonly ('Yes' | 'No')[]): Statement[] =>
  answers.map((human_in_loop, i) => ({
    unit: 'action',
    id: `a${i}`,
    contributor: 'c1',
    chance: null,
    said: { human_in_loop },
  }))
const labels = (by: string, answers: readonly ('Yes' | 'No')[], more: Partial<JudgedRow> = {}) =>
  answers.map((human_in_loop, i) => judgedRow(`a${i}`, { judge: `person/${by}`, human_in_loop, ...more }))
const days = ({ id }: { id: string }) => (id.startsWith('a') ? `2026-01-0${Number(id.slice(1)) + 1}` : undefined)
const none = { labels: [], verdicts: [], rules: [], dayOf: days }

describe('validationOf', () => {
  it('holds the rules against the person who labelled most, by days where there are few contributors', () => {
    const it = validationOf({
      ...none,
      labels: [...labels('bob', ['Yes']), ...labels('ada', ['Yes', 'No', 'No', 'No', 'No', 'Yes'])],
      rules: rules(['Yes', 'No', 'No', 'No', 'Yes', 'Yes']),
    })
    expect(it).toMatchObject({ by: 'ada', clusters: 'days', elsewhere: 0 })
    expect(it.judges.map(({ judge }) => judge)).toEqual(['rules'])
    const loop = it.judges[0]!.dimensions[0]!
    expect(loop).toMatchObject({ dimension: 'human_in_loop', n: 6, right: 5 })
    expect(loop.low).not.toBeNull()
    expect(loop.published).toMatchObject({ agreement: 0.775, n: 200, precision: { Yes: 0.46, No: 1 } })
    expect(it.labellers).toEqual([
      { by: 'ada', unit: 'action', labelled: 6, skipped: 0, chances: 'equal' },
      { by: 'bob', unit: 'action', labelled: 1, skipped: 0, chances: 'equal' },
    ])
  })

  it('compares models by their first run, their runs with each other, and people with each other', () => {
    const model = (run: string, answers: readonly ('Yes' | 'No')[]) =>
      labels('', answers, { judge: 'anthropic/some', run, chance: null })
    const it = validationOf({
      ...none,
      labels: [...labels('ada', ['Yes', 'No', 'No']), ...labels('bob', ['Yes', 'No'])],
      verdicts: [...model('again', ['Yes', 'Yes', 'No']), ...model('', ['Yes', 'No', 'Yes'])],
    })
    const judge = it.judges.find((one) => one.judge === 'anthropic/some')!
    expect(judge.dimensions[0]).toMatchObject({ n: 3, right: 2 })
    // Units YY, NY, YN: D_o = 4/6, D_e = 2·4·2/(6·5) = 16/30; 1 − 0.6667/0.5333 = −0.25.
    expect(judge.retest).toEqual([
      { unit: 'action', dimension: 'human_in_loop', n: 3, alpha: expect.closeTo(-0.25, 12) },
    ])
    expect(it.between).toEqual([{ unit: 'action', dimension: 'human_in_loop', n: 2, alpha: 1 }])
    expect(validationOf({ ...none, labels: labels('ada', ['Yes']), judge: 'rules' }).judges).toHaveLength(1)
  })

  it('counts labels of other logs, and what was skipped', () => {
    const it = validationOf({
      ...none,
      labels: [
        judgedRow('elsewhere', { risk: 3 }),
        judgedRow('a1', { outcome: 'refused' }),
        judgedRow('a2', { risk: 3, chance: 1e8 }),
        judgedRow('a3', { risk: 3, chance: 2e8 }),
      ],
    })
    expect(it.elsewhere).toBe(1)
    expect(it.labellers).toEqual([{ by: 'ada', unit: 'action', labelled: 2, skipped: 1, chances: 'unequal' }])
  })

  it('has nothing to say without labels', () => {
    expect(validationOf(none)).toMatchObject({ by: null, labellers: [], between: [], judges: [{ dimensions: [] }] })
  })

  it('takes intervals by contributor where there are five of them', () => {
    const rows = [0, 1, 2, 3, 4].map((i) => judgedRow(`a${i}`, { risk: 3, contributor: `c${i}` }))
    expect(validationOf({ ...none, labels: rows }).clusters).toBe('contributors')
  })
})
