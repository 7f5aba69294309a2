import { basename, dirname } from 'node:path'
import { beginningOf } from '../beginning.js'
import { headOf, unpackedName } from '../contents.js'
import { forEachElement } from '../documents.js'
import { type EachRecord, firstOf, forEachRecord, forEachRecordOf, type Reading } from '../reading.js'
import { isObject, type Json, objectOf, objectsOf, textOf, timeOf } from '../values.js'
import { Chat, type Head } from './chat.js'

const HEAD_BYTES = 65_536

/** Tells what is in a chat: a log of records, or, from older versions, one document. */
export async function readChat(path: string, reading: Reading): Promise<void> {
  return isDocument(path) ? readDocument(path, reading) : readLog(path, reading)
}

/** A document holds its messages; the first record of a log has none, or they stand in one line with it. */
function isDocument(path: string): boolean {
  const head = headOf(path, HEAD_BYTES)
  const [first] = beginningOf(head)
  if (!isObject(first)) return false
  if (unpackedName(path).endsWith('.json')) return true
  return Array.isArray(first.messages) && first.messages.length > 0
}

async function readDocument(path: string, reading: Reading): Promise<void> {
  let start: number | null = null
  const { rest } = forEachElement(path, ['messages'], ({ buffer, start: from, end }) => {
    start ??= timeIn(buffer.toString('utf8', from, end))
  })
  // Of a document that is cut off, its beginning is there.
  const head = objectOf(rest) ?? objectOf(beginningOf(headOf(path, HEAD_BYTES))[0]) ?? {}
  const chat = new Chat(reading, headIn(head, path, start))
  await forEachRecordOf(path, ['messages'], reading, (message, line) =>
    chat.message(message, line) ? undefined : 'no message with an id and a type',
  )
  chat.end()
}

function timeIn(text: string): number | null {
  try {
    return timeOf(objectOf(JSON.parse(text))?.timestamp)
  } catch {
    return null
  }
}

async function readLog(path: string, reading: Reading): Promise<void> {
  const head = firstOf(path, (record) => (textOf(record.sessionId) === null ? null : record)) ?? {}
  const chat = new Chat(
    reading,
    headIn(
      head,
      path,
      firstOf(path, (record) => timeOf(record.timestamp)),
    ),
  )
  const each: EachRecord = (record, line) => {
    if (isObject(record.$set)) {
      for (const message of objectsOf(record.$set.messages)) chat.rewritten(message, line)
      return undefined
    }
    if (typeof record.$rewindTo === 'string' || textOf(record.sessionId) !== null) return undefined
    return chat.message(record, line) ? undefined : 'no message with an id and a type'
  }
  await forEachRecord(path, reading, each, { once: true })
  chat.end()
}

/** A subagent's chat lies in a folder of its session's name. */
function headIn(record: Json, path: string, first: number | null): Head {
  const file = unpackedName(path)
  const id = textOf(record.sessionId) ?? basename(file).replace(/\.jsonl?$/, '')
  const within = record.kind === 'subagent'
  return {
    session: within ? basename(dirname(file)) : id,
    subagent: within ? id : null,
    start: first ?? timeOf(record.startTime),
  }
}
