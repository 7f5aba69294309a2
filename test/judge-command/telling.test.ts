import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { DrawnUnit } from '../../src/cli/judge-drawn.js'
import { drawOf, sameDraw } from '../../src/cli/judge-draws.js'
import { judgeLine, money, short } from '../../src/cli/judge-progress.js'
import { outcomeText } from '../../src/cli/judge-summary.js'
import { rowOf, Tally } from '../../src/cli/judge-verdicts.js'
import { SAID } from './model.js'

const PROGRESS = {
  ...{ done: 120, of: 3000, judged: 115, refused: 4, failed: 1, kept: 0, repeats: 0 },
  ...{ requests: 15, underWay: 2, thrownOut: 0, tokens: 1_234_567, usd: 0.8421 },
  ...{ expectedUsd: 21, expectedTokens: 3e7, secondsLeft: 740 },
}

it('says on one line how far a judge is', () => {
  expect(judgeLine('actions', PROGRESS)).toBe(
    'judging actions: 120 of 3000, 4 refused, 1 failed, 1.2 M tokens, 0.84 USD, 12 min left',
  )
  const unknown = { ...PROGRESS, of: null, refused: 0, failed: 0, usd: null, secondsLeft: null }
  expect(judgeLine('turns', unknown)).toBe('judging turns: 120, 1.2 M tokens')
})

it('tells amounts by what counts of them', () => {
  expect([0, 0.0042, 0.099, 0.1, 12.345].map(money)).toEqual(['0.00', '0.0042', '0.099', '0.10', '12.35'])
  expect([0, 9999, 12_345, 1_500_000].map(short)).toEqual(['0', '9999', '12 k', '1.5 M'])
})

const DRAWN: DrawnUnit = {
  ...{ id: 'unit', contributor: 'who', customer: null, path: '/log.jsonl', source: 'a-source' },
  chance: 250_000_000,
}
const AUTHOR = { judge: 'my/model', questions: 'turn/1', unit: 'turn' as const }
const {
  task,
  doing,
  explanation,
  stop_reason,
  had_errors,
  success,
  goal_complexity,
  goal_domain_category,
  autonomy,
  risk,
} = SAID
const ANSWER = {
  task,
  doing,
  explanation,
  stop_reason,
  had_errors,
  success,
  goal_complexity,
  goal_domain_category,
  autonomy,
  risk,
}

it('makes a row of a verdict, in which the log’s own facts hold', () => {
  const asked = { drawn: DRAWN, facts: { stop_reason: 'interrupted' as const } }
  const row = rowOf(AUTHOR, asked, { value: ANSWER, cost: { tokens: 100.4, usd: 0.0000126 } }, null, 5)
  expect(row).toMatchObject({
    ...{
      judge: 'my/model',
      run: '',
      questions: 'turn/1',
      unit: 'turn',
      id: 'unit',
      contributor: 'who',
      customer: null,
    },
    ...{ outcome: 'judged', chance: null, at: 5, tokens: 100, micro_usd: 13 },
    ...{ stop_reason: 'interrupted', disagreed: 'stop_reason', risk: 8, human_in_loop: null },
  })
  expect(JSON.parse(row.said!)).toEqual({ task, doing, explanation })
  const refused = rowOf(AUTHOR, asked, { refused: 'a filter', cost: null }, 7, 5)
  expect(refused).toMatchObject({
    outcome: 'refused',
    chance: 7,
    tokens: null,
    risk: null,
    stop_reason: null,
    said: null,
  })
})

it('counts outcomes with their reasons in our own words only', () => {
  const tally = new Tally()
  const add = (verdict: Parameters<typeof rowOf>[2], from: 'model' | 'kept' | 'repeat' = 'model') =>
    tally.add(rowOf(AUTHOR, { drawn: DRAWN, facts: { stop_reason: 'interrupted' } }, verdict, null, 0), {
      from,
      ...verdict,
    })
  add({ value: ANSWER, cost: null })
  add({ value: ANSWER, cost: null }, 'kept')
  add({ refused: 'a content filter', cost: null })
  add({ failed: 'too large for the model: prompt is too long: "the secret is hunter2"', cost: null })
  add({ failed: 'evidence of 400123 bytes is too long for a request', cost: null })
  tally.unasked = 3
  tally.gone = 2
  const text = outcomeText([{ tally, author: AUTHOR, settled: false }], 'my/model')
  expect(text).toBe(
    [
      'turns: 2 judged, 1 refused, 2 failed, 2 whose log is gone, 3 not asked for want of budget, 1 of these known from before',
      '  1 refused: a content filter',
      '  1 failed: too large for the model',
      '  1 failed: evidence is too long for a request',
      '  2 where the log says otherwise of stop_reason, and holds',
      '  Not all that were drawn are judged, so figures do not count these turns yet.',
      '',
    ].join('\n'),
  )
  expect(outcomeText([{ tally, author: AUTHOR, settled: true }], 'my/model')).toMatch(/report --judge my\/model shows/)
})

it('keeps to one draw for all samples of a judge, once something was drawn', async () => {
  const home = await mkdtemp(join(tmpdir(), 'leeway-seed-'))
  const folder = join(home, 'judge')
  try {
    const draws = [drawOf(7, 'user'), drawOf(8, 'user'), drawOf(7, 'customer')] as const
    await sameDraw(folder, 'my/model', draws[0], false)
    await sameDraw(folder, 'my/model', draws[1], false)
    await sameDraw(folder, 'other/model', draws[0], true)
    await sameDraw(folder, 'my/model', draws[1], true)
    await expect(sameDraw(folder, 'my/model', draws[0], true)).rejects.toThrow(/drawn with seed 8, and two draws/)
    await expect(sameDraw(folder, 'other/model', draws[2], true)).rejects.toThrow(/protecting customers: what/)
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
  } finally {
    await rm(home, { recursive: true })
  }
})
