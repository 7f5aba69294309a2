import type { Conceal, FileRead, RowSink, Rules } from '../model/index.js'
import { COLLECTED } from './collected/home.js'
import { readKeptTelemetry, requestsKept } from './collected/read.js'
import { readRequests } from './exchanges.js'
import { Reading } from './reading.js'
import { REQUESTS } from './requests.js'
import { concealing } from './sealed.js'

/**
 * Requests of one conversation may lie in several files, so the files of a place that hold requests are read together,
 * whichever of these sources each is of (docs/decisions/0038).
 */
const isRequests = (source: string): boolean => Object.hasOwn(REQUESTS, source)

/** Whether files of a source are read together with others of their place. */
export const isTogether = (source: string): boolean => isRequests(source) || source === COLLECTED

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
  const kept = files.flatMap(({ path, source }) => (source === COLLECTED ? [path] : []))
  const requestOf = await requestsKept(kept)
  const logs = files.map(({ path, source }) => ({ path, ...(isRequests(source) ? REQUESTS[source]! : { requestOf }) }))
  const failed = await readRequests(logs, reading)
  for (const [file, { path, source }] of files.entries())
    if (source === COLLECTED && !failed.has(file)) await readKeptTelemetry(path, reading, file)
  return reading.end().map((read, i) => (failed.has(i) ? { failed: failed.get(i) } : read))
}
