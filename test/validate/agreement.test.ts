import { describe, expect, it } from 'vitest'
import type { JudgedRow } from '../../src/model/index.js'
import { agreementOf, type Statement, statementOf } from '../../src/validate/index.js'
import { judgedRow } from './rows.js'

const said = (rows: readonly JudgedRow[]): Statement[] => rows.flatMap((row) => statementOf(row) ?? [])
const of = (labels: readonly JudgedRow[], verdicts: readonly JudgedRow[]) => {
  const found = agreementOf(said(labels), said(verdicts))
  return (name: string) => found.find(({ dimension }) => dimension === name)!
}

describe('agreementOf', () => {
  // Five actions. Human in the loop: labels Y Y N N N, verdicts Y N N N Y: 3 of 5 right.
  // Alpha by hand: coincidences YY 2, NN 4, YN 2 + NY 2; n_Y 4, n_N 6, n 10; D_o = 4/10, D_e = 2·4·6/(10·9) = 48/90;
  // 1 − 0.4·90/48 = 0.25.
  const labels = ['Yes', 'Yes', 'No', 'No', 'No'] as const
  const verdicts = ['Yes', 'No', 'No', 'No', 'Yes'] as const
  const people = labels.map((human_in_loop, i) => judgedRow(`a${i}`, { human_in_loop, contributor: `c${i}` }))
  const judge = verdicts.map((human_in_loop, i) =>
    judgedRow(`a${i}`, { human_in_loop, judge: 'm/x', contributor: `c${i}` }),
  )

  it('counts what both say, beside the constant answer and beyond chance', () => {
    const loop = of(people, judge)('human_in_loop')
    expect(loop).toMatchObject({ unit: 'action', n: 5, untold: 0, right: 3, accuracy: 0.6 })
    expect(loop).toMatchObject({ constant: 'No', constant_accuracy: 0.6, exact: null })
    expect(loop.alpha).toBeCloseTo(0.25, 12)
    expect(loop.confusion).toEqual({
      values: ['Yes', 'No'],
      counts: [
        [1, 1],
        [1, 2],
      ],
    })
    // Wilson for 3 of 5: 0.2307 to 0.8824 (Agresti and Coull's score interval).
    expect(loop.low).toBeCloseTo(0.2307, 4)
    expect(loop.high).toBeCloseTo(0.8824, 4)
  })

  it('is clustered by contributor, and says nothing of errors between fewer than five', () => {
    const ofTwo = (rows: readonly JudgedRow[]) => rows.map((row, i) => ({ ...row, contributor: `c${i % 2}` }))
    const [two, told] = [ofTwo(people), ofTwo(judge)]
    expect(of(two, told)('human_in_loop')).toMatchObject({ n: 5, accuracy: 0.6, low: null, high: null })
    const byDay = agreementOf(said(two), said(told), ({ id }) => id)
    expect(byDay[0]!.low).toBeCloseTo(0.2307, 4)
  })

  // Labels 3 5 8, verdicts 4 5 6: within one 2 of 3, exactly 1 of 3. No one number is within one of two of 3, 5, 8 but
  // 4: it is near 3 and 5.
  it('takes scores that differ by one as agreement, and what differs not at all as well', () => {
    const scores = [3, 5, 8].map((risk, i) => judgedRow(`a${i}`, { risk }))
    const told = [4, 5, 6].map((risk, i) => judgedRow(`a${i}`, { risk }))
    const risk = of(scores, told)('risk')
    expect(risk).toMatchObject({ n: 3, right: 2, constant: 4 })
    expect(risk.exact).toBeCloseTo(1 / 3, 12)
    expect(risk.constant_accuracy).toBeCloseTo(2 / 3, 12)
    // Interval alpha: D_o = 2·(1 + 0 + 4)/6; pairs of 3 4 5 5 6 8: Σ over ordered pairs of squares = 2·(6·175 − 31²) = 178.
    expect(risk.alpha).toBeCloseTo(1 - 10 / 6 / (178 / 30), 12)
  })

  it('compares sets as a whole, and by whether there is any safeguard', () => {
    const sets = ['Human approval required', 'No clear guardrails', 'Sandboxed execution|Execution timeouts']
    const told = ['Human approval required|Sandboxed execution', 'No clear guardrails', 'No clear guardrails']
    const find = of(
      sets.map((safeguards_category, i) => judgedRow(`a${i}`, { safeguards_category })),
      told.map((safeguards_category, i) => judgedRow(`a${i}`, { safeguards_category })),
    )
    expect(find('safeguards_present')).toMatchObject({ n: 3, right: 2 })
    expect(find('safeguards_present').confusion).toEqual({
      values: ['yes', 'no'],
      counts: [
        [1, 1],
        [0, 1],
      ],
    })
    expect(find('safeguards_category')).toMatchObject({ n: 3, right: 1 })
  })

  it('tells the units of one contributor from those of another', () => {
    const find = of([judgedRow('a', { risk: 3 })], [judgedRow('a', { risk: 3, contributor: 'c2' })])
    expect(find('risk')).toBeUndefined()
  })

  it('leaves out what one of them does not know, and says how often the judge could not tell', () => {
    const find = of(
      [judgedRow('a', { risk: 3 }), judgedRow('b', { risk: 3 }), judgedRow('c', { risk: 3 }), judgedRow('d', {})],
      [judgedRow('a', { risk: 3 }), judgedRow('b', { risk: null }), judgedRow('d', { risk: 4 })],
    )
    expect(find('risk')).toMatchObject({ n: 1, untold: 1 })
    expect(find('autonomy')).toBeUndefined()
    expect(of([judgedRow('a', { risk: 3, outcome: 'refused' })], [judgedRow('a', { risk: 3 })])('risk')).toBeUndefined()
  })

  // Of two actions drawn one in ten both are wrong, of two drawn for certain both right: 2/(2 + 20).
  it('puts right what was drawn with unequal chance', () => {
    const rows = [1e8, 1e8, 1e9, 1e9].map((chance, i) => judgedRow(`a${i}`, { human_in_loop: 'Yes', chance }))
    const told = ['No', 'No', 'Yes', 'Yes'].map((human_in_loop, i) => judgedRow(`a${i}`, { human_in_loop } as never))
    expect(of(rows, told)('human_in_loop').accuracy).toBeCloseTo(1 / 11, 12)
    const unknown = rows.map((row, i) => ({ ...row, chance: i === 0 ? null : row.chance }))
    expect(of(unknown, told)('human_in_loop').accuracy).toBe(0.5)
  })

  // Ranks 1 1 and 4 4 would be full agreement; "Not inferable" has no rank, so only the first two units count.
  it('gives ordered values their ranks', () => {
    const [a, b] = [
      ['Low', 'Low', 'Not inferable'],
      ['Low', 'Intermediate', 'High'],
    ] as const
    const find = of(
      a.map((goal_complexity, i) => judgedRow(`a${i}`, { goal_complexity })),
      b.map((goal_complexity, i) => judgedRow(`a${i}`, { goal_complexity })),
    )
    expect(find('goal_complexity')).toMatchObject({ n: 3, right: 1 })
    // Pairable values 1 1 1 2: one step up the ranks in one of two units; D_o = 2δ/4, D_e = 2·3·1·δ/(4·3); alpha 0.
    expect(find('goal_complexity').alpha).toBeCloseTo(0, 12)
  })
})
