/** Attributes by their names, with plain values; without a prototype, so that no name means anything else. */
export type Attributes = Record<string, unknown>

/** What is nested deeper is not read. */
const DEEPEST = 64

const KINDS = new Set([
  ...['stringValue', 'boolValue', 'intValue', 'doubleValue', 'arrayValue', 'kvlistValue', 'bytesValue'],
  ...['string_value', 'bool_value', 'int_value', 'double_value', 'array_value', 'kvlist_value', 'bytes_value'],
])

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** The kind of an `AnyValue`, by the one key that says it. */
function kindOf(value: unknown): string | null {
  if (!isObject(value)) return null
  let kind: string | null = null
  for (const key in value) {
    if (!KINDS.has(key)) continue
    if (kind !== null) return null
    kind = key
  }
  return kind
}

/**
 * The plain value that an `AnyValue` stands for; whole numbers become numbers where a double holds them. A value that is
 * plain already stays as it is. Null where it says nothing.
 */
export function plainOf(value: unknown, depth = 0): unknown {
  if (depth > DEEPEST) return null
  const kind = kindOf(value)
  if (kind === null) return loose(value, depth)
  const inner = (value as Record<string, unknown>)[kind]
  switch (kind) {
    case 'intValue':
    case 'int_value':
    case 'doubleValue':
    case 'double_value':
      return numberOf(inner)
    case 'arrayValue':
    case 'array_value':
      return listOf(isObject(inner) ? inner.values : inner).map((item) => plainOf(item, depth + 1))
    case 'kvlistValue':
    case 'kvlist_value':
      return attributesOf(isObject(inner) ? inner.values : inner, depth + 1)
    default:
      return inner ?? null
  }
}

/** Some programs write lists without saying that they are. */
function loose(value: unknown, depth: number): unknown {
  if (!isObject(value)) return value ?? null
  const { values } = value
  const all = Array.isArray(values) && values.length > 0 && values.every((item) => kindOf(item) !== null)
  return all ? values.map((item) => plainOf(item, depth + 1)) : value
}

function numberOf(written: unknown): unknown {
  if (typeof written !== 'string') return written ?? null
  const number = Number(written)
  return written.trim() !== '' && Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number))
    ? number
    : written
}

/** Makes objects without a prototype that V8 keeps by their shape; those of `Object.create(null)` are tables, and slow. */
function Bare(): void {}
Bare.prototype = Object.create(null)
const bare = (): Attributes => new (Bare as unknown as new () => Attributes)()

/** Attributes as a list of keys and values, or as an object of them, by their names. */
export function attributesOf(written: unknown, depth = 0): Attributes {
  const found: Attributes = bare()
  if (depth > DEEPEST) return found
  if (isObject(written)) {
    for (const [key, value] of Object.entries(written)) found[key] = plainOf(value, depth)
    return found
  }
  for (const pair of listOf(written))
    if (isObject(pair) && typeof pair.key === 'string') found[pair.key] = plainOf(pair.value, depth)
  return found
}

/** Nanoseconds since 1970 UTC, as text or number, in milliseconds; null where it is neither, or 0, which is "not set". */
export function msOf(nanos: unknown): number | null {
  if (typeof nanos !== 'number' && (typeof nanos !== 'string' || !/^\d+$/.test(nanos))) return null
  const ms = Number(nanos) / 1e6
  return Number.isFinite(ms) && ms > 0 ? ms : null
}

/** Bytes of an id of a trace, and of a span. */
const BYTES = new Set([16, 8])

/** An id in lower-case hexadecimal, whether it is written so or in base64; null where it is none, or all zeros. */
export function idOf(written: unknown): string | null {
  if (typeof written !== 'string' || written === '' || /^0+$/.test(written)) return null
  if (/^(?:[0-9a-f]{16}|[0-9a-f]{32})$/i.test(written)) return written.toLowerCase()
  if (/^[A-Za-z0-9+/]{11}=$|^[A-Za-z0-9+/]{22}==$/.test(written)) {
    const bytes = Buffer.from(written, 'base64')
    if (BYTES.has(bytes.length)) return bytes.toString('hex')
  }
  return written
}
