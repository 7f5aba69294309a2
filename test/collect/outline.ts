import type { Kind, Reducer } from '../../src/collect/index.js'
import { SIGNALS } from '../../src/collect/records.js'

type Plain = Record<string, unknown>

/** Keeps of each record when it was and how it is known, and nothing else. */
export const outline: Reducer = {
  reduce(kind, body) {
    const lines: string[] = []
    for (const record of kind === 'requests' ? [body as Plain] : recordsOf(kind, body as Plain)) {
      const { traceId, spanId, timeUnixNano, startTimeUnixNano, id } = record
      lines.push(JSON.stringify({ kind, traceId, spanId, at: timeUnixNano ?? startTimeUnixNano, id }))
    }
    return lines
  },
}

function* recordsOf(kind: Exclude<Kind, 'requests'>, body: Plain): Generator<Plain> {
  const { resources, scopes, records } = SIGNALS[kind]
  for (const resource of (body[resources] ?? []) as Plain[])
    for (const scope of (resource[scopes] ?? []) as Plain[]) yield* (scope[records] ?? []) as Plain[]
}
