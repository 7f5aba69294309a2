import { basename } from 'node:path'
import { beginningOf } from '../beginning.js'
import { headOf, unpackedName } from '../contents.js'
import { forEachElement } from '../documents.js'
import { type EachRecord, forEachRecordOf, type Reading } from '../reading.js'
import { isObject, type Json, millisOf, objectOf, textOf } from '../values.js'
import { messagesOf } from './session.js'

const HEAD_BYTES = 65_536

/** Tells what is in the export of one session. */
export async function readExport(path: string, reading: Reading): Promise<void> {
  let first: Json | null = null
  const { rest } = forEachElement(path, ['messages'], ({ buffer, start, end }) => {
    first ??= infoIn(buffer.toString('utf8', start, end))
  })
  // Of a document that is cut off, its beginning is there.
  const info = infoOf(rest) ?? infoOf(beginningOf(headOf(path, HEAD_BYTES))[0])
  const message = first as Json | null
  const own = textOf(info?.id) ?? textOf(message?.sessionID) ?? basename(unpackedName(path)).replace(/\.jsonl?$/, '')
  const start = millisOf(objectOf(message?.time)?.created)
  const messages = messagesOf(reading, {
    id: own,
    parent: textOf(info?.parentID),
    version: textOf(info?.version),
    start,
  })
  const each: EachRecord = (record, line) => {
    if (!isObject(record.info)) return 'no message with its info'
    messages.take(record.info, record.parts, line)
    return undefined
  }
  await forEachRecordOf(path, ['messages'], reading, each)
  messages.end()
}

const infoOf = (document: unknown): Json | null => objectOf(objectOf(document)?.info)

function infoIn(text: string): Json | null {
  try {
    const info = infoOf(JSON.parse(text))
    return millisOf(objectOf(info?.time)?.created) === null ? null : info
  } catch {
    return null
  }
}
