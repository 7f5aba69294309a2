import { describe, expect, it } from 'vitest'
import { assembled } from './assembled.js'
import { actionsOf, INSTEAD, STOP, Transcript, touchesOf, turnsOf } from './transcript.js'

const answered = 'User has answered your questions: "Which?"="this". You can now continue with the answers in mind.'

function asking(tool: string): Transcript {
  const t = new Transcript()
  t.user(0, 'go', { permissionMode: 'plan' })
  t.agent(4, ['c1', 'Read'])
  t.result(5, 'c1')
  t.agent(9, ['q1', tool])
  return t
}

describe('a question to the human', () => {
  it('ends the turn where it is asked; the answer starts the next', async () => {
    const t = asking('AskUserQuestion')
    t.result(69, 'q1', answered)
    t.agent(75, 'this it is')
    const read = await t.read()
    expect(turnsOf(read)).toEqual(['r1 prompt asked 0 9', 'r5 answer completed 69 75'])
    expect(read.turns.map((turn) => turn.root)).toEqual(['r1', 'r1'])
    expect(touchesOf(read)).toEqual(['0 prompt @r1', '69 answer question @r1'])
  })

  it('does not give the reported time of the whole to one of its halves', async () => {
    const t = asking('AskUserQuestion')
    t.result(69, 'q1', answered)
    t.agent(75, 'this it is')
    t.add(76, 'system', { subtype: 'turn_duration', durationMs: 15_000 })
    expect((await t.read()).turns.map((turn) => turn.reported_ms)).toEqual([null, null])
  })

  it('is still open at the end of the log', async () => {
    expect(turnsOf(await asking('AskUserQuestion').read())).toEqual(['r1 prompt asked 0 9'])
  })

  for (const [tool, about] of [
    ['AskUserQuestion', 'question'],
    ['ExitPlanMode', 'plan'],
    ['exit_plan_mode', 'plan'],
  ] as const)
    for (const mark of [false, true])
      it(`declined (${tool}) is a rejection and no interrupt, ${mark ? 'with' : 'without'} the mark`, async () => {
        const t = asking(tool)
        t.refusal(60, 'q1', STOP)
        if (mark) t.mark(60, true)
        t.user(90, 'let us do something else')
        t.agent(95, 'good')
        const read = await t.read()
        expect(turnsOf(read)).toEqual(['r1 prompt asked 0 9', `${mark ? 'r7' : 'r6'} prompt completed 90 95`])
        expect(touchesOf(read)[1]).toBe(`60 rejection ${about} @r1`)
        expect(touchesOf(read)).toHaveLength(3)
        expect(actionsOf(read)[1]).toBe(`q1 ${tool} rejected declined @r1`)
      })

  it('declined with words starts a turn when the agent goes on', async () => {
    const t = asking('ExitPlanMode')
    t.refusal(60, 'q1', INSTEAD)
    t.agent(66, 'a better plan')
    const read = await t.read()
    expect(turnsOf(read)).toEqual(['r1 prompt asked 0 9', 'r5 answer completed 60 66'])
    expect(touchesOf(read)).toEqual(['0 prompt @r1', '60 rejection plan +words @r1'])
  })

  it('that was sent back to be clarified is declined with words', async () => {
    const t = asking('AskUserQuestion')
    t.refusal(60, 'q1', 'The user wants to clarify these questions. This means they may have additional information.')
    t.agent(66, 'what do you mean?')
    const read = await t.read()
    expect(turnsOf(read)).toEqual(['r1 prompt asked 0 9', 'r5 answer completed 60 66'])
    expect(touchesOf(read)[1]).toBe('60 rejection question +words @r1')
  })

  it('that failed before anybody saw it asked nobody', async () => {
    const t = asking('AskUserQuestion')
    t.result(10, 'q1', '<tool_use_error>InputValidationError</tool_use_error>', {}, true)
    t.agent(12, 'I will not ask then')
    const read = await t.read()
    expect(turnsOf(read)).toEqual(['r1 prompt completed 0 12'])
    expect(touchesOf(read)).toEqual(['0 prompt @r1'])
  })

  it('left with Esc is declined', async () => {
    for (const [tool, about] of [
      ['AskUserQuestion', 'question'],
      ['ExitPlanMode', 'plan'],
    ] as const) {
      const t = asking(tool)
      t.mark(60)
      expect(touchesOf(await t.read())).toEqual(['0 prompt @r1', `60 rejection ${about} @r1`])
      expect(turnsOf(await t.read())).toEqual(['r1 prompt asked 0 9'])
    }
  })
})

describe('a plan', () => {
  it('approved is an answer, and what mode follows is not known', async () => {
    const t = asking('ExitPlanMode')
    t.result(60, 'q1', 'User has approved your plan. You can now start coding.')
    t.agent(62, ['c2', 'Edit'])
    t.result(63, 'c2')
    const read = await t.read()
    expect(touchesOf(read)).toEqual(['0 prompt @r1', '60 answer plan @r1'])
    expect(actionsOf(read)).toEqual([
      'c1 Read ok not-needed @r1',
      'q1 ExitPlanMode ok not-needed @r1',
      'c2 Edit ok unknown @r5',
    ])
    expect(read.actions.map((action) => action.mode)).toEqual(['plan', 'plan', null])
  })

  const planned = (wait: number, fields: Record<string, unknown> = { planContent: '1. do it' }) => {
    const t = asking('ExitPlanMode')
    t.refusal(60, 'q1', STOP)
    t.mark(60, true)
    const next = new Transcript({ sessionId: 's2' })
    next.user(60 + wait, 'Implement the following plan: 1. do it', { ...fields, uuid: 'p1' })
    next.agent(70 + wait, 'on it', { uuid: 'p2' })
    return { 'ann/s1.jsonl': t, 'ann/s2.jsonl': next }
  }

  it('accepted with "clear context" reads like a no and is an answer', async () => {
    const { sessions } = await assembled(planned(59))
    expect(
      sessions.map(({ session, rejections, answers, interrupts }) => [session, rejections, answers, interrupts]),
    ).toEqual([
      ['s1', 0, 1, 0],
      ['s2', 0, 0, 0],
    ])
  })

  it('stays declined where the next session came later or carries out no plan', async () => {
    for (const files of [planned(61), planned(5, {})]) {
      const { sessions } = await assembled(files)
      expect(sessions.map(({ rejections, answers }) => [rejections, answers])).toEqual([
        [1, 0],
        [0, 0],
      ])
    }
  })

  it('stays declined where it is somebody else who carries out a plan', async () => {
    const { 'ann/s1.jsonl': first, 'ann/s2.jsonl': second } = planned(5)
    const { sessions } = await assembled({ 'ann/s1.jsonl': first, 'bob/s2.jsonl': second })
    expect(sessions.map(({ rejections, answers }) => [rejections, answers])).toEqual([
      [1, 0],
      [0, 0],
    ])
  })
})
