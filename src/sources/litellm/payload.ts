import { chatPair } from '../openai-chat/pair.js'
import { type Pair, parsed } from '../pairs.js'
import { isObject, type Json, objectOf, textOf } from '../values.js'

/** What the gateway's own records have, and what the library's callbacks write. */
const MARKS = [
  'litellm_session_id',
  'startTime',
  'call_type',
  'kwargs',
  'response_cost',
  'litellm_call_id',
  'proxy_server_request',
]

/** Whether a record is one of the gateway's, or what a callback of the library writes. */
export const isPayload = (record: Json): boolean =>
  Array.isArray(parsed(record.messages)) && 'response' in record && MARKS.some((mark) => mark in record)

/** Whether a record may be one, of which only the beginning may be there. */
export const isBegun = (record: Json): boolean => isPayload(record) || MARKS.filter((mark) => mark in record).length > 1

/** The request in a record; a text says what it is where it has none. */
export function payloadPair(record: Json): Pair | string {
  const sent = objectOf(parsed(record.proxy_server_request))
  const parameters = objectOf(record.model_parameters)
  const kwargs = objectOf(record.kwargs)
  const tools = record.tools ?? parameters?.tools ?? kwargs?.tools ?? objectOf(sent?.body)?.tools ?? sent?.tools
  const response = parsed(record.response)
  const failed = record.status === 'failure' || textOf(record.error_str) !== null
  const pair = chatPair({
    request: { messages: parsed(record.messages), tools },
    ...{ response: isObject(response) ? response : null, events: [], path: '', status: failed ? 500 : 200 },
  })
  if (pair === null) return 'no request with an answer'
  const conversation =
    textOf(record.litellm_session_id) ?? textOf(record.session_id) ?? textOf(metadataOf(record)?.session_id)
  return { ...pair, conversation }
}

const metadataOf = ({ metadata }: Json): Json | null =>
  objectOf(objectOf(metadata)?.requester_metadata) ?? objectOf(metadata)
