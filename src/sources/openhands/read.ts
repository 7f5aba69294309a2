import { basename } from 'node:path'
import { beginningOf } from '../beginning.js'
import { headOf, unpackedName } from '../contents.js'
import { documentOf, forEachElement } from '../documents.js'
import { CODING } from '../judging.js'
import { type EachRecord, firstOf, forEachRecord, forEachRecordOf, type Reading } from '../reading.js'
import { isObject, type Json, listOf, objectOf, textOf } from '../values.js'
import { Ahead, aheadOf } from './ahead.js'
import { isEvent, isState, timeIn } from './events.js'
import { conversationOf, eventsBeside, isAmongEvents, stateBeside } from './folder.js'
import { Stream } from './stream.js'

const HEAD_BYTES = 65_536
const NO_EVENT = 'no event with a source and an action, observation or kind'

/** Tells what is in a file: one event of a folder, a list of events, results of an evaluation, or a state. */
export async function readEvents(path: string, reading: Reading): Promise<void> {
  if (unpackedName(path).endsWith('.jsonl')) return readLines(path, reading)
  if (isAmongEvents(unpackedName(path))) return readFolder(path, reading)
  const [first] = beginningOf(headOf(path, HEAD_BYTES))
  if (Array.isArray(first)) return readList(path, [], reading)
  if (isObject(first) && 'trajectory' in first) return readList(path, ['trajectory'], reading)
  return readDocument(path, reading)
}

/** A conversation whose person may have been there; an evaluation has none. */
function begin(reading: Reading, session: string, ahead: Ahead, evaluation: boolean, state: Json | null = null) {
  const { start, asks } = ahead
  const conversation = reading.conversation(session, () => ({
    ...{ id: session, interactive: evaluation ? 'no' : 'unknown', entrypoint: null, version: null, start },
    ...{ operator: !evaluation },
    setting: evaluation
      ? { kind: 'api', evaluation: true, sandbox: 'sandbox', system: null }
      : { ...CODING, sandbox: sandboxIn(state) },
  }))
  return new Stream(conversation, { evaluation, asks, state })
}

function sandboxIn(state: Json | null): 'sandbox' | null {
  const kind = textOf(objectOf(state?.workspace)?.kind)
  return kind === null || kind === 'LocalWorkspace' ? null : 'sandbox'
}

function take(stream: Stream, event: Json, line: number, reading: Reading, place: string | null = null) {
  if (!isEvent(event)) return NO_EVENT
  const unknown = stream.take(event, { at: timeIn(event), line }, place)
  if (unknown !== null) reading.tally.note('unknown', line, unknown)
  return undefined
}

/** Of a list, the time of its first event is its name: events have only numbers. */
async function readList(path: string, at: string[], reading: Reading): Promise<void> {
  const ahead = new Ahead()
  forEachElement(path, at, ({ buffer, start, end }) => {
    if (!ahead.knows) ahead.see(valueIn(buffer.toString('utf8', start, end)))
  })
  const stream = begin(reading, ahead.name ?? stemOf(path), ahead, false)
  await forEachRecordOf(path, at, reading, (event, line) => take(stream, event, line, reading))
}

function valueIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Lines are events of one conversation, or each is one of an evaluation. */
async function readLines(path: string, reading: Reading): Promise<void> {
  const ahead = new Ahead()
  firstOf(path, (record) => {
    ahead.see(record)
    return ahead.knows ? record : null
  })
  const stream = begin(reading, ahead.name ?? stemOf(path), ahead, false)
  const each: EachRecord = (record, line) => {
    if (!Array.isArray(record.history)) return take(stream, record, line, reading)
    readResult(record, line, reading)
    return undefined
  }
  await forEachRecord(path, reading, each, { once: true })
}

/** One task of an evaluation, with all that happened. */
function readResult(record: Json, line: number, reading: Reading): void {
  // Older ones hold pairs of an action and what came of it.
  const events = listOf(record.history).flat()
  const ahead = aheadOf(events)
  const session = [textOf(record.instance_id) ?? 'task', ahead.name ?? `line ${line}`].join('/')
  const stream = begin(reading, session, ahead, true)
  for (const [place, event] of events.entries())
    if (isObject(event)) take(stream, event, line, reading, `${line - 1}#${place}`)
  stream.ends(textOf(record.error))
  reading.over(session)
}

/**
 * Events that lie in a folder, each in a file. The last of them tells the whole conversation; when another comes, that one
 * tells it again, as far as it reaches then.
 */
async function readFolder(path: string, reading: Reading): Promise<void> {
  const files = eventsBeside(path)
  const own = objectOf(documentOf(path))
  if (own === null || !isEvent(own)) return reading.tally.note('unreadable', 1, NO_EVENT)
  reading.tally.record(1)
  if (files.at(-1) !== path) return
  const state = stateBeside(path)
  const session = textOf(state?.id) ?? conversationOf(path)
  const events = files.map((file) => (file === path ? own : eventIn(file)))
  const stream = begin(reading, session, aheadOf(events), false, state)
  for (const [place, event] of events.entries()) {
    const unknown = event === null ? null : stream.take(event, { at: timeIn(event), line: place + 1 }, null)
    if (unknown !== null) reading.tally.note('unknown', 1, unknown)
  }
}

function eventIn(path: string): Json | null {
  try {
    const event = documentOf(path)
    return isEvent(event) ? (event as Json) : null
  } catch {
    return null
  }
}

async function readDocument(path: string, reading: Reading): Promise<void> {
  const record = parsed(path)
  if (record !== null && Array.isArray(record.history)) readResult(record, 1, reading)
  else if (record !== null && isEvent(record)) {
    const ahead = aheadOf([record])
    take(begin(reading, ahead.name ?? stemOf(path), ahead, false), record, 1, reading)
  } else if (record !== null && isState(record)) {
    // The state alone says that there was a conversation, and nothing of what happened in it.
    const id = textOf(record.id) ?? stemOf(path)
    begin(reading, id, aheadOf([]), false, record).stands({ at: null, line: 1 })
  } else return reading.tally.note('unreadable', 1, NO_EVENT)
  reading.tally.record(1)
}

function parsed(path: string): Json | null {
  try {
    return objectOf(documentOf(path))
  } catch {
    return null
  }
}

const stemOf = (path: string): string => basename(unpackedName(path)).replace(/\.jsonl?$/, '')
