import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { RULES } from '../../../src/facets/index.js'
import type { ActionEvidence, Context, Rules, Step, TurnEvidence } from '../../../src/model/index.js'
import { claudeCode } from '../../../src/sources/claude-code/index.js'
import { plainly, readBytes } from '../read-bytes.js'
import { INSTEAD, type Json, STOP, Transcript } from './transcript.js'

interface Seen {
  actions: ActionEvidence[]
  turns: TurnEvidence[]
}

/** A judge that remembers what it is shown, in order. */
function watching(context: Context | null): { seen: Seen; rules: Rules } {
  const seen: Seen = { actions: [], turns: [] }
  const rules: Rules = {
    version: 1,
    ...(context === null ? {} : { context }),
    action(evidence) {
      seen.actions.push(evidence)
      return RULES.action(evidence)
    },
    turn(evidence) {
      seen.turns.push(evidence)
      return RULES.turn(evidence)
    },
  }
  return { seen, rules }
}

const textOf = ({ records }: Transcript): string => records.map((record) => `${JSON.stringify(record)}\n`).join('')

async function shown(t: Transcript, context: Context | null = { steps: 8, characters: 200 }): Promise<Seen> {
  const { seen, rules } = watching(context)
  await readBytes(claudeCode, textOf(t), 's1.jsonl', rules)
  return seen
}

/** A step in one line: who, what, and whether it failed. */
const line = (step: Step): string =>
  step.by === 'call'
    ? `call ${step.tool} ${JSON.stringify(step.input)}`
    : `${step.by}${step.by === 'result' && step.failed ? ' failed' : ''}: ${step.text}`
const lines = ({ before }: { before: readonly Step[] }): string[] => before.map(line)

/** A call that was made and gave something, at a second and the next. */
function did(t: Transcript, at: number, call: string, says = `did ${call}`, error?: boolean): void {
  t.agent(at, [call, 'Bash', { command: call }])
  t.result(at + 1, call, says, {}, error)
}

