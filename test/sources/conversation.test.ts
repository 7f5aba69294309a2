import { describe, expect, it } from 'vitest'
import { FIRST_TIME, type Rows } from '../../src/model/index.js'
import { Conversation } from '../../src/sources/conversation.js'
import { CODING } from '../../src/sources/judging.js'
import { Tally } from '../../src/sources/tally.js'
import { plainly } from './read-bytes.js'

const START = Date.UTC(2026, 3, 7)

/** A conversation to which steps are told, each a record of its own, in seconds from the start. */
function told(start: number | null = START) {
  const tally = new Tally()
  const setting = { ...CODING }
  const conversation = new Conversation(
    { id: 's', interactive: 'yes', entrypoint: null, version: null, operator: true, setting, start },
    plainly,
    null,
    tally,
  )
  let line = 0
  const step = (second: number | null, of = conversation) => {
    const moment = { at: second === null ? null : START + second * 1000, line: ++line }
    of.record(moment)
    return moment
  }
  const tell = {
    prompt: (at: number | null, text = 'Do it.') =>
      conversation.prompt({ ...step(at), id: null, text, by: 'prompt', human: true }),
    agent: (at: number | null) => conversation.agent(step(at), 'Done.'),
    call: (at: number | null, id: string, asks: 'question' | null = null) =>
      conversation.call({ ...step(at), id, tool: 'Bash', input: {}, approval: 'unknown', asks }),
    result: (at: number | null, call: string, more: object = {}) =>
      conversation.result({ ...step(at), call, text: 'x', failed: false, ...more }),
  }
  return { conversation, tally, step, ...tell, end: (open = true) => conversation.end(open) }
}

const seconds = (ms: number) => (ms - START) / 1000
const turns = ({ turns }: Rows) => turns.map((t) => [t.started_by, t.ended_by, seconds(t.started_at), t.wall_ms / 1000])
const touches = ({ touches }: Rows) => touches.map((t) => [t.kind, seconds(t.touched_at)])

