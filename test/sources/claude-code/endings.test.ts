import { describe, expect, it } from 'vitest'
import { actionsOf, INSTEAD, STOP, Transcript, touchesOf, turnsOf } from './transcript.js'

describe('how a turn ends', () => {
  it('is stopped while the agent writes', async () => {
    const t = new Transcript()
    t.user(0, 'go')
    t.agent(3, 'I will')
    t.mark(9)
    const read = await t.read()
    expect(turnsOf(read)).toEqual(['r1 prompt interrupted/working 0 9'])
    expect(touchesOf(read)).toEqual(['0 prompt @r1', '9 interrupt @r1'])
  })

  it('is stopped while a tool runs: the killed command is an error, not a refusal', async () => {
    const t = new Transcript()
    t.user(0, 'go')
    t.agent(3, ['c1', 'Bash'])
    t.result(20, 'c1', 'Error: killed', { toolUseResult: { interrupted: true } })
    t.mark(21, true)
    const read = await t.read()
    expect(turnsOf(read)).toEqual(['r1 prompt interrupted/working 0 21'])
    expect(actionsOf(read)).toEqual(['c1 Bash error unknown @r1'])
    expect(touchesOf(read)).toEqual(['0 prompt @r1', '21 interrupt @r1'])
  })

  it('is stopped before the agent did anything', async () => {
    const t = new Transcript()
    t.user(0, 'go')
    t.mark(2)
    expect(turnsOf(await t.read())).toEqual(['r1 prompt interrupted/working 0 2'])
  })

  it('takes the mark as a plain text too, but not a prompt that quotes it', async () => {
    const t = new Transcript()
    t.user(0, 'go')
    t.agent(1, 'yes')
    t.user(2, ' [Request interrupted by user]\n')
    t.user(10, 'what does [Request interrupted by user] mean?')
    t.agent(12, 'that you stopped me')
    expect(turnsOf(await t.read())).toEqual(['r1 prompt interrupted/working 0 2', 'r4 prompt completed 10 12'])
  })

  it('counts a refusal and its mark once, as a stop at the prompt', async () => {
    const t = new Transcript()
    t.user(0, 'go')
    t.agent(3, ['c1', 'Bash'])
    t.refusal(40, 'c1', STOP)
    t.mark(40.1, true)
    const read = await t.read()
    expect(turnsOf(read)).toEqual(['r1 prompt interrupted/prompt 0 40.1'])
    expect(touchesOf(read)).toEqual(['0 prompt @r1', '40.1 interrupt action @r1'])
    expect(actionsOf(read)).toEqual(['c1 Bash rejected rejected @r1'])
  })

  it('takes a hard stop without a mark for a stop, whether something follows or not', async () => {
    const t = new Transcript()
    t.user(0, 'go')
    t.agent(3, ['c1', 'Edit'])
    t.refusal(40, 'c1', STOP)
    expect(turnsOf(await t.read())).toEqual(['r1 prompt interrupted/prompt 0 40'])
    t.user(60, 'try it differently')
    t.agent(61, 'fine')
    const read = await t.read()
    expect(turnsOf(read)).toEqual(['r1 prompt interrupted/prompt 0 40', 'r4 prompt completed 60 61'])
    expect(touchesOf(read)).toContain('40 interrupt action @r1')
  })

  it('takes a "no" after which the agent went on for a rejection of the call alone', async () => {
    const t = new Transcript()
    t.user(0, 'go')
    t.agent(3, ['c1', 'Edit'])
    t.refusal(10, 'c1', STOP)
    t.agent(12, 'then I leave it')
    const read = await t.read()
    expect(turnsOf(read)).toEqual(['r1 prompt completed 0 12'])
    expect(touchesOf(read)).toEqual(['0 prompt @r1', '10 rejection action @r1'])
  })

  it('goes on after "no, and do this instead"', async () => {
    const t = new Transcript()
    t.user(0, 'go')
    t.agent(3, ['c1', 'Edit'])
    t.refusal(10, 'c1', INSTEAD)
    t.agent(12, ['c2', 'Edit'])
    t.result(13, 'c2')
    t.agent(14, 'done')
    const read = await t.read()
    expect(turnsOf(read)).toEqual(['r1 prompt completed 0 14'])
    expect(touchesOf(read)).toEqual(['0 prompt @r1', '10 rejection action +words @r1'])
    expect(actionsOf(read)).toEqual(['c1 Edit rejected rejected @r1', 'c2 Edit ok unknown @r1'])
  })

  it('stops once where parallel calls are refused together', async () => {
    const t = new Transcript()
    t.user(0, 'go')
    for (const n of [1, 2, 3]) t.agent(n, [`c${n}`, 'Bash'])
    for (const n of [1, 2, 3]) t.refusal(20, `c${n}`, STOP)
    t.mark(20, true)
    const read = await t.read()
    expect(turnsOf(read)).toEqual(['r1 prompt interrupted/prompt 0 20'])
    expect(touchesOf(read)).toEqual(['0 prompt @r1', '20 interrupt action @r1'])
    expect(read.actions.map((a) => a.approval)).toEqual(['rejected', 'rejected', 'rejected'])
  })

  it('knows who refused: a human, a rule, the classifier, or nobody', async () => {
    const t = new Transcript()
    t.user(0, 'go')
    const results: [string, Record<string, unknown>][] = [
      ['Permission to use Bash with command x has been denied.', {}],
      ["Claude requested permissions to use Bash, but you haven't granted it yet.", {}],
      ['Permission for this action was denied by the Claude Code auto mode classifier. Reason: risky', {}],
      ['no', { toolDenialKind: 'permission-rule' }],
      ['no', { toolDenialKind: 'automode-blocked' }],
      ['no', { toolDenialKind: 'user-rejected' }],
      ['<tool_use_error>Sibling tool call errored</tool_use_error>', {}],
      ["cat: The user doesn't want to proceed", {}],
    ]
    results.forEach(([text, fields], n) => {
      t.agent(n * 2 + 1, [`c${n}`, 'Bash'])
      t.result(n * 2 + 2, `c${n}`, text, fields, true)
    })
    t.agent(50, 'that was a lot')
    const read = await t.read()
    expect(read.actions.map(({ status, approval }) => `${status} ${approval}`)).toEqual([
      'denied rule-denied',
      'denied rule-denied',
      'denied classifier-denied',
      'denied rule-denied',
      'denied classifier-denied',
      'rejected rejected',
      'error unknown',
      'error unknown',
    ])
    expect(turnsOf(read)).toEqual(['r1 prompt completed 0 50'])
    expect(touchesOf(read)).toEqual(['0 prompt @r1', '12 rejection action @r1'])
  })

  it('does not take what a tool printed for a refusal', async () => {
    const t = new Transcript()
    t.user(0, 'go')
    t.agent(1, ['c1', 'Read'])
    t.result(2, 'c1', STOP, {}, false)
    t.agent(3, 'a file about refusals')
    expect(actionsOf(await t.read())).toEqual(['c1 Read ok not-needed @r1'])
  })

  it('fails, reaches a limit, or is cut off', async () => {
    const t = new Transcript()
    const error = { isApiErrorMessage: true }
    t.user(0, 'go')
    t.agent(5, 'API Error: 529 overloaded', error, { model: '<synthetic>' })
    t.user(100, 'go')
    t.agent(105, 'Claude usage limit reached. Your limit will reset at 3pm', error, { model: '<synthetic>' })
    t.user(200, 'go')
    t.agent(203, ['c1', 'Read'])
    t.result(204, 'c1')
    t.add(205, 'attachment', { attachment: { type: 'max_turns_reached', maxTurns: 5, turnCount: 5 } })
    t.user(300, 'go')
    t.agent(303, ['c2', 'Bash'])
    t.user(400, 'are you there?')
    t.agent(404, ['c3', 'Bash'])
    expect(turnsOf(await t.read())).toEqual([
      'r1 prompt failed 0 5',
      'r3 prompt limit 100 105',
      'r5 prompt limit 200 204',
      'r9 prompt unknown 300 303',
      'r11 prompt unknown 400 404 censored',
    ])
  })

  it('recovers from an error that the agent itself got over', async () => {
    const t = new Transcript()
    t.user(0, 'go')
    t.agent(5, 'API Error: 529 overloaded', { isApiErrorMessage: true }, { model: '<synthetic>' })
    t.agent(30, 'now it works')
    expect(turnsOf(await t.read())).toEqual(['r1 prompt completed 0 30'])
  })
})
