import { ANSWER_ENDS, SPEAKERS } from '../../model/index.js'
import { isObject, type Json, listOf } from '../values.js'
import { KEPT_VERSION, type KeptCall, type KeptMark, type KeptMessage, type KeptRequest } from './kept.js'
import { isCount, numbers, texts, usageIn, words } from './values.js'

/** A kept request in a record; a text says why there is none. What is damaged in it is left out. */
export function requestIn(record: Json): KeptRequest | string {
  if (record.version !== KEPT_VERSION) return `expected lines of version ${KEPT_VERSION}, which this is not`
  const history = listOf(record.history).map(markIn)
  const answer = record.answer === undefined ? undefined : markIn(record.answer)
  const from = record.from
  if (!Array.isArray(record.history) || history.includes(null) || answer === null || !isPlace(from, history.length))
    return 'a request that is not as the collector writes them'
  const end = ANSWER_ENDS.find((one) => one === record.end)
  return {
    ...{ collected: 'request', version: KEPT_VERSION },
    ...numbers(record, 'at', 'ended'),
    ...texts(record, 'session', 'agent', 'user', 'id', 'response', 'previous', 'conversation', 'prompt'),
    ...(end === undefined ? {} : { end }),
    history: history as KeptMark[],
    ...(answer === undefined ? {} : { answer }),
    prompts: words(record.prompts),
    opening: words(record.opening),
    passages: words(record.passages),
    said: words(record.said),
    quoted: words(record.quoted),
    ...(record.system === undefined ? {} : { system: words(record.system) }),
    from,
    told: listOf(record.told).map(messageIn),
    ...usageIn(record.usage),
  }
}

const isPlace = (value: unknown, most: number): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most

const WHO: readonly string[] = ['agent', ...SPEAKERS]

function markIn(value: unknown): KeptMark | null {
  const [who, hash, size, calls, results] = listOf(value)
  if (!WHO.includes(who as string) || typeof hash !== 'string' || !isCount(size)) return null
  return [who as KeptMark[0], hash, size, words(calls), words(results)]
}

function messageIn(value: unknown): KeptMessage {
  if (!isObject(value)) return {}
  return {
    ...(value.gist === undefined ? {} : { gist: words(value.gist) }),
    calls: listOf(value.calls).map(callIn),
    results: listOf(value.results).flatMap((result) => {
      const [call, failed] = listOf(result)
      return typeof call === 'string' ? [[call, failed === true] as const] : []
    }),
  }
}

function callIn(value: unknown): KeptCall {
  const call = isObject(value) ? value : {}
  return {
    ...(typeof call.id === 'string' ? { id: call.id } : {}),
    tool: typeof call.tool === 'string' ? call.tool : 'unknown',
    gist: words(call.gist),
    long: words(call.long),
  }
}
