import { ANSWER_ENDS, SPEAKERS } from '../../model/index.js'
import { SPAN_ROLES } from '../spans/index.js'
import { isObject, type Json, listOf } from '../values.js'
import { KEPT_VERSION } from './kept.js'
import type { KeptAsked, KeptSaid, KeptSpan } from './kept-span.js'
import { numbers, texts, usageIn, words } from './values.js'

/** A kept span in a record; a text says why there is none. What is damaged in it is left out. */
export function spanIn(record: Json): KeptSpan | string {
  if (record.version !== KEPT_VERSION) return `expected lines of version ${KEPT_VERSION}, which this is not`
  const { trace, span } = record
  const role = SPAN_ROLES.find((one) => one === record.role)
  if (typeof trace !== 'string' || typeof span !== 'string' || role === undefined)
    return 'a span that is not as the collector writes them'
  const end = ANSWER_ENDS.find((one) => one === record.end)
  const lists = ['input', 'definition', 'system'].filter((name) => record[name] !== undefined)
  return {
    ...{ collected: 'span', version: KEPT_VERSION, trace, span, role },
    ...texts(record, 'parent', 'session', 'user', 'tool', 'call', 'response', 'same'),
    ...numbers(record, 'started', 'ended'),
    ...(record.piece === true ? { piece: true } : {}),
    ...(record.failed === true ? { failed: true } : {}),
    ...(record.asked === true ? { asked: true } : {}),
    ...(record.evaluation === true ? { evaluation: true } : {}),
    ...(end === undefined ? {} : { end }),
    ...usageIn(record.usage),
    history: listOf(record.history).map(saidIn),
    answers: listOf(record.answers).map(saidIn),
    ...Object.fromEntries(lists.map((name) => [name, words(record[name])])),
    definitions: Object.fromEntries(
      Object.entries(isObject(record.definitions) ? record.definitions : {}).map(([name, signs]) => [
        name,
        words(signs),
      ]),
    ),
  }
}

function saidIn(value: unknown): KeptSaid {
  const said = isObject(value) ? value : {}
  const speaker = SPEAKERS.find((one) => one === said.speaker)
  return {
    by: said.by === 'agent' ? 'agent' : 'caller',
    ...(speaker === undefined ? {} : { speaker }),
    ...(said.gist === undefined ? {} : { gist: words(said.gist) }),
    calls: listOf(said.calls).map(askedIn),
    results: listOf(said.results).map((result) => {
      const [call, failed] = listOf(result)
      return [typeof call === 'string' ? call : null, failed === true] as const
    }),
  }
}

function askedIn(value: unknown): KeptAsked {
  const call = isObject(value) ? value : {}
  return {
    ...texts(call, 'id', 'same'),
    tool: typeof call.tool === 'string' ? call.tool : 'unknown',
    gist: words(call.gist),
  }
}
