/** What stands in every planted text. Nothing that the project writes has it. */
const MARK = 'Zq9plantedXw'

/** Values that say what a record is, without which nothing would read it. */
const SAYS_WHAT =
  /^(?:role|type|object|status|stop_reason|finish_reason|uri|url|path|call_type|key|traceId|spanId|parentSpanId)$/
/** Attributes that do. */
const NAMES_WHAT =
  /^(?:service\.name|event\.(?:name|timestamp|sequence)|decision\w*|source|success|query_source|to_mode|from_mode|gen_ai\.(?:operation\.name|system|provider\.name)|openinference\.span\.kind|traceloop\.span\.kind|\w+_(?:tokens|ms|count|size\w*))$/
/** Names that an agent's own records bear. */
const OWN_NAMES = /^(?:claude_code\.|com\.anthropic\.)/

/** Marks by the texts that they stand behind: the same text comes again in the next request. */
type Marks = Map<string, string>

/** A value in which every text has a mark of its own behind it. */
export function planted(value: unknown, marks: Marks = new Map(), key = ''): unknown {
  if (typeof value === 'string') {
    if (SAYS_WHAT.test(key) || OWN_NAMES.test(value) || /^(?:\d+|\d{4}-\d\d-\d\dT.*)$/.test(value)) return value
    const inner = inJson(value)
    if (inner !== undefined) return JSON.stringify(planted(inner, marks, key))
    if (value.startsWith('event:') || value.startsWith('data:')) return inEvents(value, marks)
    const mark = marks.get(value) ?? ` ${MARK}${marks.size}`
    marks.set(value, mark)
    return value + mark
  }
  if (Array.isArray(value)) return value.map((item) => planted(item, marks, key))
  if (typeof value !== 'object' || value === null) return value
  if ('key' in value && typeof value.key === 'string' && NAMES_WHAT.test(value.key)) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, planted(inner, marks, name)]))
}

function inJson(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** The body of a streamed answer, with a mark in every text of its events. */
const inEvents = (body: string, marks: Marks): string =>
  body
    .split('\n')
    .map((line) => {
      const value = line.startsWith('data:') ? inJson(line.slice(5)) : undefined
      return value === undefined ? line : `data: ${JSON.stringify(planted(value, marks))}`
    })
    .join('\n')

/** Forms in which a mark could hide: as it is, in any case, as hexadecimal, UTF-16, escaped, and in base64 at any place. */
export const FORMS: readonly Buffer[] = [MARK, MARK.toLowerCase(), MARK.toUpperCase()].flatMap((mark) => {
  const bytes = Buffer.from(mark)
  const base64 = [0, 1, 2].map((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
    // Ends that depend on what stands around it are cut off.
    return whole.slice(before === 0 ? 0 : 4, Math.floor(((before + bytes.length) * 8) / 6) - 1)
  })
  const escaped = [...mark].map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')
  return [
    bytes,
    Buffer.from(mark, 'utf16le'),
    ...[bytes.toString('hex'), bytes.toString('hex').toUpperCase(), encodeURIComponent(mark), escaped].map((form) =>
      Buffer.from(form),
    ),
    ...base64.flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')].map((one) => Buffer.from(one))),
    Buffer.from([...mark].reverse().join('')),
  ]
})

/** Whether any form of a mark stands in some bytes. */
export const isFound = (bytes: Buffer): boolean => FORMS.some((form) => bytes.includes(form))

export const hasMarks = (value: unknown): number => JSON.stringify(value).split(MARK).length - 1
