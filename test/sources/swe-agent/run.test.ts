import { expect, it } from 'vitest'
import type { ActionEvidence, Rules } from '../../../src/model/index.js'
import { UNJUDGED_ACTION, UNJUDGED_TURN } from '../../../src/model/index.js'
import { sweAgent } from '../../../src/sources/swe-agent/index.js'
import { readBytes } from '../read-bytes.js'

const step = (action: string, observation = '') => ({ action, observation, response: action, thought: 'because' })
const run = (steps: object[], info: object = {}, more: object = {}) =>
  JSON.stringify({ environment: 'main', trajectory: steps, history: [], info, ...more })
const readRun = (text: string, rules: Rules | null = null) => readBytes(sweAgent, text, 'a.traj', rules)

it('ends a run as its exit status says', async () => {
  const ended = async (exit_status: unknown) => {
    const { turns } = await readRun(run([step('ls', 'a')], { exit_status }))
    return turns.map((turn) => [turn.ended_by, turn.censored])
  }
  expect(await ended('submitted')).toEqual([['completed', false]])
  expect(await ended('submitted (exit_cost)')).toEqual([['limit', false]])
  expect(await ended('exit_context')).toEqual([['limit', false]])
  expect(await ended('exit_format')).toEqual([['failed', false]])
  expect(await ended('early_exit')).toEqual([['failed', false]])
  // It is written after every step, so that one without a status still runs.
  expect(await ended(null)).toEqual([['unknown', true]])
})

it('takes no end that SWE-agent sets, nor an answer that cannot be read, for a call', async () => {
  const { actions, counts } = await readRun(run([step('ls', 'a'), step(' \n'), step('exit_cost'), step('exit 1', '')]))
  expect(actions.map((row) => [row.call, row.status])).toEqual([
    ['step0', 'ok'],
    ['step3', 'ok'],
  ])
  expect(counts).toMatchObject({ records: 4, untimed: 4, unreadable: 0 })
})

it('shows a judge a harness without anybody, its system prompt and the task, and no demonstration', async () => {
  const seen: ActionEvidence[] = []
  const rules: Rules = {
    version: 1,
    context: { steps: 9, characters: 99 },
    action: (evidence) => {
      seen.push(evidence)
      return { ...UNJUDGED_ACTION }
    },
    turn: () => ({ ...UNJUDGED_TURN }),
  }
  const history = [
    { role: 'system', content: 'SETTING: a container' },
    { role: 'user', content: 'a demonstration', is_demo: true },
    { role: 'user', content: 'the task' },
  ]
  const replay_config = JSON.stringify({ env: { deployment: { type: 'local' } } })
  await readRun(run([step('ls', 'a b'), step('cat a', 'x')], {}, { history, replay_config }), rules)
  expect(seen.map(({ tool, input }) => [tool, input])).toEqual([
    ['shell', 'ls'],
    ['shell', 'cat a'],
  ])
  expect(seen[1]!.circumstances).toEqual({
    ...{ kind: 'api', evaluation: true, operator: false, mode: null, sandbox: 'none', subagent: false },
    system: 'SETTING: a container',
  })
  expect(seen[1]!.before).toEqual([
    { by: 'human', text: 'the task' },
    { by: 'agent', text: 'because' },
    { by: 'call', tool: 'shell', input: 'ls' },
    { by: 'result', text: 'a b', failed: false },
    { by: 'agent', text: 'because' },
  ])
})

it('counts other attempts in the same file, and steps that are none', async () => {
  const { actions, counts, unreadable } = await readRun(
    run([step('ls'), {}, 7, { action: null }] as object[], {}, { attempts: [{ trajectory: [step('pwd')] }] }),
  )
  expect(actions).toHaveLength(1)
  expect(counts.unknown).toEqual({ attempts: 1 })
  expect(unreadable.map(({ line }) => line)).toEqual([2, 3, 4])
})

it('tells runs apart that say different things, and knows copies again wherever they lie', async () => {
  const session = async (text: string, name: string) =>
    (await readBytes(sweAgent, text, name)).sessions.map((row) => row.session)
  const one = run([step('ls', 'a')])
  expect(await session(one, 'a.traj')).toEqual(await session(one, 'b.json'))
  expect(await session(one, 'a.traj')).not.toEqual(await session(run([step('ls', 'b')]), 'a.traj'))
})
