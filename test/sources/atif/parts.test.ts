import { expect, it } from 'vitest'
import { atif } from '../../../src/sources/atif/index.js'
import { readBytes } from '../read-bytes.js'

const trajectory = (agent: object, steps: object[], more: object = {}) =>
  JSON.stringify({ schema_version: 'ATIF-v1.5', session_id: 's', agent: { version: '1', ...agent }, steps, ...more })
const readSteps = (...args: Parameters<typeof trajectory>) => readBytes(atif, trajectory(...args), 'trajectory.json')
const call = (id: string, tool = 'bash') => ({ tool_call_id: id, function_name: tool, arguments: {} })
const task = { source: 'user', message: 'Do the task' }
const works = (id: string) => ({
  ...{ source: 'agent', message: `call ${id}`, tool_calls: [call(id)] },
  observation: { results: [{ source_call_id: id, content: 'ok' }] },
})

it('puts the parts of a session together without taking calls for each other whose ids begin anew', async () => {
  const agent = { name: 'terminus-2' }
  const one = await readSteps(agent, [task, works('call_0')], { continued_trajectory_ref: 'trajectory.cont-1.json' })
  const two = await readSteps(agent, [
    { ...task, is_copied_context: true },
    { ...works('call_9'), is_copied_context: true },
    works('call_0'),
    { source: 'agent', message: 'done' },
  ])
  expect(two.sessions[0]!.session).toBe(one.sessions[0]!.session)
  expect([one, two].map(({ actions }) => actions.map((row) => row.call))).toEqual([['call_0'], ['call_0']])
  expect(two.actions[0]!.action).not.toBe(one.actions[0]!.action)
  expect([one, two].map(({ turns }) => turns.map((turn) => [turn.started_by, turn.ended_by]))).toEqual([
    [['program', 'unknown']],
    [['unknown', 'completed']],
  ])
  expect(one.sessions[0]).toMatchObject({ interactive: 'no', entrypoint: 'terminus-2' })
  expect(one.actions[0]!.approval).toBe('bypass')
})

it('tells sessions apart that a harness gives one and the same id', async () => {
  const [one, two] = [
    await readSteps({ name: 'openhands' }, [task, works('call_0')]),
    await readSteps({ name: 'openhands' }, [{ source: 'user', message: 'Do another' }, works('call_0')]),
  ]
  expect(one.sessions[0]!.session).not.toBe(two.sessions[0]!.session)
})

it('gives a sidechain to a subagent', async () => {
  const { actions, agents, turns } = await readSteps({ name: 'claude-code' }, [
    task,
    works('call_0'),
    { ...works('call_1'), extra: { is_sidechain: true, agent_id: 'helper' } },
    { source: 'agent', message: 'done' },
  ])
  expect(actions.map((row) => [row.call, row.subagent])).toEqual([
    ['call_0', null],
    ['call_1', 'helper'],
  ])
  expect(agents.map((row) => row.subagent)).toEqual(['helper'])
  expect(turns).toHaveLength(1)
})

it('counts steps that hold commands but no calls, sources that nobody knows, and steps that are none', async () => {
  const { actions, counts, unreadable } = await readSteps({ name: 'terminus-2' }, [
    task,
    { source: 'agent', message: '{"plan": "x", "commands": [{"keystrokes": "ls\\n"}]}' },
    { source: 'agent', message: '<function=execute_bash>\n<parameter=command>ls</parameter></function>' },
    { source: 'agent', message: '{"plan": "x", "commands": [], "task_complete": true}' },
    { source: 'oracle', message: 'x' },
    { message: 'no source' },
  ])
  expect(actions).toEqual([])
  expect(counts).toMatchObject({ records: 5, unknown: { 'command inside of a message': 2, 'source oracle': 1 } })
  expect(unreadable.map(({ line }) => line)).toEqual([6])
})
