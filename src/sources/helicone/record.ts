import { isObject, type Json, objectOf, textOf } from '../values.js'

/** What a request has in Helicone's own records, besides its body and its answer's. */
const MARKS = [
  ...['request_created_at', 'request_properties', 'request_user_id', 'request_path', 'response_status'],
  ...['response_created_at', 'helicone_user', 'signed_body_url', 'delay_ms'],
]

/** The value of a field, in whichever of the two ways it is written: `request_body` or `requestBody`. */
export const fieldOf = (record: Json, name: string): unknown =>
  record[name] ?? record[name.replace(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase())]

/** A request as the page of requests has it: its parts in one place, and what is known of it in another. */
export const mappedOf = (record: Json): { raw: Json; about: Json } | null => {
  const raw = objectOf(record.raw)
  const about = objectOf(record.heliconeMetadata)
  return raw === null || about === null ? null : { raw, about }
}

/** Whether a record is one of Helicone's, of which only the beginning may be there. */
export function isHelicone(record: Json): boolean {
  if (isObject(record.heliconeMetadata)) return true
  const id = textOf(fieldOf(record, 'request_id')) ?? textOf(fieldOf(record, 'response_id'))
  return id !== null && MARKS.filter((mark) => fieldOf(record, mark) !== undefined).length > 1
}
