import { Chat, nameOfChat, saidInChat } from '../chat.js'
import { forEachDumped } from '../dump.js'
import { Ids } from '../ids.js'
import { type Message, messageOf } from '../message.js'
import type { Reading } from '../reading.js'
import { isObject, type Json, listOf, textOf } from '../values.js'

/** How the simulated customer says that nothing more is to come. */
const STOP = '###STOP###'
/** The tool after which the benchmark ends a run. */
const LAST = 'transfer_to_human_agents'

/** Tells what is in the results of a benchmark, run by run. */
export function readRuns(path: string, reading: Reading): Promise<void> {
  const seen = new Ids()
  return forEachDumped(path, reading, (value, place, line) => {
    if (!isObject(value)) return 'no run'
    if (Array.isArray(value.traj)) return readRun(value, { record: place, line }, reading, seen)
    if (textOf(value.messages_display) === null) return 'no run'
    reading.tally.note('unknown', line, 'messages_display')
    return 1
  })
}

function readRun(run: Json, at: { record: number; line: number }, reading: Reading, seen: Ids): number {
  const messages = listOf(run.traj).map(messageOf)
  const name = nameOfChat([String(run.task_id), String(run.trial), ...saidInChat(messages)])
  const moment = { at: null, line: at.line }
  if (!seen.add(name).fresh) {
    reading.tally.note('duplicates', moment.line)
    return messages.length
  }
  const conversation = reading.conversation(name, () => ({
    ...{ id: name, interactive: 'no', entrypoint: null, version: null, start: null, operator: false },
    setting: { kind: 'api', evaluation: true, sandbox: null, system: null },
  }))
  const chat = new Chat(conversation, { record: at.record, by: 'program', human: false, definitions: new Map() })
  for (const [i, message] of messages.entries()) {
    conversation.record(moment)
    if (message?.role === 'user' && (message.text ?? '').includes(STOP)) continue
    if (message === null) reading.tally.note('unknown', moment.line, 'no message')
    else if (!chat.tell(withFailure(message), i, moment))
      reading.tally.note('unknown', moment.line, `message of ${message.role}`)
  }
  if (!chat.idle) conversation.stop(moment, isTransfer(messages) ? 'completed' : 'limit')
  // What the customer says when all steps are used up is not answered.
  chat.put()
  reading.over(name)
  return messages.length
}

/** What goes wrong in a tool is written at the beginning of its result. */
const withFailure = (message: Message): Message =>
  message.role === 'tool' ? { ...message, failed: message.failed || /^Error\b/.test(message.text ?? '') } : message

const isTransfer = (messages: readonly (Message | null)[]): boolean =>
  messages.findLast((message) => message?.role === 'assistant')?.calls.some(({ tool }) => tool === LAST) ?? false
