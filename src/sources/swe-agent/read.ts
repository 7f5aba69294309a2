import { forEachElement } from '../documents.js'
import { Nameless } from '../nameless.js'
import { type EachRecord, forEachRecordOf, type Reading } from '../reading.js'
import { parseShortened } from '../shorten.js'
import type { Usage } from '../turn.js'
import { usageOf } from '../usage.js'
import { inputOf, isObject, type Json, objectOf, objectsOf, saidIn, textOf } from '../values.js'
import { endingOf, isDone, outcomeOf } from './words.js'

/** What stands around the steps. */
interface Run {
  session: string
  version: string | null
  system: string | null
  task: string | null
  sandbox: 'none' | 'sandbox'
  byHand: boolean
  /** How it ended; null while it runs. */
  status: string | null
  usage: Usage | null
  /** Other runs in the same file. */
  attempts: number
}

const STEPS = ['trajectory']

/** Tells what is in a trajectory: one run, which is one turn. No step has a time. */
export async function readTrajectory(path: string, reading: Reading): Promise<void> {
  const run = runOf(path)
  if (run === null) return void (await forEachRecordOf(path, STEPS, reading, () => undefined))
  const { session } = run
  const conversation = reading.conversation(session, () => ({
    ...{ id: session, interactive: run.byHand ? ('yes' as const) : ('no' as const), entrypoint: 'swe-agent' },
    ...{ version: run.version, operator: run.byHand, start: null },
    setting: { kind: 'api', evaluation: true, sandbox: run.sandbox, system: run.system },
  }))
  const first = { at: null, line: 1 }
  const each: EachRecord = (step, line) => {
    const action = textOf(step.action)
    if (typeof step.action !== 'string') return 'a step without an action'
    const moment = { at: null, line }
    conversation.record(moment)
    conversation.agent(moment, textOf(step.thought) ?? textOf(step.response))
    if (action === null || !isDone(action)) return undefined
    const id = `step${line - 1}`
    conversation.call({ ...moment, id, tool: 'shell', input: action, approval: 'bypass' })
    const text = saidIn(step.observation)
    if (text !== null) conversation.result({ ...moment, call: id, text, ...outcomeOf(text) })
    return undefined
  }
  conversation.prompt({ ...first, id: session, text: run.task, by: 'program', human: false, explicit: true })
  const around = await forEachRecordOf(path, STEPS, reading, each)
  if (run.attempts > 0) reading.tally.note('unknown', 1, 'attempts')
  conversation.spend('all', run.usage)
  if (around !== undefined && run.status !== null) conversation.stop(first, endingOf(run.status))
}

/** What a document says around its steps, and by what it can be told from others; null where it is none. */
function runOf(path: string): Run | null {
  const name = new Nameless()
  let steps = 0
  const { rest } = forEachElement(path, STEPS, ({ buffer, start, end }) => {
    const step = stepIn(buffer, start, end)
    steps++
    for (const text of [step?.action, step?.response, step?.observation]) name.add(textOf(text))
  })
  if (rest !== undefined && !isObject(rest)) return null
  const around = rest ?? {}
  if (steps === 0 && !isObject(around.info)) return null
  const config = objectOf(inputOf(around.replay_config)) ?? {}
  const history = objectsOf(around.history).filter(({ is_demo }) => is_demo !== true)
  const system = saidIn(history.find(({ role }) => role === 'system')?.content)
  const task = saidIn(history.find(isTask)?.content)
  const info = objectOf(around.info) ?? {}
  const stats = objectOf(info.model_stats) ?? {}
  const problem = objectOf(config.problem_statement)
  for (const text of [around.environment, problem?.id, system, task]) name.add(textOf(text))
  return {
    session: name.name,
    version: textOf(info.swe_agent_version),
    ...{ system, task: task ?? textOf(problem?.text) },
    sandbox: deploymentOf(config) === 'local' ? 'none' : 'sandbox',
    byHand: /^human/.test(modelOf(config) ?? ''),
    status: textOf(info.exit_status),
    usage: usageOf({ fresh: stats.tokens_sent, out: [stats.tokens_received] }),
    attempts: objectsOf(around.attempts).length,
  }
}

/** The first message in the user's name; a demonstration may stand before it. */
const isTask = ({ role, message_type: type }: Json): boolean =>
  role === 'user' && type !== 'demonstration' && type !== 'demo'

const deploymentOf = ({ env }: Json): string | null => textOf(objectOf(objectOf(env)?.deployment)?.type)
const modelOf = ({ agent }: Json): string | null => textOf(objectOf(objectOf(agent)?.model)?.name)

function stepIn(buffer: Buffer, start: number, end: number): Json | null {
  try {
    return objectOf(parseShortened(buffer, start, end))
  } catch {
    return null
  }
}
