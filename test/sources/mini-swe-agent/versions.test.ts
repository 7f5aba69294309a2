import { expect, it } from 'vitest'
import { miniSweAgent } from '../../../src/sources/mini-swe-agent/index.js'
import { readBytes } from '../read-bytes.js'

const fence = (command: string, mark = 'bash') => `THOUGHT: so\n\n\`\`\`${mark}\n${command}\n\`\`\``
const start = [
  { role: 'system', content: 'Finish with `echo COMPLETE_TASK_AND_SUBMIT_FINAL_OUTPUT`.' },
  { role: 'user', content: 'Fix it' },
]
const answer = (content: string) => ({ role: 'assistant', content })
const result = (content: string) => ({ role: 'user', content })
const readRun = (value: unknown) => readBytes(miniSweAgent, JSON.stringify(value), 'a.traj.json')

it('reads a bare list, as the first version wrote it', async () => {
  const messages = [
    ...start,
    answer(fence('ls', 'mswea_bash_command')),
    result('<returncode>0</returncode>\n<output>\na\n</output>'),
    answer(fence('false')),
    result('<returncode>1</returncode>\n<output>\n</output>'),
    answer('no command'),
    result('Please always provide EXACTLY ONE action in triple backticks'),
    answer(`${fence('ls')} and ${fence('pwd')}`),
    result('Please always provide EXACTLY ONE action in triple backticks'),
    answer(fence('echo COMPLETE_TASK_AND_SUBMIT_FINAL_OUTPUT')),
    result(''),
  ]
  expect(miniSweAgent.recognises('a.json', Buffer.from(JSON.stringify(messages)))).toBe(true)
  const { actions, turns, sessions, counts } = await readRun(messages)
  expect(actions.map((row) => [row.call, row.status, row.approval, row.line])).toEqual([
    ['step0', 'ok', 'bypass', 3],
    ['step1', 'error', 'bypass', 5],
    ['step2', 'ok', 'bypass', 11],
  ])
  expect(turns.map((turn) => [turn.started_by, turn.ended_by])).toEqual([['program', 'completed']])
  expect(sessions[0]).toMatchObject({ interactive: 'unknown', first_at: null })
  expect(counts).toMatchObject({ records: 12, untimed: 12, unknown: {} })
})

it('takes a command from the end of a long answer whose middle is cut out', async () => {
  const long = `${'think '.repeat(600)}\n\`\`\`bash\n${'echo x && '.repeat(400)}true\n\`\`\``
  const { actions } = await readRun([...start, answer(long), result('<returncode>0</returncode>')])
  expect(actions.map((row) => [row.call, row.status])).toEqual([['step0', 'ok']])
})

it('reads a run without a person, with rejections and stops of one that has', async () => {
  const run = (agent_type: string, mode: string | undefined, messages: object[], exit_status = 'LimitsExceeded') => ({
    info: {
      ...{ exit_status, submission: '', mini_version: '1.9.0', model_stats: { api_calls: 1 } },
      config: { agent: { mode }, agent_type, environment_type: 'minisweagent.environments.docker.DockerEnvironment' },
    },
    messages: [...start, ...messages],
    trajectory_format: 'mini-swe-agent-1',
  })
  const harness = await readRun(
    run('minisweagent.run.extra.swebench.ProgressTrackingAgent', undefined, [answer(fence('ls'))]),
  )
  expect(harness.sessions[0]).toMatchObject({ interactive: 'no', version: '1.9.0' })
  expect(harness.turns[0]).toMatchObject({ started_by: 'program', ended_by: 'limit', mode: null })
  expect(harness.actions[0]).toMatchObject({ status: 'pending', approval: 'bypass' })
  expect(harness.touches).toEqual([])

  const person = await readRun(
    run('minisweagent.agents.interactive.InteractiveAgent', 'yolo', [
      answer(fence('rm -rf .')),
      result('Command not executed. The user rejected your command with the following message: look first'),
      answer(fence('ls')),
      result('Interrupted by user: Temporary interruption caught.'),
    ]),
  )
  expect(person.actions.map((row) => [row.status, row.approval, row.mode])).toEqual([
    ['rejected', 'rejected', 'bypassPermissions'],
    ['pending', 'bypass', 'bypassPermissions'],
  ])
  expect(person.touches.map((row) => [row.kind, row.feedback])).toEqual([
    ['prompt', false],
    ['rejection', true],
    ['interrupt', false],
    ['prompt', false],
  ])
  expect(person.turns.map((turn) => turn.ended_by)).toEqual(['interrupted', 'limit'])
})

it('reads answers of the Responses API, and leaves out what a person typed in the place of the agent', async () => {
  const { actions, turns, counts } = await readRun({
    info: { mini_version: '2.2.8', exit_status: 'Submitted', submission: '' },
    messages: [
      ...start,
      {
        ...{ object: 'response', created_at: 1_775_552_400, completed_at: 1_775_552_412 },
        output: [{ type: 'message', content: [{ type: 'output_text', text: 'I look.' }] }],
        usage: { input_tokens: 100, output_tokens: 40, input_tokens_details: { cached_tokens: 25 } },
        extra: { actions: [{ command: 'ls', tool_call_id: 'call_x' }], timestamp: 1_775_552_412.5 },
      },
      {
        ...{ type: 'function_call_output', call_id: 'call_x', output: 'a' },
        extra: { returncode: 0, timestamp: 1_775_552_413 },
      },
      { role: 'user', content: 'User command: \n```bash\nls\n```', extra: { actions: [{ command: 'ls' }] } },
      { role: 'user', content: '<returncode>0</returncode>', extra: { returncode: 0 } },
      { role: 'referee', content: 'what?' },
    ],
    trajectory_format: 'mini-swe-agent-1.1',
  })
  expect(actions.map((row) => [row.call, row.status, row.started_at, row.ended_at])).toEqual([
    ['call_x', 'ok', 1_775_552_412_500, 1_775_552_413_000],
  ])
  expect(turns[0]).toMatchObject({ tokens_in: 75, tokens_out: 40, tokens_cache_read: 25 })
  expect(counts.unknown).toEqual({ referee: 1 })
})

it('does not try out patterns of a log, and does not know then who let a command pass', async () => {
  const approvals = async (whitelist_actions: unknown[]) => {
    const { actions, touches } = await readRun({
      info: {
        mini_version: '2.2.8',
        config: {
          agent: { mode: 'confirm', whitelist_actions },
          agent_type: 'minisweagent.agents.interactive.InteractiveAgent',
        },
      },
      messages: [
        ...start,
        answer(fence('ls -la')),
        result('<returncode>0</returncode>'),
        answer(fence('make')),
        result('<returncode>0</returncode>'),
      ],
    })
    expect(touches.filter((row) => row.kind === 'approval')).toHaveLength(
      actions.filter((row) => row.approval === 'approved').length,
    )
    return actions.map((row) => row.approval)
  }
  expect(await approvals([])).toEqual(['approved', 'approved'])
  expect(await approvals(['ls.*', '^cat '])).toEqual(['rules', 'approved'])
  expect(await approvals(['ls', '(a+)+$'])).toEqual(['unknown', 'unknown'])
})
