import { describe, expect, it } from 'vitest'
import { Transcript, touchesOf, turnsOf } from './transcript.js'

describe('how a turn starts', () => {
  it('with what a human typed, alone, with pictures, or behind what the editor adds', async () => {
    const t = new Transcript()
    t.user(0, 'one')
    t.agent(1, 'ok')
    t.user(10, [
      { type: 'text', text: '<ide_opened_file>a.ts</ide_opened_file>' },
      { type: 'text', text: 'two' },
    ])
    t.agent(11, 'ok')
    t.user(20, [
      { type: 'text', text: '<ide_selection>x</ide_selection>' },
      { type: 'image', source: {} },
    ])
    t.agent(21, 'ok')
    t.user(30, [{ type: 'image', source: {} }], { promptSource: 'typed', origin: { kind: 'human' } })
    t.agent(31, 'ok')
    const read = await t.read()
    expect(turnsOf(read).map((turn) => turn.split(' ')[1])).toEqual(['prompt', 'prompt', 'prompt', 'prompt'])
    expect(touchesOf(read)).toEqual(['0 prompt @r1', '10 prompt @r3', '20 prompt @r5', '30 prompt @r7'])
  })

  it('not with what a program writes in the name of the human', async () => {
    const t = new Transcript()
    t.user(0, 'one')
    t.agent(1, 'ok')
    for (const text of [
      '<local-command-caveat>x',
      '<system-reminder>x',
      '<bash-input>ls',
      '<bash-stdout>a',
      '<local-command-stdout>',
      'This session is being continued from a previous conversation that ran out of context.',
    ])
      t.user(5, text)
    t.user(6, 'Base directory for this skill: /x', { isMeta: true })
    t.user(7, 'This session is being continued', { isCompactSummary: true })
    t.user(8, 'a subagent’s prompt', { isSidechain: true, agentId: 'a1' })
    const read = await t.read()
    expect(turnsOf(read)).toEqual(['r1 prompt completed 0 1'])
    expect(read.counts.unanswered).toBe(0)
  })

  it('queued, in newer logs by its own word and in older ones by the queue', async () => {
    const newer = new Transcript()
    newer.user(0, 'one', { promptSource: 'typed' })
    newer.agent(9, 'ok')
    newer.user(10, 'two', { promptSource: 'queued' })
    newer.agent(11, 'ok')
    expect(turnsOf(await newer.read())).toEqual(['r1 prompt completed 0 9', 'r3 queued completed 10 11'])

    const older = new Transcript()
    older.user(0, 'one')
    older.beside(5, 'queue-operation', { operation: 'enqueue', content: 'two' })
    older.agent(9, 'ok')
    older.beside(10, 'queue-operation', { operation: 'dequeue' })
    older.user(10.1, 'two')
    older.agent(11, 'ok')
    const read = await older.read()
    expect(turnsOf(read)).toEqual(['r1 prompt completed 0 9', 'r3 queued completed 10.1 11'])
    expect(touchesOf(read)).toEqual(['0 prompt @r1', '10.1 prompt @r3'])
  })

  it('typed where it went through the queue without waiting', async () => {
    const t = new Transcript()
    t.beside(0, 'queue-operation', { operation: 'enqueue', content: 'one' })
    t.beside(0.01, 'queue-operation', { operation: 'dequeue' })
    t.user(0.02, 'one')
    t.agent(9, 'ok')
    expect(turnsOf(await t.read())).toEqual(['r1 prompt completed 0.02 9'])
  })

  it('not with what was pulled back for editing', async () => {
    const t = new Transcript()
    t.user(0, 'one')
    t.beside(5, 'queue-operation', { operation: 'enqueue', content: 'two' })
    t.beside(6, 'queue-operation', { operation: 'popAll' })
    t.agent(9, 'ok')
    t.user(10, 'two, edited')
    t.agent(11, 'ok')
    expect(turnsOf(await t.read())[1]).toBe('r3 prompt completed 10 11')
  })

  it('with a background task’s notice, which no human typed', async () => {
    const t = new Transcript()
    t.user(0, 'one')
    t.agent(9, 'ok')
    t.user(30, '<task-notification><task-id>x</task-id></task-notification>')
    t.agent(31, 'it is done')
    t.user(60, 'the task is done', { origin: { kind: 'task-notification' } })
    t.agent(61, 'good')
    const read = await t.read()
    expect(turnsOf(read).slice(1)).toEqual(['r3 notification completed 30 31', 'r5 notification completed 60 61'])
    expect(touchesOf(read)).toEqual(['0 prompt @r1'])
  })

  it('by a schedule', async () => {
    const t = new Transcript()
    t.user(0, 'check the queue', { promptSource: 'system' })
    t.agent(1, 'empty')
    t.add(600, 'system', { subtype: 'scheduled_task_fire' })
    t.user(600.1, 'check the queue')
    t.agent(601, 'empty')
    t.user(900, 'check the queue', { isMeta: true, promptSource: 'system' })
    t.agent(901, 'empty')
    const read = await t.read()
    expect(turnsOf(read).map((turn) => turn.split(' ')[1])).toEqual(['schedule', 'schedule', 'schedule'])
    expect(touchesOf(read)).toEqual([])
  })

  it('with a custom command, but not with a built-in one', async () => {
    const t = new Transcript()
    t.user(0, '<command-name>/clear</command-name>')
    t.user(1, '<local-command-stdout></local-command-stdout>')
    t.user(10, '<command-message>review</command-message><command-name>/review</command-name>', {
      permissionMode: 'auto',
    })
    t.user(10.01, 'You are to review', { isMeta: true })
    t.agent(15, ['c1', 'Bash'])
    t.result(16, 'c1')
    t.agent(17, 'fine')
    t.user(30, '<command-name>/model</command-name>')
    const read = await t.read()
    expect(turnsOf(read)).toEqual(['r3 prompt completed 10 17'])
    expect(touchesOf(read)).toEqual(['10 prompt @r3'])
    expect(read.actions[0]!.approval).toBe('classifier')
    expect(read.counts.unanswered).toBe(0)
  })

  it('not where nobody takes the prompt up: it is counted, and open only at the end', async () => {
    const t = new Transcript()
    t.user(0, 'one')
    t.user(5, 'no, two')
    t.agent(6, 'ok')
    t.user(20, 'three')
    t.agent(21, 'No response requested.', {}, { model: '<synthetic>' })
    t.user(30, 'four')
    const read = await t.read()
    expect(turnsOf(read)).toEqual(['r2 prompt completed 5 6', 'r6 prompt unknown 30 30 censored'])
    expect(read.counts.unanswered).toBe(2)
  })

  it('unknown where its beginning is not in the log', async () => {
    const t = new Transcript()
    t.agent(5, ['c1', 'Read'])
    t.result(6, 'c1')
    t.agent(7, 'ok')
    expect(turnsOf(await t.read())).toEqual(['r1 unknown completed 5 7'])
  })
})

