import { type LogRecord, logsOf, type SpanRecord, signalOf, spansOf } from '../../otlp/index.js'
import { beginningOf } from '../beginning.js'
import { openContents } from '../contents.js'
import { isObject } from '../values.js'
import { conventionOf, isForeign } from './gather.js'
import { speaks } from './read-fact.js'
import { spanIn } from './record.js'

export type Convention = 'openinference' | 'genai'

/** Bytes of a file's beginning that are at hand, about: behind as many more may come. */
const HEAD = 60_000
/** Bytes that are looked at of a file whose first spans are of other programs. */
const FAR = 64 * 1024 * 1024
const CHUNK = 1024 * 1024

/** By what convention the first span of an agent in a file is written; null where there is none. */
export function firstConvention(path: string, head: Buffer): Convention | null {
  const beginning = beginningOf(head)
  for (const record of beginning.flatMap((value) => recordsIn(value, 0))) {
    if (isForeign(record)) return null
    if (isSpoken(record)) return 'genai'
    const found = conventionOf(record)
    if (found !== null) return found
  }
  const exported = beginning.some((value) => signalOf(value) === 'traces' || signalOf(value) === 'logs')
  return exported && head.length >= HEAD ? furtherOn(path) : null
}

const isSpoken = (record: SpanRecord | LogRecord): boolean => 'body' in record && speaks(record.name)

/** Spans and log records of a value, as far as they are there. */
function recordsIn(value: unknown, depth: number): (SpanRecord | LogRecord)[] {
  if (depth > 6) return []
  if (Array.isArray(value)) return value.flatMap((item) => recordsIn(item, depth + 1))
  if (!isObject(value) || depth > 4) return []
  const signal = signalOf(value)
  if (signal === 'traces') return [...spansOf(value)]
  if (signal === 'logs') return [...logsOf(value)]
  const span = spanIn(value)
  if (span !== null) return [span]
  return Object.values(value).flatMap((inner) =>
    Array.isArray(inner) || depth === 0 ? recordsIn(inner, depth + 1) : [],
  )
}

const MARK = /"key"\s*:\s*"(?:(openinference\.|llm\.(?:input|output)_messages)|gen_ai\.|ai\.operationId|traceloop\.)/
const FOREIGN = /"stringValue"\s*:\s*"claude-code/

/** The same of a file of many programs, whose first spans are of others. */
function furtherOn(path: string): Convention | null {
  try {
    const contents = openContents(path)
    try {
      const buffer = Buffer.allocUnsafe(CHUNK)
      let before = ''
      for (let at = 0; at < FAR; ) {
        const read = contents.read(buffer, 0, CHUNK)
        if (read === 0) return null
        const text = before + buffer.toString('latin1', 0, read)
        const found = MARK.exec(text)
        if (FOREIGN.test(found === null ? text : text.slice(0, found.index))) return null
        if (found !== null) return found[1] === undefined ? 'genai' : 'openinference'
        before = text.slice(-64)
        at += read
      }
    } finally {
      contents.close()
    }
  } catch {
    // What cannot be read is not told from other logs.
  }
  return null
}
