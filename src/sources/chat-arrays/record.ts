import { headOf } from '../contents.js'
import { documentOf } from '../documents.js'
import { layoutOf } from '../dump.js'
import { isMessage } from '../message.js'
import { firstOf } from '../reading.js'
import { isObject, type Json, listOf, objectOf } from '../values.js'

/** Keys of what holds messages too, and is a log of another kind: requests with their answers, runs of a harness. */
const FOREIGN = [
  ...['model', 'backing_model', 'request', 'request_body', 'response', 'kwargs', 'choices', 'body', 'output'],
  ...['instance_id', 'trajectory_format', 'trajectory', 'info', 'ticks', 'termination_reason', 'traj', 'epoch'],
  ...['sessionId', 'session_id', 'sessionKey', 'type', 'events', 'input_messages', 'output_messages'],
]
/** How the first message of a coding agent begins that is told to write its commands as text. */
const AS_TEXT = /\bbash code block\b|mswea_bash_command/

/** Whether a value is a chat: an array of messages, or an object around one. */
export function isChat(value: unknown): boolean {
  if (isObject(value)) return isMessages(value.messages) && !FOREIGN.some((key) => key in value)
  return isMessages(value)
}

function isMessages(value: unknown): value is unknown[] {
  if (!Array.isArray(value) || !isMessage(value[0])) return false
  return !value.some((message) => isObject(message) && 'extra' in message) && !AS_TEXT.test(textOfFirst(value))
}

const textOfFirst = ([first]: readonly unknown[]): string => String(objectOf(first)?.content ?? '')

/** The messages of a record; null where it is no chat. */
export function messagesOf(value: unknown): unknown[] | null {
  if (Array.isArray(value)) return value.length > 0 && value.every(isObject) ? value : null
  return isObject(value) && Array.isArray(value.messages) ? value.messages : null
}

/** Whether a record says of others what they are, and holds no chat itself. */
export const isAbout = (value: unknown): value is Json =>
  isObject(value) && isObject(value.metadata) && !('messages' in value)

/** Bytes of a file's beginning behind which more of its first record may come. */
const SHORT = 16_384

/** Whether a chat may go on behind the first bytes of a file. */
export const isTorn = (chat: unknown, last: unknown, head: Buffer): boolean =>
  chat === last && isObject(chat) && head.length >= SHORT

/** Whether the first record of a file is a chat when it is seen as a whole. */
export function isWholeChat(path: string): boolean {
  try {
    if (layoutOf(path) === 'document') return isChat(documentOf(path))
    return firstOf(path, (record) => ('messages' in record ? { chat: isChat(record) } : null))?.chat ?? false
  } catch {
    // What cannot be read as a whole is not told from other logs.
    return false
  }
}

/** Whether a file is one array of messages, and not an array of such arrays. */
export const isOneChat = (path: string, first: (head: Buffer) => unknown): boolean =>
  isMessage(listOf(first(headOf(path, SHORT)))[0])
