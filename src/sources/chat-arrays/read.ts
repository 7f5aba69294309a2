import { beginningOf } from '../beginning.js'
import { Chat, nameOfChat, saidInChat } from '../chat.js'
import { forEachDumped, layoutOf } from '../dump.js'
import { Ids } from '../ids.js'
import { definitionsIn, type Message, messageOf } from '../message.js'
import type { Reading } from '../reading.js'
import { isObject, listOf, objectOf, textOf } from '../values.js'
import { inCheckout, isTrial } from './evaluation.js'
import { isAbout, isOneChat, messagesOf } from './record.js'

/** Tells what is in a dump, chat by chat. */
export function readChats(path: string, reading: Reading): Promise<void> {
  const seen = new Ids()
  let trials = false
  const layout = layoutOf(path)
  const whole = layout === 'array' && isOneChat(path, (head) => beginningOf(head)[0])
  return forEachDumped(
    path,
    reading,
    (value, place, line) => {
      if (isAbout(value)) {
        trials ||= isTrial(value)
        return 1
      }
      const messages = messagesOf(value)
      if (messages === null) return 'no chat'
      return readChat({ value, messages, place, line, trials }, reading, seen)
    },
    whole ? 'document' : layout,
  )
}

/** One chat of a dump, with what the dump says of all of them. */
interface Found {
  value: unknown
  messages: readonly unknown[]
  place: number
  line: number
  trials: boolean
}

function readChat({ value, messages, place, line, trials }: Found, reading: Reading, seen: Ids): number {
  const record = objectOf(value)
  const said = messages.map(messageOf)
  const name = nameOfChat([textOf(record?.id), String(record?.index ?? ''), ...saidInChat(said)])
  const moment = { at: null, line }
  if (!seen.add(name).fresh) {
    reading.tally.note('duplicates', moment.line)
    return messages.length
  }
  const trial = trials || (record !== null && isTrial(record)) || said.some(isInCheckout)
  const conversation = reading.conversation(name, () => ({
    ...{ id: name, interactive: trial ? 'no' : 'unknown', entrypoint: null, version: null, start: null },
    ...{ operator: false, setting: { kind: 'api', evaluation: trial ? true : null, sandbox: null, system: null } },
  }))
  const chat = new Chat(conversation, {
    ...{ record: place, by: trial ? 'program' : 'prompt', human: !trial },
    definitions: definitionsIn(record?.tools ?? record?.functions),
  })
  const unknown = (type: string) => reading.tally.note('unknown', moment.line, type)
  said.forEach((message, i) => {
    conversation.record(moment)
    for (const type of strangersIn(messages[i])) unknown(`content ${type}`)
    if (message === null) unknown('no message')
    else if (!chat.tell(message, i, moment)) unknown(`message of ${message.role}`)
  })
  chat.put()
  reading.over(name)
  return messages.length
}

const isInCheckout = (message: Message | null): boolean =>
  message?.calls.some(({ input }) => inCheckout(input)) ?? false

/** Kinds of content that the Chat Completions API has; others are of another API. */
const CONTENT = new Set(['text', 'image_url', 'input_audio', 'file', 'refusal'])

const strangersIn = (message: unknown): string[] =>
  listOf(objectOf(message)?.content)
    .filter(isObject)
    .map(({ type }) => textOf(type) ?? 'text')
    .filter((type) => !CONTENT.has(type))
