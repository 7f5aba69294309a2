import type { Expected, Fixture } from './fixture.js'
import { shuffled } from './shuffled.js'

/** One thing that happens to logs, and what it changes of the rows; most change nothing. */
export interface Damage {
  name: string
  apply(fixture: Fixture): string | Buffer
  /** Alters the expectation of the undamaged log. */
  differs?(expected: Expected, fixture: Fixture): void
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

const text = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('')
const each = (fixture: Fixture, change: (value: Json) => Json) =>
  text(fixture.lines.map((line) => JSON.stringify(change(JSON.parse(line)))))

/** Builds every object anew, from the inside out. */
function rebuilt(value: Json, object: (entries: [string, Json][]) => [string, Json][]): Json {
  if (Array.isArray(value)) return value.map((item) => rebuilt(item, object))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, inner]): [string, Json] => [key, rebuilt(inner, object)])
  return Object.fromEntries(object(entries))
}

/** A log in which no figure can be trusted: only who did what remains. */
const withoutFigures = (expected: Expected) => {
  for (const turn of expected.turns) {
    Object.assign(turn, { reported_ms: null, tokens_in: 0, tokens_out: 0, tokens_cache_read: 0, tokens_cache_write: 0 })
  }
}

const figures = (fixture: Fixture, change: (n: number) => Json) =>
  each(fixture, function replace(value): Json {
    if (typeof value === 'number') return change(value)
    if (Array.isArray(value)) return value.map(replace)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replace(inner)]))
  })

export const DAMAGES: readonly Damage[] = [
  { name: 'nothing', apply: ({ lines }) => text(lines) },
  { name: 'no line break at the end', apply: ({ lines }) => lines.join('\n') },
  {
    name: 'a last line that is cut off',
    apply: ({ lines }) => text(lines) + lines[1]!.slice(0, lines[1]!.length / 2),
    differs: (expected) => expected.counts.unreadable++,
  },
  {
    name: 'a tail of NUL bytes',
    apply: ({ lines }) => text(lines) + '\0'.repeat(5000),
    differs: (expected) => expected.counts.unreadable++,
  },
  {
    name: 'invalid UTF-8 inside of strings',
    apply: ({ lines, secret }) =>
      Buffer.from(text(lines).replaceAll(secret, '\u00ff\u00c3\u0028\u0080\u00ed\u00a0\u0080'), 'latin1'),
  },
  { name: 'blank lines and CRLF', apply: ({ lines }) => `\r\n  \t\n${lines.join('\r\n\r\n \n')}\r\n\r\n` },
  {
    name: 'white space around colons and commas',
    apply: ({ lines }) =>
      text(lines.map((line) => `  ${JSON.stringify(JSON.parse(line), null, 1).replace(/\n\s*/g, ' \t')} `)),
  },
  {
    name: 'keys in another order',
    apply: (fixture) => each(fixture, (value) => rebuilt(value, (entries) => entries.reverse())),
  },
  {
    name: 'records of unknown types',
    apply: ({ lines, unknown }) => text(lines.flatMap((line, i) => [line, ...unknown.lines.slice(i, i + 1)])),
    differs(expected, { unknown }) {
      expected.counts.records += unknown.lines.length
      expected.counts.unknown = Object.fromEntries(unknown.counts)
    },
  },
  {
    name: 'a version that nobody knows',
    apply: ({ lines, session }) => text(lines).replaceAll(`"${session.version}"`, '"99.0.0-β"'),
    differs: (expected) => {
      expected.session.version = '99.0.0-β'
    },
  },
  {
    name: 'a line of 20 MB',
    apply: ({ lines, secret, huge_line }) =>
      text(lines.map((line, i) => (i === huge_line - 1 ? line.replace(secret, 'é\\n'.repeat(5e6)) : line))),
  },
  {
    name: 'every line twice',
    apply: ({ lines }) => text(lines.flatMap((line) => [line, line])),
    differs(expected, { identified }) {
      expected.counts.records *= 2
      expected.counts.duplicates = identified
    },
  },
  ...[1, 2, 3].map((seed) => ({
    name: `lines in another order (${seed})`,
    apply: ({ lines }: Fixture) => text(shuffled(lines, seed)),
  })),
  { name: 'lines in reverse order', apply: ({ lines }) => text([...lines].reverse()) },
  {
    name: 'JSON nested ten thousand times',
    apply: ({ lines, deep }) => {
      const nested = '['.repeat(10_000) + ']'.repeat(10_000)
      return text(lines).replaceAll(deep, deep.slice(0, -1) + nested)
    },
  },
  {
    name: 'keys that are names of prototypes',
    apply: (fixture) =>
      each(fixture, (value) =>
        rebuilt(value, (entries) => [
          ['__proto__', { type: 'hologram', isMeta: true, sessionId: 'other', is_error: true }],
          ['constructor', { prototype: { isSidechain: true } }],
          ['toString', 'no function'],
          ...entries,
        ]),
      ),
  },
  {
    name: 'texts where numbers are expected',
    apply: (fixture) => figures(fixture, String),
    differs: withoutFigures,
  },
  {
    name: 'numbers below zero',
    apply: (fixture) => figures(fixture, (n) => -n - 1),
    differs: withoutFigures,
  },
  {
    name: 'numbers that nothing can hold',
    apply: (fixture) => figures(fixture, () => '#').replaceAll('"#"', '1e308'),
    differs: withoutFigures,
  },
  {
    name: 'other values than a log can have',
    apply: (fixture) => figures(fixture, (n) => (n % 2 === 0 ? null : { n })),
    differs: withoutFigures,
  },
]
