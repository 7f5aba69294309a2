import type { MessageName } from './messages.js'
import type { Kind } from './reduce.js'
import { Refusal } from './refusal.js'

/** The three signals of OTLP. */
export type Signal = 'logs' | 'traces' | 'metrics'

type Plain = Record<string, unknown>

/** How a signal's requests are nested, and what its answers call records that were not taken. */
export const SIGNALS: Record<
  Signal,
  { message: MessageName; resources: string; scopes: string; records: string; rejected: string }
> = {
  logs: {
    message: 'LogsRequest',
    resources: 'resourceLogs',
    scopes: 'scopeLogs',
    records: 'logRecords',
    rejected: 'rejectedLogRecords',
  },
  traces: {
    message: 'TracesRequest',
    resources: 'resourceSpans',
    scopes: 'scopeSpans',
    records: 'spans',
    rejected: 'rejectedSpans',
  },
  metrics: {
    message: 'MetricsRequest',
    resources: 'resourceMetrics',
    scopes: 'scopeMetrics',
    records: 'metrics',
    rejected: 'rejectedDataPoints',
  },
}

/** Kinds of metrics, each with its data points. */
const POINTS = ['gauge', 'sum', 'histogram', 'exponentialHistogram', 'summary']

/**
 * Looks whether an OTLP/JSON object is nested as a signal's requests are.
 * @returns how many log records, spans or data points it holds.
 * @throws Refusal that names the place where something else stands.
 */
export function countRecords(signal: Signal, body: unknown): number {
  const { resources, scopes, records } = SIGNALS[signal]
  if (!isObject(body)) throw new Refusal(400, 'this body is no JSON object')
  if (!(resources in body) && Object.keys(body).length > 0)
    throw new Refusal(400, `this body has no ${resources}, as OTLP has ${signal}`)
  let count = 0
  for (const [r, resource] of listed(body, resources, resources))
    for (const [s, scope] of listed(resource, scopes, `${resources}[${r}].${scopes}`)) {
      const at = `${resources}[${r}].${scopes}[${s}].${records}`
      for (const [m, record] of listed(scope, records, at))
        count += signal === 'metrics' ? pointsOf(record, `${at}[${m}]`) : 1
    }
  return count
}

function pointsOf(metric: Plain, at: string): number {
  let count = 0
  for (const name of POINTS) {
    const held = metric[name]
    if (held === undefined || held === null) continue
    if (!isObject(held)) throw new Refusal(400, `${at}.${name}: expected an object`)
    for (const _ of listed(held, 'dataPoints', `${at}.${name}.dataPoints`)) count++
  }
  return count
}

function* listed(object: Plain, name: string, at: string): Generator<[number, Plain]> {
  const list = object[name]
  if (list === undefined || list === null) return
  if (!Array.isArray(list)) throw new Refusal(400, `${at}: expected an array`)
  for (const [i, entry] of list.entries()) {
    if (!isObject(entry)) throw new Refusal(400, `${at}[${i}]: expected an object`)
    yield [i, entry]
  }
}

export const isObject = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What a resource calls itself, as far as it can be part of a file's name: at most 40 letters, digits, `_`, `.` and `-`. */
function serviceOf(resource: Plain): string | null {
  const attributes = isObject(resource.resource) ? resource.resource.attributes : undefined
  if (!Array.isArray(attributes)) return null
  for (const attribute of attributes) {
    if (!isObject(attribute) || attribute.key !== 'service.name' || !isObject(attribute.value)) continue
    const { stringValue } = attribute.value
    return typeof stringValue === 'string' && /^[a-z0-9][\w.-]{0,39}$/i.test(stringValue)
      ? stringValue.toLowerCase()
      : null
  }
  return null
}

/**
 * Cuts an OTLP/JSON object by what sent it, so that a file holds one kind of log.
 * @returns objects of the same form, each with the name of its service or null.
 */
export function byService(kind: Exclude<Kind, 'requests'>, body: unknown): { service: string | null; body: Plain }[] {
  const { resources } = SIGNALS[kind]
  const list = (body as Plain)[resources]
  const parts = new Map<string | null, Plain[]>()
  for (const resource of Array.isArray(list) ? (list as Plain[]) : []) {
    const service = serviceOf(resource)
    const part = parts.get(service)
    if (part === undefined) parts.set(service, [resource])
    else part.push(resource)
  }
  return [...parts].map(([service, part]) => ({ service, body: { [resources]: part } }))
}