describe('what a judge is shown of a transcript that asks for steps', () => {
  it('is what was said, called and given back before a call, each step the same object in all', async () => {
    const t = new Transcript()
    t.user(0, 'fix the build')
    t.agent(1, 'I look.')
    did(t, 2, 'ls')
    did(t, 4, 'make', 'no rule', true)
    t.agent(6, ['w', 'Write', { file_path: 'a' }])
    const { actions } = await shown(t)
    const first = ['human: fix the build', 'agent: I look.']
    const second = [...first, 'call Bash {"command":"ls"}', 'result: did ls']
    const third = [...second, 'call Bash {"command":"make"}', 'result failed: no rule']
    expect(actions.map(lines)).toEqual([first, second, third])
    expect(actions.map(({ tool, input }) => [tool, input])).toEqual([
      ['Bash', { command: 'ls' }],
      ['Bash', { command: 'make' }],
      ['Write', { file_path: 'a' }],
    ])
    for (const [i, step] of actions[1]!.before.entries()) expect(actions[2]!.before[i]).toBe(step)
  })

  it('is nothing where it asks for none', async () => {
    const t = new Transcript()
    t.user(0, 'go')
    did(t, 1, 'ls')
    t.agent(3, 'done')
    const without = await shown(t, null)
    const none = await shown(t, { steps: 0, characters: 100 })
    for (const { actions, turns } of [without, none]) expect([...actions, ...turns].map(lines)).toEqual([[], []])
  })

  it('tells calls of one record apart by what stands before each', async () => {
    const t = new Transcript()
    t.user(0, 'go')
    const block = (id: string): Json => ({ type: 'tool_use', id, name: 'Read', input: { file_path: id } })
    const content = [{ type: 'text', text: 'both' }, block('a'), block('b')]
    t.add(1, 'assistant', { message: { id: 'm', role: 'assistant', content } })
    const { actions } = await shown(t)
    const before = ['human: go', 'agent: both']
    expect(actions.map(lines)).toEqual([before, [...before, 'call Read {"file_path":"a"}']])
  })

  it('reaches back over earlier turns, and keeps what was asked where that lies further back', async () => {
    const t = new Transcript()
    t.user(0, 'first')
    t.agent(1, 'one')
    t.user(10, 'second')
    did(t, 11, 'a')
    did(t, 13, 'b')
    t.agent(15, ['c', 'Bash', { command: 'c' }])
    const { actions, turns } = await shown(t, { steps: 3, characters: 200 })
    expect(actions.map(lines)).toEqual([
      ['human: first', 'agent: one', 'human: second'],
      ['human: second', 'call Bash {"command":"a"}', 'result: did a'],
      ['human: second', 'call Bash {"command":"b"}', 'result: did b'],
    ])
    expect(turns.map(lines)).toEqual([
      ['human: first', 'agent: one'],
      ['human: second', 'result: did b', 'call Bash {"command":"c"}'],
    ])
  })

  it('ends, for a turn, with the mark of an interrupt, and holds nothing of the next', async () => {
    const t = new Transcript()
    t.user(0, 'go')
    t.agent(1, 'on it')
    t.mark(5)
    t.agent(6, ['late', 'Bash', { command: 'late' }])
    t.user(9, 'rather this')
    t.agent(10, 'ok')
    const { turns, actions } = await shown(t)
    const going = ['human: go', 'agent: on it']
    expect(actions.map(lines)).toEqual([going])
    expect(turns.map(lines)).toEqual([
      [...going, 'call Bash {"command":"late"}', 'human: [Request interrupted by user]'],
      ['human: rather this', 'agent: ok'],
    ])
    expect(turns.map(({ next }) => next)).toEqual(['rather this', null])
  })

  it('holds what was refused, by whom, and what failed', async () => {
    const t = new Transcript()
    t.user(0, 'go')
    t.agent(1, ['a', 'Edit', {}])
    t.refusal(2, 'a', INSTEAD)
    t.agent(3, ['b', 'Bash', {}])
    t.result(4, 'b', 'Permission to use Bash has been denied.', { toolDenialKind: 'permission-rule' }, true)
    t.agent(5, ['c', 'Bash', {}])
    t.refusal(6, 'c', STOP)
    const { turns } = await shown(t, { steps: 20, characters: 1000 })
    expect(turns.map(lines)).toEqual([
      [
        'human: go',
        'call Edit {}',
        `result: ${INSTEAD}`,
        'call Bash {}',
        'result failed: Permission to use Bash has been denied.',
        'call Bash {}',
        `result: ${STOP}`,
      ],
    ])
  })

  it('gives an answer to the turn that it starts, and a "no" to both sides of it', async () => {
    const t = new Transcript()
    t.user(0, 'go')
    t.agent(1, ['q', 'AskUserQuestion', { q: 1 }])
    t.result(60, 'q', 'User has answered: red')
    t.agent(61, ['p', 'ExitPlanMode', { plan: 'x' }])
    t.refusal(90, 'p', INSTEAD)
    t.agent(91, 'I will.')
    const { turns, actions } = await shown(t, { steps: 6, characters: 1000 })
    const asked = 'call AskUserQuestion {"q":1}'
    const answer = 'result: User has answered: red'
    expect(turns.map(lines)).toEqual([
      ['human: go', asked],
      ['human: go', answer, 'call ExitPlanMode {"plan":"x"}', `result: ${INSTEAD}`],
      ['human: go', `result: ${INSTEAD}`, 'agent: I will.'],
    ])
    expect(actions.map(lines)).toEqual([['human: go'], ['human: go', asked, answer]])
  })

  it('tells of messages typed while the agent works, once, and of background tasks', async () => {
    const t = new Transcript()
    t.user(0, 'go')
    did(t, 1, 'a')
    t.beside(3, 'queue-operation', { operation: 'enqueue', content: 'and the tests' })
    t.beside(4, 'queue-operation', { operation: 'remove' })
    t.add(4, 'attachment', { attachment: { type: 'queued_command', prompt: 'and the tests', commandMode: 'prompt' } })
    did(t, 5, 'b')
    t.add(7, 'attachment', { attachment: { type: 'queued_command', prompt: 'hurry', commandMode: 'prompt' } })
    t.agent(8, 'done')
    t.user(20, '<task-notification>built</task-notification>')
    t.agent(21, ['c', 'Read', {}])
    const { turns, actions } = await shown(t, { steps: 9, characters: 100 })
    const before = ['human: go', 'call Bash {"command":"a"}', 'result: did a', 'human: and the tests']
    expect(lines(actions[1]!)).toEqual(before)
    expect(turns.map(lines)).toEqual([
      [...before, 'call Bash {"command":"b"}', 'result: did b', 'human: hurry', 'agent: done'],
      ['human: go', 'result: <task-notification>built</task-notification>', 'call Read {}'],
    ])
  })

  it('is of a subagent its own work alone', async () => {
    const t = new Transcript()
    t.user(0, 'go')
    t.agent(1, ['spawn', 'Task', { prompt: 'look' }])
    const side = { isSidechain: true, agentId: 'a1' }
    t.user(2, 'look', side)
    t.agent(3, 'looking', side)
    t.agent(4, ['x', 'Bash', { command: 'x' }], side)
    t.result(5, 'x', 'broken', side, true)
    t.agent(6, ['y', 'Read', {}], side)
    t.result(9, 'spawn', 'found')
    t.agent(10, ['z', 'Bash', { command: 'z' }])
    const { actions } = await shown(t)
    const looking = ['human: look', 'agent: looking']
    expect(actions.map(lines)).toEqual([
      ['human: go'],
      looking,
      [...looking, 'call Bash {"command":"x"}', 'result failed: broken'],
      ['human: go', 'call Task {"prompt":"look"}', 'result: found'],
    ])
    expect(actions.map(({ circumstances }) => [circumstances.subagent, circumstances.system])).toEqual([
      [false, null],
      [true, null],
      [true, null],
      [false, null],
    ])
  })

  it('cuts long texts and inputs in the middle, and no character', async () => {
    const t = new Transcript()
    t.user(0, `begin ${'x'.repeat(300)} end`)
    t.agent(1, '😀'.repeat(100))
    t.agent(2, ['a', 'Write', { file_path: '/a', content: 'y'.repeat(300), last: 'z' }])
    t.agent(3, ['b', 'Bash', {}])
    for (const characters of [50, 51, 52, 53]) {
      const { actions } = await shown(t, { steps: 9, characters })
      const [human, agent, call] = actions.at(-1)!.before as unknown as [
        { text: string },
        { text: string },
        { input: string },
      ]
      expect(human.text).toMatch(/^begin x+\n…\nx+ end$/)
      expect(human.text).toHaveLength(characters)
      expect(agent.text).toMatch(/^(?:😀)+\n…\n(?:😀)+$/u)
      expect(agent.text.length).toBeGreaterThan(characters - 3)
      expect(call.input).toMatch(/^\{"file_path":"\/a","content":"y+\n…\ny+","last":"z"\}$/)
      expect(call.input).toHaveLength(characters)
    }
  })
})

