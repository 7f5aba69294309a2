import type { EndedBy } from '../../model/index.js'
import { Chat } from '../chat.js'
import type { Reading } from '../reading.js'
import { isObject, type Json, listOf, objectOf, textOf, zonelessOf } from '../values.js'
import { tellMessages } from './messages.js'
import type { Telling, World } from './telling.js'
import { tellTicks } from './ticks.js'

export function worldOf(info: Json | null): World {
  const { policy, tool_defs: tools } = objectOf(info?.environment_info) ?? {}
  const named = isObject(tools)
    ? Object.entries(tools)
    : listOf(tools).map((tool) => [textOf(objectOf(tool)?.name) ?? '', tool] as const)
  const definitions = new Map<string, string>()
  for (const [name, tool] of named) {
    const said =
      textOf(objectOf(tool)?.doc) ?? textOf(objectOf(tool)?.short_desc) ?? textOf(objectOf(tool)?.description)
    if (said !== null) definitions.set(name, said)
  }
  return { policy: textOf(policy), definitions }
}

export const isSimulation = (value: Json): boolean =>
  'task_id' in value && ('messages' in value || 'ticks' in value || 'termination_reason' in value)

/** How a simulation that was broken off ended, by its reason. */
const ENDINGS: Record<string, EndedBy> = {
  user_stop: 'completed',
  agent_stop: 'completed',
  max_steps: 'limit',
  timeout: 'limit',
  too_many_errors: 'failed',
  agent_error: 'failed',
  user_error: 'failed',
  infrastructure_error: 'failed',
  invalid_agent_message: 'failed',
}

/** Tells one simulation. @param place its place in the file, from 0. */
export function readSimulation(simulation: Json, place: number, world: World, reading: Reading): undefined {
  const line = place + 1
  const id = textOf(simulation.id) ?? `simulation ${line}`
  const conversation = reading.conversation(id, () => ({
    ...{ id, interactive: 'no', entrypoint: null, version: null, start: startOf(simulation), operator: false },
    setting: { kind: 'api', evaluation: true, sandbox: null, system: world.policy },
  }))
  const chat = new Chat(conversation, {
    ...{ record: place, by: 'program', human: false, definitions: world.definitions },
  })
  const unknown = (type: string) => reading.tally.note('unknown', line, type)
  const telling: Telling = { conversation, chat, line, unknown }
  conversation.record({ at: zonelessOf(simulation.start_time), line })
  if (Array.isArray(simulation.ticks)) tellTicks(listOf(simulation.ticks), telling)
  else tellMessages(listOf(simulation.messages), telling)
  const reason = textOf(simulation.termination_reason) ?? ''
  if (!chat.idle) conversation.stop({ at: null, line }, Object.hasOwn(ENDINGS, reason) ? ENDINGS[reason]! : 'unknown')
  chat.put()
  reading.over(id)
  return undefined
}

/** The first time that it says. */
const startOf = ({ start_time: start, ticks, messages }: Json): number | null =>
  zonelessOf(start) ??
  zonelessOf(objectOf(listOf(ticks)[0])?.timestamp) ??
  zonelessOf(objectOf(listOf(messages)[0])?.timestamp)
