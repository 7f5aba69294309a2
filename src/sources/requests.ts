import { requestPair } from './api.js'
import { isPayload, payloadPair } from './litellm/payload.js'
import type { Pair } from './pairs.js'
import type { Json } from './values.js'

/** The request in a record of any log of requests; a text says what a record is that has none. */
export const anyPair = (record: Json): Pair | string => (isPayload(record) ? payloadPair(record) : requestPair(record))
