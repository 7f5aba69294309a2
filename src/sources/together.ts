import type { Conceal, FileRead, RowSink, Rules } from '../model/index.js'
import { COLLECTED } from './collected/home.js'
import { readKeptSpans, requestKept } from './collected/read.js'
import { type RequestKind, readRequests } from './exchanges.js'
import { Reading } from './reading.js'
import { REQUESTS } from './requests.js'
import { concealing } from './sealed.js'

/**
 * Requests of one conversation may lie in several files, so the files of a place that hold requests are read together,
 * whichever of these sources each is of (docs/decisions/0038).
 */
const TOGETHER: Readonly<Record<string, RequestKind>> = { ...REQUESTS, [COLLECTED]: { requestOf: requestKept } }

/** Whether files of a source are read together with others of their place. */
export const isTogether = (source: string): boolean => Object.hasOwn(TOGETHER, source)

/** A file of a source that {@link isTogether}. */
export interface TogetherFile {
  path: string
  source: string
}

/**
 * Reads files of one owner as one log. What is read does not depend on how requests are spread over files that have times.
 * @returns what each file gives, or why it could not be read, in their order.
 */
export async function readTogether(
  files: readonly TogetherFile[],
  conceal: Conceal,
  sink: RowSink | null = null,
  rules: Rules | null = null,
): Promise<(FileRead | { failed: unknown })[]> {
  const reading = new Reading(concealing(conceal), sink, rules, files.length)
  const logs = files.map(({ path, source }) => ({ path, ...TOGETHER[source]! }))
  const failed = await readRequests(logs, reading)
  for (const [file, { path, source }] of files.entries())
    if (source === COLLECTED && !failed.has(file)) await readKeptSpans(path, reading, file)
  return reading.end().map((read, i) => (failed.has(i) ? { failed: failed.get(i) } : read))
}
