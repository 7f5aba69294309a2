import { Chat, nameOfChat, saidInChat } from '../chat.js'
import { forEachDumped } from '../dump.js'
import { Ids } from '../ids.js'
import { type Message, messageOf } from '../message.js'
import type { Reading } from '../reading.js'
import { isObject, type Json, listOf } from '../values.js'

const NO_DEFINITIONS: ReadonlyMap<string, string> = new Map()
/** How the simulated customer says that nothing more is to come. */
const STOP = '###STOP###'
/** The tool after which the benchmark ends a run. */
const LAST = 'transfer_to_human_agents'

/** Tells what is in the results of a benchmark, run by run. */
export function readRuns(path: string, reading: Reading): Promise<void> {
  const seen = new Ids()
  return forEachDumped(path, reading, (value, place) => {
    const line = place + 1
    if (isObject(value) && Array.isArray(value.traj)) return readRun(value, place, reading, seen)
    reading.tally.record(line)
    reading.tally.note('unknown', line, isObject(value) && 'messages_display' in value ? 'messages_display' : 'no run')
  })
}

function readRun(run: Json, place: number, reading: Reading, seen: Ids): void {
  const messages = listOf(run.traj).map(messageOf)
  const name = nameOfChat([String(run.task_id), String(run.trial), ...saidInChat(messages)])
  const line = place + 1
  const { tally } = reading
  if (!seen.add(name).fresh) {
    tally.record(line)
    return tally.note('duplicates', line)
  }
  const conversation = reading.conversation(name, () => ({
    ...{ id: name, interactive: 'no', entrypoint: null, version: null, start: null, operator: false },
    setting: { kind: 'api', evaluation: true, sandbox: null, system: null },
  }))
  const chat = new Chat(conversation, { record: place, by: 'program', human: false, definitions: NO_DEFINITIONS })
  const moment = { at: null, line }
  messages.forEach((message, i) => {
    tally.record(line)
    conversation.record(moment)
    if (message === null) return tally.note('unknown', line, 'no message')
    if (message.role === 'user' && (message.text ?? '').includes(STOP)) return
    // What the customer says when all steps are used up is not answered.
    if (message.role === 'user' && i === messages.length - 1) return tally.note('unanswered', line)
    if (!chat.tell(withFailure(message), i, moment)) tally.note('unknown', line, `role ${message.role}`)
  })
  const last = messages.at(-1)
  if (last?.role === 'tool') conversation.stop(moment, isTransfer(messages) ? 'completed' : 'limit')
  reading.over(name)
}

/** What goes wrong in a tool is written at the beginning of its result. */
const withFailure = (message: Message): Message =>
  message.role === 'tool' ? { ...message, failed: message.failed || /^Error\b/.test(message.text ?? '') } : message

const isTransfer = (messages: readonly (Message | null)[]): boolean =>
  messages.findLast((message) => message?.role === 'assistant')?.calls.some(({ tool }) => tool === LAST) ?? false
