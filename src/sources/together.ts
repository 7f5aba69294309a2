import type { Conceal, FileRead, RowSink, Rules } from '../model/index.js'
import { pairIn } from './api.js'
import { type PairOf, readRequests } from './exchanges.js'
import { payloadIn } from './litellm/payload.js'
import { Reading } from './reading.js'

/**
 * Sources whose files hold requests, by what a record of theirs asks. Requests of one conversation may lie in several
 * files, so the files of a place are read together, whichever of these sources each is of (docs/decisions/0038).
 */
const REQUESTS: Readonly<Record<string, PairOf>> = {
  litellm: payloadIn,
  'anthropic-messages': pairIn,
  'openai-chat': pairIn,
  'openai-responses': pairIn,
}

/** Whether files of a source are read together with others of their place. */
export const isTogether = (source: string): boolean => Object.hasOwn(REQUESTS, source)

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
  const reading = new Reading(conceal, sink, rules, files.length)
  const logs = files.map(({ path, source }) => ({ path, pairOf: REQUESTS[source]! }))
  const failed = await readRequests(logs, reading)
  return reading.end().map((read, i) => (failed.has(i) ? { failed: failed.get(i) } : read))
}
