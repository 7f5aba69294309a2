import { describe, expect, it } from 'vitest'
import type { RowOf } from '../../../src/store/index.js'
import { assembled } from './assembled.js'
import { STOP, second, Transcript, touchesOf } from './transcript.js'

const usage = { input_tokens: 10, output_tokens: 20 }

/** A turn whose agent hands work to a subagent from second 2 to 60. */
function parent(tool: 'Task' | 'Agent', agentId?: string): Transcript {
  const t = new Transcript()
  t.user(0, 'go', { permissionMode: 'bypassPermissions' })
  t.agent(2, ['spawn', tool, { prompt: 'look', subagent_type: 'Explore' }], {}, { usage })
  t.result(60, 'spawn', 'found', agentId === undefined ? {} : { toolUseResult: { status: 'completed', agentId } })
  t.agent(65, 'done', {}, { usage })
  t.user(100, 'next', { permissionMode: 'default' })
  t.agent(101, 'ok')
  return t
}

/** The subagent's own file: two calls, two messages. */
function child(uuids = 'k'): Transcript {
  const t = new Transcript({ isSidechain: true, agentId: 'a1' })
  t.user(2.1, 'look', { uuid: `${uuids}1` })
  t.agent(10, ['b1', 'Bash'], { uuid: `${uuids}2` }, { id: 'm_b1', usage })
  t.result(20, 'b1', 'ok', { uuid: `${uuids}3` })
  t.agent(30, ['b2', 'Read'], { uuid: `${uuids}4` }, { id: 'm_b2', usage })
  t.result(31, 'b2', 'ok', { uuid: `${uuids}5` })
  return t
}

/** The same wrapped in the parent's progress records, as versions in between wrote it. */
function wrap(into: Transcript, inner: Transcript): Transcript {
  inner.records.forEach((record, i) => {
    const data = { type: 'agent_progress', agentId: 'a1', prompt: 'look', message: record }
    into.records.push({
      type: 'progress',
      uuid: `w${i}`,
      parentUuid: 'r2',
      isSidechain: false,
      sessionId: 's1',
      timestamp: record.timestamp,
      parentToolUseID: 'spawn',
      data,
    })
  })
  return into
}

const tell = ({ turns, actions, sessions }: Record<'sessions' | 'turns' | 'actions', RowOf[]>) => ({
  actions: actions.map((a) => `${a.call} ${a.approval} ${a.turn} ${a.subagent ?? '-'}`),
  turns: turns.map((t) => `${t.turn} ${t.actions} ${t.sub_actions} ${t.tokens_in} ${t.tokens_out}`),
  sessions: sessions.map((s) => `${s.session} ${s.turns} ${s.actions} ${s.regime} ${s.agent_ms}`),
})

/** Counted by hand: the subagent works for the first turn, in its mode; its time is added to the agent's. */
const expected = {
  actions: ['spawn not-needed r1 -', 'b1 bypass r1 a1', 'b2 not-needed r1 a1'],
  turns: ['r1 3 2 40 80', 'r5 0 0 null null'],
  sessions: [`s1 2 3 bypass ${65_000 + 1000 + 28_900}`],
}

describe('a subagent', () => {
  it('is read from a file beside its parent’s', async () => {
    const files = { 'ann/p/s1.jsonl': parent('Task', 'a1'), 'ann/p/agent-a1.jsonl': child() }
    expect(tell(await assembled(files))).toEqual(expected)
  })

  it('is read from a file below its parent’s', async () => {
    const files = { 'ann/p/s1.jsonl': parent('Agent', 'a1'), 'ann/p/s1/subagents/agent-a1.jsonl': child() }
    expect(tell(await assembled(files))).toEqual(expected)
  })

  it('is read from its parent’s own records', async () => {
    expect(tell(await assembled({ 'ann/p/s1.jsonl': wrap(parent('Task'), child()) }))).toEqual(expected)
  })

  it('counts once where it stands in its parent’s records and in a file', async () => {
    const files = { 'ann/p/s1.jsonl': wrap(parent('Task', 'a1'), child('x')), 'ann/p/agent-a1.jsonl': child() }
    expect(tell(await assembled(files))).toEqual(expected)
  })

  it('works for the turn during which it started where nothing names its call', async () => {
    const files = { 'ann/p/s1.jsonl': parent('Task'), 'ann/p/agent-a1.jsonl': child() }
    expect(tell(await assembled(files))).toEqual(expected)
  })

  it('keeps its turn when it goes on in the background after that', async () => {
    const late = new Transcript({ isSidechain: true, agentId: 'a1' })
    late.user(2.1, 'look')
    late.agent(150, ['b1', 'Bash'])
    late.result(160, 'b1')
    const rows = await assembled({ 'ann/p/s1.jsonl': parent('Agent', 'a1'), 'ann/p/s1/subagents/agent-a1.jsonl': late })
    expect(tell(rows).actions).toEqual(['spawn not-needed r1 -', 'b1 bypass r1 a1'])
    expect(rows.turns[0]!.ended_at).toBe(second(65))
  })

  it('has its calls turned down by the human, too', async () => {
    const t = new Transcript({ isSidechain: true, agentId: 'a1' })
    t.user(2.1, 'look')
    t.agent(10, ['b1', 'Bash'])
    t.refusal(20, 'b1', STOP)
    const read = await t.read()
    expect(touchesOf(read)).toEqual(['20 rejection action @null'])
    expect(read.actions[0]).toMatchObject({ status: 'rejected', approval: 'rejected', subagent: 'a1', turn: null })
    expect(read.turns).toEqual([])
    expect(read.sessions[0]!.main).toBe(false)
  })
})
