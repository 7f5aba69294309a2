import { unpackedName } from '../contents.js'
import { csvRowsOf } from '../csv.js'
import { documentOf } from '../documents.js'
import { isObject } from '../values.js'

/**
 * The records of a table, of a list, or of an answer of the API, which has them as its `data`. Of a row that is torn there
 * is none.
 * @throws SyntaxError where a document is no JSON.
 */
export function recordsIn(path: string): unknown[] {
  if (unpackedName(path).endsWith('.csv'))
    return [...csvRowsOf(path)].map(({ values, whole }) => (whole ? values : null))
  const document = documentOf(path, true)
  if (isObject(document)) return Array.isArray(document.data) ? document.data : [document]
  return Array.isArray(document) ? document : []
}