describe('steering', () => {
  const steered = (write: (t: Transcript) => void) => {
    const t = new Transcript()
    t.user(0, 'one')
    t.agent(2, ['c1', 'Bash'])
    write(t)
    t.result(20, 'c1')
    t.agent(30, 'ok')
    return t.read()
  }
  const attachment = (t: Transcript, fields: Record<string, unknown> = {}) =>
    t.add(11, 'attachment', {
      attachment: { type: 'queued_command', prompt: 'use tabs', commandMode: 'prompt', ...fields },
    })
  const queue = (t: Transcript, at: number, operation: string, content?: string) =>
    t.beside(at, 'queue-operation', { operation, ...(content === undefined ? {} : { content }) })

  it('is told by the queue in older logs, each message once even in the same moment', async () => {
    const read = await steered((t) => {
      for (const text of ['use tabs', 'and no semicolons']) queue(t, 5, 'enqueue', text)
      for (let n = 0; n < 2; n++) queue(t, 10, 'remove')
    })
    expect(touchesOf(read)).toEqual(['0 prompt @r1', '10 steering @r1', '10 steering @r1'])
    expect(new Set(read.touches.map((touch) => touch.touch)).size).toBe(3)
    expect(turnsOf(read)).toEqual(['r1 prompt completed 0 30'])
  })

  it('is told by an attachment in newer logs, and once where both tell it', async () => {
    expect(touchesOf(await steered((t) => attachment(t)))).toEqual(['0 prompt @r1', '11 steering @r1'])
    const both = await steered((t) => {
      queue(t, 5, 'enqueue', 'use tabs')
      queue(t, 10, 'remove')
      attachment(t)
    })
    expect(touchesOf(both)).toEqual(['0 prompt @r1', '10 steering @r1'])
  })

  it('is not what a background task announces', async () => {
    const notice = '<task-notification><task-id>x</task-id></task-notification>'
    const read = await steered((t) => {
      queue(t, 5, 'enqueue', notice)
      queue(t, 10, 'remove')
      attachment(t, { prompt: notice })
      attachment(t, { commandMode: 'task-notification' })
      attachment(t, { origin: { kind: 'task-notification' } })
    })
    expect(touchesOf(read)).toEqual(['0 prompt @r1'])
  })
})
