import { describe, expect, it } from 'vitest'
import { Private } from '../../src/algebra/index.js'
import { chooseJudge, gate, type JudgeKept, judgeWords, modelsKept } from '../../src/privacy/index.js'
import type { Policy } from '../../src/release/index.js'
import { candidate, PRIVATE } from './candidate.js'

const kept = (judge: string, given: Partial<JudgeKept> = {}): JudgeKept => ({
  ...{ judge, run: '', questions: 'action/1', judged: 10, drawn: 10, ...given },
})
const choose = (id: string, ...list: JudgeKept[]) => chooseJudge(Private.of(list), id)

describe('the judge of a study', () => {
  it('is the one that is named, with all versions of its questions', () => {
    const list = [kept('a/b'), kept('a/b', { questions: 'turn/2' }), kept('a/b'), kept('c/d', { questions: 'turn/1' })]
    expect(choose('a/b', ...list)).toEqual({ judge: 'a/b', questions: 'action/1 turn/2' })
    expect(choose('person/ann', kept('person/ann', { drawn: 0 }))?.judge).toBe('person/ann')
  })

  it('is nobody of whom there is no verdict in a first run', () => {
    expect(choose('a/b', kept('c/d'), kept('a/b', { judged: 0 }), kept('a/b', { run: 'again' }))).toBeNull()
  })

  it('is, of the rules, the person who labelled most units that were drawn with a known chance', () => {
    const ann = [kept('person/ann', { drawn: 6 }), kept('person/ann', { drawn: 5, questions: 'turn/1' })]
    expect(choose('rules', kept('a/b', { drawn: 99 }), kept('person/bob', { judged: 90 }), ...ann)?.judge).toBe(
      'person/ann',
    )
    expect(choose('rules', kept('person/bob', { drawn: 11 }), ...ann)?.judge).toBe('person/ann')
    expect(choose('rules', kept('person/bob', { drawn: 12 }), ...ann)?.judge).toBe('person/bob')
    expect(choose('rules', kept('a/b'), kept('person/bob', { drawn: 0 }))).toBeNull()
    expect(choose('rules')).toBeNull()
  })

  it('is looked for among models, not among people', () => {
    const list = [kept('a/b'), kept('a/b', { run: 'again' }), kept('person/ann'), kept('c/d', { judged: 0 })]
    expect(modelsKept(Private.of(list))).toEqual(['a/b'])
  })
})

describe('what a release says of its judge', () => {
  const judge = { id: 'made/up-1.5:free', questions: 'action/1 turn/2' }
  const done = [
    { judged: 100, refused: 3, micro_usd: 1_250_000 },
    { judged: 40, refused: 1, micro_usd: 250_000 },
    { judged: 0, refused: 0, micro_usd: null },
  ]
  const released = async (policy: Policy, list = done) =>
    (await gate(policy, candidate({ judge, judged: Private.of(list) }))).study.judge

  it('is exact under "private"', async () => {
    expect(await released(PRIVATE)).toEqual({ ...judge, judged: 140, refused: 4, cost_usd: 1.5 })
  })

  it('is no cost where a judge does not say it', async () => {
    const unpriced = [...done, { judged: 2, refused: 0, micro_usd: null }]
    expect(await released(PRIVATE, unpriced)).toEqual({ ...judge, judged: 142, refused: 4, cost_usd: null })
  })

  it('is who and what was asked under "team", and no count', async () => {
    const none = { judged: null, refused: null, cost_usd: null }
    expect(await released({ ...PRIVATE, name: 'team' })).toEqual({ ...judge, ...none })
  })

  it.each([
    'person/ann',
    'ann@example.org/model',
    'a model',
    'a/b/c/d/e',
    `a/${'x'.repeat(61)}`,
  ])('is never %s', (id) => {
    expect(judgeWords({ id, questions: 'Ask Ann' })).toEqual([])
  })
})
