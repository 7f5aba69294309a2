import { chatPair } from '../openai-chat/pair.js'
import { type Pair, parsed } from '../pairs.js'
import { userIn } from '../user.js'
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
export function payloadIn(record: Json): Pair | string {
  if (!isPayload(record)) return 'no request with an answer'
  const sent = objectOf(parsed(record.proxy_server_request))
  const parameters = objectOf(record.model_parameters)
  const kwargs = objectOf(record.kwargs)
  const tools = record.tools ?? parameters?.tools ?? kwargs?.tools ?? objectOf(sent?.body)?.tools ?? sent?.tools
  const response = parsed(record.response)
  const failed = record.status === 'failure' || textOf(record.error_str) !== null
  const pair = chatPair({
    request: { messages: parsed(record.messages), tools },
    ...{ response: isObject(response) ? response : null, events: [], path: '', status: failed ? 500 : 200 },
    user: null,
  })
  if (pair === null) return 'no request with an answer'
  const conversation =
    textOf(record.litellm_session_id) ?? textOf(record.session_id) ?? textOf(metadataOf(record)?.session_id)
  return { ...pair, conversation, user: userOf(record) }
}

const metadataOf = ({ metadata }: Json): Json | null =>
  objectOf(objectOf(metadata)?.requester_metadata) ?? objectOf(metadata)

/** What the gateway says where it knows nobody. */
const NOBODY = 'default_user_id'

/** Whom the gateway's application names, else whose key it was. */
function userOf(record: Json): string | null {
  const body = objectOf(parsed(record.proxy_server_request))
  const sent = objectOf(body?.body) ?? body
  const parameters = objectOf(record.model_parameters)
  const keys = objectOf(record.metadata)
  const user = userIn(
    ...[record.end_user, keys?.user_api_key_end_user_id, objectOf(sent?.metadata)?.user_id],
    ...[sent?.safety_identifier, sent?.user, parameters?.safety_identifier, parameters?.user],
    ...[objectOf(keys?.requester_metadata)?.user_id, keys?.user_api_key_user_id, record.user],
  )
  return user === NOBODY ? null : user
}