describe('a conversation', () => {
  it('begins a turn with each prompt and ends it by its last step', () => {
    const { prompt, agent, call, result, end } = told()
    prompt(0)
    agent(5)
    prompt(60)
    call(61, 'a')
    result(70, 'a')
    prompt(100)
    call(101, 'b')
    prompt(200)
    expect(turns(end())).toEqual([
      ['prompt', 'completed', 0, 5],
      ['prompt', 'unknown', 60, 10],
      ['prompt', 'unknown', 100, 1],
      ['prompt', 'unknown', 200, 0],
    ])
  })

  it('has no turn for a prompt that was never taken up, unless more may come', () => {
    const both = [true, false].map((open) => {
      const { prompt, agent, end, tally } = told()
      prompt(0)
      prompt(10)
      agent(11)
      prompt(20)
      return [end(open).turns.map((t) => t.censored), tally.all.unanswered]
    })
    expect(both).toEqual([
      [[false, true], 1],
      [[false], 2],
    ])
  })

  it('goes on where a question is answered, and stays where it is declined', () => {
    const { prompt, call, result, agent, end } = told()
    prompt(0)
    call(1, 'q', 'question')
    result(61, 'q')
    agent(65)
    prompt(100)
    call(101, 'r', 'question')
    result(161, 'r', { denial: 'stop', failed: true })
    prompt(200)
    agent(201)
    const rows = end()
    expect(turns(rows)).toEqual([
      ['prompt', 'asked', 0, 1],
      ['answer', 'completed', 61, 4],
      ['prompt', 'asked', 100, 1],
      ['answer', 'completed', 200, 1],
    ])
    expect(touches(rows)).toEqual([
      ...[
        ['prompt', 0],
        ['answer', 61],
        ['prompt', 100],
        ['rejection', 161],
        ['answer', 200],
      ],
    ])
    expect(rows.actions.map((a) => a.approval)).toEqual(['unknown', 'declined'])
    expect(rows.turns.map((t) => t.root === rows.turns[0]!.turn)).toEqual([true, true, false, false])
  })

  it('takes a "no" after which nothing comes for an interrupt, then and there', () => {
    const { prompt, call, result, agent, end } = told()
    prompt(0)
    call(1, 'a')
    result(31, 'a', { denial: 'stop', failed: true })
    agent(40)
    prompt(100)
    call(101, 'b')
    result(131, 'b', { denial: 'stop', failed: true })
    prompt(500)
    const rows = end()
    expect(turns(rows).slice(0, 2)).toEqual([
      ['prompt', 'completed', 0, 40],
      ['prompt', 'interrupted', 100, 31],
    ])
    expect(rows.turns[1]!.interrupt_kind).toBe('prompt')
    expect(touches(rows)).toEqual([
      ...[
        ['prompt', 0],
        ['rejection', 31],
        ['prompt', 100],
        ['interrupt', 131],
        ['prompt', 500],
      ],
    ])
  })

  it('does not count waits for somebody as work, but what else runs meanwhile', () => {
    const { conversation, prompt, call, result, step, end } = told()
    prompt(0)
    call(10, 'a')
    conversation.asks('a', step(10))
    conversation.approved('a', step(110), true)
    result(120, 'a')
    call(130, 'b')
    call(130, 'c')
    conversation.asks('c', step(130))
    result(190, 'b')
    conversation.approved('c', step(230), true)
    result(240, 'c')
    const rows = end()
    // Of 240 s, 100 were a wait, and so were 40 after b was there.
    expect(rows.turns.map((t) => [t.wall_ms, t.work5_ms])).toEqual([[240_000, 100_000]])
    expect(rows.actions.map((a) => a.approval)).toEqual(['approved', 'unknown', 'approved'])
  })

  it('keeps the order of a log without times, as places before the first time there is', () => {
    const { prompt, call, result, agent, end, tally } = told(null)
    prompt(null)
    call(null, 'a')
    result(null, 'a')
    agent(null)
    prompt(null)
    agent(null)
    const rows = end(false)
    expect(rows.sessions).toMatchObject([{ first_at: null, last_at: null, records: 6 }])
    expect(rows.turns.map((t) => [t.started_at, t.ended_at])).toEqual([
      [1, 4],
      [5, 6],
    ])
    expect(rows.actions.map((a) => [a.started_at, a.ended_at])).toEqual([[2, 3]])
    expect(rows.turns.every((t) => t.ended_at < FIRST_TIME)).toBe(true)
    expect(tally.all).toMatchObject({ untimed: 6, clock_back: 0 })
  })

  it('gives a step without a time that of the one before, and takes no time back', () => {
    const { prompt, call, result, agent, end, tally } = told()
    prompt(10)
    call(null, 'a')
    result(20, 'a')
    agent(5)
    const rows = end()
    expect(rows.actions.map((a) => [seconds(a.started_at), seconds(a.ended_at!)])).toEqual([[10, 20]])
    expect(turns(rows)).toEqual([['prompt', 'completed', 10, 10]])
    expect(tally.all).toMatchObject({ untimed: 1, clock_back: 1 })
  })

  it('holds the work of subagents in the same log', () => {
    const { conversation, prompt, call, result, agent, step, end } = told()
    prompt(0)
    call(1, 'spawn')
    const helper = conversation.helper('A', 'spawn')
    helper.prompt({ ...step(2, helper), id: null, text: 'Look.', by: 'program', human: false })
    helper.call({ ...step(3, helper), id: 'x', tool: 'Read', input: {}, approval: 'unknown' })
    helper.spend('m', { in: 1, out: 2, cacheRead: 3, cacheWrite: 4 })
    helper.result({ ...step(4, helper), call: 'x', text: 'x', failed: false, denial: 'stop' })
    helper.agent(step(9, helper), 'Found.')
    result(10, 'spawn', { spawned: 'A' })
    agent(11)
    const rows = end()
    expect(conversation.helper('A', null)).toBe(helper)
    expect(turns(rows)).toEqual([['prompt', 'completed', 0, 11]])
    expect(rows.actions.map((a) => [a.call, a.subagent, a.turn === null, a.approval, a.spawned])).toEqual([
      ['spawn', null, false, 'unknown', 'A'],
      ['x', 'A', true, 'rejected', null],
    ])
    expect(rows.agents).toMatchObject([
      {
        subagent: 'A',
        spawn: 'spawn',
        started_at: START + 2_000,
        ended_at: START + 9_000,
        tokens_in: 1,
        tokens_out: 2,
      },
    ])
    expect(touches(rows)).toEqual([
      ...[
        ['prompt', 0],
        ['rejection', 4],
      ],
    ])
    expect(rows.sessions).toMatchObject([{ records: 8, main: true, last_at: START + 11_000 }])
  })
})
