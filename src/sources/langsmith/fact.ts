import { definitionsIn } from '../message.js'
import { parsed } from '../pairs.js'
import type { SpanFact, SpanRole } from '../spans/fact.js'
import { endOf, messagesIn } from '../spans/messages.js'
import { givenTo, quietFact, STOPPED, toolTexts } from '../traced.js'
import { inputOf, isObject, type Json, listOf, objectOf, textOf } from '../values.js'
import { idOf, metadataOf, momentIn, orderOf, RUN_TYPES, threadOf } from './run.js'
import { answerOf, usageIn } from './spoken.js'

/** A run in a tree of them, where it stands inside of the run that it is a part of. */
export interface Above {
  trace: string
  run: string
}

/** A run. @returns it, and its type where that is none that is known. */
export function runFact(run: Json, above: Above | null, line: number): { fact: SpanFact; unknown: string | null } {
  const id = idOf(run)!
  const order = orderOf(run)
  const parent =
    textOf(run.parent_run_id) ?? textOf(listOf(run.parent_run_ids).at(-1)) ?? order.at(-2) ?? above?.run ?? null
  const trace = textOf(run.trace_id) ?? order[0] ?? above?.trace ?? parent ?? id
  const type = textOf(run.run_type) ?? 'none'
  const inputs = fieldsOf(run.inputs)
  const outputs = fieldsOf(run.outputs)
  const error = textOf(run.error)
  const stopped = run.status === 'interrupted' || (error !== null && STOPPED.test(error))
  const asked = stopped || listOf(outputs.__interrupt__).length > 0
  const failed = !asked && (error !== null || run.status === 'error')
  const role = roleOf(type, textOf(run.name), parent === null || parent === id)
  const fact: SpanFact = {
    ...quietFact(trace, id, line),
    ...{ role, failed, ...(asked ? { asked } : {}), ...(isRated(run) ? { evaluation: true } : {}) },
    ...{ session: threadOf(run), user: userOf(run) },
    parent: parent === id ? null : parent,
    ...{ started: momentIn(run.start_time), ended: momentIn(run.end_time) },
    ...(role === 'tool' ? toolIn(run, inputs, outputs) : {}),
    ...(role === 'model' ? modelIn(run, inputs, outputs, failed) : {}),
    ...(role === 'turn' || role === 'agent' ? { history: givenTo(inputs), answers: answerOf(outputs).messages } : {}),
  }
  return { fact, unknown: RUN_TYPES.has(type) ? null : type }
}

/** What agents are called that their program gave no name. */
const AGENTS = new Set(['LangGraph', 'AgentExecutor'])

/** A chain that lies in nothing is all that was done on one input; chains inside of it are its steps. */
function roleOf(type: string, name: string | null, isRoot: boolean): SpanRole {
  if (type === 'llm') return 'model'
  if (type === 'tool') return 'tool'
  if (type !== 'chain') return 'other'
  return name !== null && AGENTS.has(name) ? 'agent' : isRoot ? 'turn' : 'other'
}

/** Fields of what went in or came out, which may be JSON inside of a text, or a text alone. */
function fieldsOf(value: unknown): Json {
  const found = parsed(value)
  return isObject(found) ? found : found == null ? {} : { output: found, input: found }
}

function toolIn(run: Json, inputs: Json, outputs: Json): Partial<SpanFact> {
  const output = parsed(outputs.output ?? outputs)
  // A message of a tool is written as what makes it anew.
  const message = objectOf(objectOf(output)?.kwargs) ?? objectOf(output) ?? {}
  const metadata = metadataOf(run)
  const ids = [message.tool_call_id, inputs.tool_call_id, metadata.tool_call_id, objectOf(inputs.input)?.id]
  const keys = Object.keys(inputs)
  return {
    tool: textOf(run.name) ?? 'unknown',
    call: ids.map(textOf).find((id) => id !== null) ?? null,
    ...(message.status === 'error' ? { failed: true } : {}),
    texts: toolTexts(
      keys.length === 1 && keys[0] === 'input' ? inputOf(inputs.input) : inputs,
      'content' in message ? message : output,
    ),
  }
}

function modelIn(run: Json, inputs: Json, outputs: Json, failed: boolean): Partial<SpanFact> {
  const { messages, system } = messagesIn(inputs.messages ?? inputs.input ?? inputs.prompts ?? inputs.prompt, 'caller')
  const answer = answerOf(outputs)
  const calls = answer.messages.some((message) => message.calls.length > 0)
  const said = objectOf(parsed(run.extra))?.invocation_params
  return {
    ...{ history: messages, answers: answer.messages, usage: usageIn(run, outputs) },
    end: failed ? 'failed' : calls ? 'calls' : endOf(answer.finish),
    texts: {
      ...{ input: null, result: null, definition: null, system: system ?? textOf(inputs.system) },
      definitions: definitionsIn(objectOf(said)?.tools ?? inputs.tools),
    },
  }
}

/** Runs of an experiment are made for an example of a data set. */
const isRated = (run: Json): boolean => textOf(run.reference_example_id) !== null

const userOf = (run: Json): string | null => {
  const { user_id, userId, ls_user_id } = metadataOf(run)
  return textOf(user_id) ?? textOf(userId) ?? textOf(ls_user_id)
}