describe('a transcript that is read on from a checkpoint', () => {
  it('shows of a turn what reading it all shows, without the conversation before', async () => {
    const t = new Transcript()
    t.user(0, 'first')
    did(t, 1, 'a')
    t.agent(3, 'one')
    t.user(10, 'second')
    did(t, 11, 'b')
    did(t, 13, 'c')
    const dir = mkdtempSync(join(tmpdir(), 'leeway-evidence-'))
    try {
      const path = join(dir, 's1.jsonl')
      writeFileSync(path, textOf(t))
      const { checkpoint } = await claudeCode.read(path, null, plainly)
      expect(checkpoint?.line).toBe(5)
      const [whole, rest] = [watching({ steps: 8, characters: 200 }), watching({ steps: 8, characters: 200 })]
      await claudeCode.read(path, null, plainly, null, whole.rules)
      await claudeCode.read(path, checkpoint, plainly, null, rest.rules)
      expect(rest.seen.turns).toEqual(whole.seen.turns.slice(1))
      expect(rest.seen.actions.map(lines)).toEqual([
        ['human: second'],
        ['human: second', 'call Bash {"command":"b"}', 'result: did b'],
      ])
      expect(whole.seen.actions.slice(1).map(({ before }) => before.slice(4))).toEqual(
        rest.seen.actions.map(({ before }) => before),
      )
    } finally {
      rmSync(dir, { recursive: true })
    }
  })
})
