import { COLLECTED } from '../sources/index.js'
import { linesOf, parseJson } from './json.js'
import type { Limits } from './limits.js'
import { decode } from './protobuf.js'
import { byService, countRecords, isObject, SIGNALS, type Signal } from './records.js'
import type { Reducer } from './reduce.js'
import { Refusal, type Status } from './refusal.js'
import { unpack } from './unpack.js'

/** How a body is written. */
export type Form = 'json' | 'lines' | 'protobuf'

/** A body to look at, as it can be handed to another thread. */
export interface Job {
  kind: Signal | 'requests'
  form: Form
  gzip: boolean
  bytes: Uint8Array<ArrayBuffer>
  customer: string | null
}

/** Lines for a file. */
export interface Lines {
  /** What the file's name begins with. */
  name: string
  lines: string[]
}

/** A record that was not taken: its line in the body, or its place in an array, from 1. */
export interface Rejected {
  record: number
  reason: string
}

/** What came of a body, for its sender. */
export type Outcome =
  | {
      records: number
      rejected: Rejected[]
      /** Records that left no lines: they are about no agent, or of a kind that is not read. */
      passed: number
    }
  | { refused: { status: Status; message: string } }

export interface WorkMeans {
  reducer: Reducer
  /** Whether bodies are kept as they are, instead of reduced. */
  spool: boolean
  limits: Limits
}

/**
 * Unpacks, reads and reduces a body.
 * @param keep is given lines that are to be kept, once all of the body was understood.
 * @returns its refusal as well: it never throws, whatever a body holds.
 */
export function work(job: Job, means: WorkMeans, keep: (lines: Lines) => void): Outcome {
  try {
    const bytes = job.gzip ? unpack(job.bytes, means.limits) : job.bytes
    const {
      records,
      rejected,
      passed = 0,
      kept,
    } = job.kind === 'requests' ? workRequests(job, bytes, means) : workSignal(job.kind, job, bytes, means)
    for (const lines of kept) if (lines.lines.length > 0) keep(lines)
    return { records, rejected, passed }
  } catch (error) {
    if (error instanceof Refusal) return { refused: { status: error.status, message: error.message } }
    // The reducer did not foresee this body. Its error may hold a piece of it, and is not told.
    means.reducer.startOver?.()
    return { refused: { status: 500, message: 'this body could not be understood; it is not kept' } }
  }
}

interface Read {
  records: number
  rejected: Rejected[]
  passed?: number
  kept: Lines[]
}

function workSignal(signal: Signal, { form, customer }: Job, bytes: Uint8Array, means: WorkMeans): Read {
  const body = read(signal, form, bytes, means.limits)
  const records = countRecords(signal, body)
  // Metrics say how much, and nothing of who acted.
  if (signal === 'metrics' || records === 0) return { records, rejected: [], kept: [] }
  if (!means.spool) {
    const lines = means.reducer.reduce(signal, body, { customer })
    const passed = Math.max(0, records - lines.length)
    return { records, rejected: [], passed, kept: [{ name: COLLECTED, lines }] }
  }
  const kept = byService(signal, body).map(({ service, body }) => ({
    name: service === null ? signal : `${signal}-${service}`,
    lines: [JSON.stringify(body)],
  }))
  return { records, rejected: [], kept }
}

const read = (signal: Signal, form: Form, bytes: Uint8Array, { depth, messageDepth }: Limits): unknown =>
  form === 'protobuf' ? decode(SIGNALS[signal].message, bytes, messageDepth) : parseJson(bytes, depth)

/** API records: each is taken or rejected on its own. */
function workRequests({ form, customer }: Job, bytes: Uint8Array, { reducer, spool, limits }: WorkMeans): Read {
  const rejected: Rejected[] = []
  const lines: string[] = []
  let records = 0
  const take = (record: number, value: unknown) => {
    records++
    if (!isObject(value)) return rejected.push({ record, reason: 'no JSON object' })
    const kept = spool ? [JSON.stringify(value)] : reducer.reduce('requests', value, { customer })
    if (kept.length === 0) rejected.push({ record, reason: 'no request of a known API' })
    for (const line of kept) lines.push(line)
  }
  // Some gateways send lines and call them JSON.
  const body = form === 'json' ? attempt(() => parseJson(bytes, limits.depth)) : null
  if (form === 'json' && !(body instanceof Refusal))
    for (const [i, value] of (Array.isArray(body) ? body : [body]).entries()) take(i + 1, value)
  else
    for (const { number, line } of linesOf(bytes)) {
      const value = attempt(() => parseJson(line, limits.depth))
      if (value instanceof Refusal) {
        records++
        rejected.push({ record: number, reason: value.message.replace('this body', 'this line') })
      } else take(number, value)
    }
  if (records > 0 && rejected.length === records)
    throw new Refusal(400, `nothing in this body could be kept; record ${rejected[0]!.record}: ${rejected[0]!.reason}`)
  return { records, rejected, kept: [{ name: spool ? 'requests' : COLLECTED, lines }] }
}

function attempt(read: () => unknown): unknown {
  try {
    return read()
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}
