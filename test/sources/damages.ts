import { gzipSync } from 'node:zlib'
import type { Expected, Fixture } from './fixture.js'
import { shuffled } from './shuffled.js'

/** One thing that happens to logs, and what it changes of the rows; most change nothing. */
export interface Damage {
  name: string
  suits(fixture: Fixture): boolean
  apply(fixture: Fixture): string | Buffer
  /** Alters the expectation of the undamaged log. */
  differs?(expected: Expected, fixture: Fixture): void
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

const inLines = ({ lines }: Fixture) => lines.length > 0
const inJson = (fixture: Fixture) => inLines(fixture) || fixture.document
const any = () => true

const text = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('')
/** Changes every record of a log. */
const each = ({ bytes, lines, document }: Fixture, change: (value: Json) => Json) =>
  document
    ? JSON.stringify(change(JSON.parse(bytes.toString('utf8'))))
    : text(lines.map((line) => JSON.stringify(change(JSON.parse(line)))))

/** Builds every object anew, from the inside out. */
function rebuilt(value: Json, object: (entries: [string, Json][]) => [string, Json][]): Json {
  if (Array.isArray(value)) return value.map((item) => rebuilt(item, object))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, inner]): [string, Json] => [key, rebuilt(inner, object)])
  return Object.fromEntries(object(entries))
}

/** A log in which no figure can be trusted: only who did what remains. */
const withoutFigures = (expected: Expected) => {
  const unknown = { tokens_in: null, tokens_out: null, tokens_cache_read: null, tokens_cache_write: null }
  for (const turn of expected.turns) Object.assign(turn, { reported_ms: null })
  // That no model was asked is no figure of the log.
  for (const row of [...expected.turns, ...expected.agents])
    if (Object.keys(unknown).some((column) => row[column as 'tokens_in'] !== 0)) Object.assign(row, unknown)
}

const figures = (fixture: Fixture, change: (n: number) => Json) =>
  each(fixture, function replace(value): Json {
    if (typeof value === 'number') return change(value)
    if (Array.isArray(value)) return value.map(replace)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replace(inner)]))
  })

const inFigures = (name: string, change: (n: number) => Json, more = (changed: string) => changed): Damage => ({
  name,
  suits: (fixture) => inJson(fixture) && fixture.numbers_matter !== true,
  apply: (fixture) => more(figures(fixture, change)),
  differs: withoutFigures,
})

export const DAMAGES: readonly Damage[] = [
  { name: 'nothing', suits: any, apply: ({ bytes }) => bytes },
  { name: 'being packed with gzip', suits: any, apply: ({ bytes }) => gzipSync(bytes) },
  { name: 'no line break at the end', suits: inJson, apply: ({ bytes }) => bytes.toString('utf8').trimEnd() },
  {
    name: 'a last line that is cut off',
    suits: inLines,
    apply: ({ lines }) => text(lines) + lines[1]!.slice(0, lines[1]!.length / 2),
    differs: (expected) => expected.counts.unreadable++,
  },
  {
    name: 'a tail of NUL bytes',
    suits: inLines,
    apply: ({ lines }) => text(lines) + '\0'.repeat(5000),
    differs: (expected) => expected.counts.unreadable++,
  },
  {
    name: 'invalid UTF-8 inside of strings',
    suits: inJson,
    apply: ({ bytes, secret }) =>
      Buffer.from(bytes.toString('utf8').replaceAll(secret, '\u00ff\u00c3\u0028\u0080\u00ed\u00a0\u0080'), 'latin1'),
  },
  {
    name: 'blank lines and CRLF',
    suits: inLines,
    apply: ({ lines }) => `\r\n  \t\n${lines.join('\r\n\r\n \n')}\r\n\r\n`,
  },
  {
    name: 'white space around colons and commas',
    suits: inLines,
    apply: ({ lines }) =>
      text(lines.map((line) => `  ${JSON.stringify(JSON.parse(line), null, 1).replace(/\n\s*/g, ' \t')} `)),
  },
  {
    name: 'being written over many lines',
    suits: ({ document }) => document,
    apply: ({ bytes }) => `\uFEFF\r\n${JSON.stringify(JSON.parse(bytes.toString('utf8')), null, 3)}\r\n`,
  },
  {
    name: 'being written in one line',
    suits: ({ document }) => document,
    apply: ({ bytes }) => JSON.stringify(JSON.parse(bytes.toString('utf8'))),
  },
  {
    name: 'keys in another order',
    suits: inJson,
    apply: (fixture) => each(fixture, (value) => rebuilt(value, (entries) => entries.reverse())),
  },
  {
    name: 'records of unknown types',
    suits: (fixture) => inLines(fixture) && fixture.unknown !== undefined,
    apply: ({ lines, unknown }) => text(lines.flatMap((line, i) => [line, ...unknown!.lines.slice(i, i + 1)])),
    differs(expected, { unknown }) {
      expected.counts.records += unknown!.lines.length
      expected.counts.unknown = Object.fromEntries(unknown!.counts)
    },
  },
  {
    name: 'a version that nobody knows',
    suits: ({ expected, ...fixture }) => inJson({ expected, ...fixture }) && expected.sessions[0]!.version !== null,
    apply: ({ bytes, expected }) =>
      bytes.toString('utf8').replaceAll(`"${expected.sessions[0]!.version}"`, '"99.0.0-β"'),
    differs(expected) {
      const { version } = expected.sessions[0]!
      for (const session of expected.sessions) if (session.version === version) session.version = '99.0.0-β'
    },
  },
  {
    name: 'a line of 20 MB',
    suits: ({ huge_line }) => huge_line !== undefined,
    apply: ({ lines, secret, huge_line }) =>
      text(lines.map((line, i) => (i === huge_line! - 1 ? line.replace(secret, 'é\\n'.repeat(5e6)) : line))),
  },
  {
    name: 'every line twice',
    suits: (fixture) => inLines(fixture) && fixture.identified !== undefined,
    apply: ({ lines }) => text(lines.flatMap((line) => [line, line])),
    differs(expected, { identified }) {
      expected.counts.records *= 2
      expected.counts.duplicates = identified!
    },
  },
  ...[1, 2, 3].map((seed) => ({
    name: `lines in another order (${seed})`,
    suits: ({ sorted }: Fixture) => sorted === true,
    apply: ({ lines }: Fixture) => text(shuffled(lines, seed)),
  })),
  {
    name: 'lines in reverse order',
    suits: ({ sorted }) => sorted === true,
    apply: ({ lines }) => text([...lines].reverse()),
  },
  {
    name: 'JSON nested ten thousand times',
    suits: ({ deep }) => deep !== undefined,
    apply: ({ bytes, deep }) => {
      const nested = '['.repeat(10_000) + ']'.repeat(10_000)
      return bytes.toString('utf8').replaceAll(deep!, deep!.slice(0, -1) + nested)
    },
  },
  {
    name: 'keys that are names of prototypes',
    suits: inJson,
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
  inFigures('texts where numbers are expected', String),
  inFigures('numbers below zero', (n) => -n - 1),
  inFigures(
    'numbers that nothing can hold',
    () => '#',
    (changed) => changed.replaceAll('"#"', '1e308'),
  ),
  inFigures('other values than a log can have', (n) => (n % 2 === 0 ? null : { n })),
]
