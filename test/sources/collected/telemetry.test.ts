import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { FileRead } from '../../../src/model/index.js'
import { headOf, SOURCES, sourceOf } from '../../../src/sources/index.js'
import { fixtureOf } from '../fixture.js'
import { readJudged, readKept, recordsIn, reducing, rowsOf } from './both-ways.js'
import { hasMarks, isFound, planted } from './planted.js'

const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url))
const samples = fileURLToPath(new URL('../../../../../shared/samples/openinference-otel-genai', import.meta.url))

const SPANS = ['otel-genai', 'openinference']
/** Kinds of telemetry of which there is a fixture. */
const TELEMETRY = [...SPANS, 'claude-code-otel']

/** The lines that are left of what a file of spans has, line by line, or as the document that it is. */
function reducedSpans(name: string, text: string): string[] {
  const by = reducing()
  return (name.endsWith('.json') ? [JSON.parse(text) as unknown] : recordsIn(name, text)).flatMap((value) =>
    by.telemetry(value, null),
  )
}

/** Rows without some ids. */
const without = (rows: Record<string, string[]>, ...ids: string[]): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(rows).map(([kind, all]) => [
      kind,
      all.map((row) => JSON.stringify(JSON.parse(row), (key, value) => (ids.includes(key) ? null : value))).sort(),
    ]),
  )

describe('telemetry that was reduced', () => {
  it.each(TELEMETRY)('of the fixture of %s gives the rows and verdicts of the file', async (id) => {
    const { name, bytes, expected } = fixtureOf(id)
    const file = await readJudged(sourceOf(id)!, join(fixtures, id, name))
    const kept = await readKept(reducedSpans(name, bytes.toString('utf8')))
    expect(rowsOf(kept)).toEqual(rowsOf(file))
    expect(kept.actions).toHaveLength(expected.actions.length)
    expect(kept.counts.unreadable).toBe(0)
  })

  it.each(TELEMETRY)('of %s holds no text that is planted in them', async (id) => {
    const { name, bytes, expected } = fixtureOf(id)
    const records = planted(recordsIn(name, bytes.toString('utf8'))) as unknown[]
    const by = reducing()
    const lines = records.flatMap((record) => by.telemetry(record, null))
    expect(hasMarks(records)).toBeGreaterThan(20)
    expect(lines.length).toBeGreaterThan(0)
    expect(isFound(Buffer.from(lines.join('\n')))).toBe(false)
    expect((await readKept(lines)).actions.length).toBeGreaterThan(0)
    expect(expected.actions.length).toBeGreaterThan(0)
  })
})

describe.skipIf(!existsSync(samples))('public spans that were reduced', () => {
  it('give the rows and verdicts of the files', async () => {
    const files = readdirSync(samples, { recursive: true, encoding: 'utf8' }).filter((one) => /\.jsonl?$/.test(one))
    let compared = 0
    for (const name of files.sort()) {
      const path = join(samples, name)
      const source = SOURCES.find((one) => one.recognises(path, headOf(path, 65_536)))
      if (source === undefined || !SPANS.includes(source.id)) continue
      const lines = reducedSpans(name, readFileSync(path, 'utf8'))
      const [kept, file] = [await readKept(lines), await readJudged(source, path)]
      // What stands for the ids of a record without any tells of its text, so that its place in the tree is named otherwise.
      const named = lines.every((line) => /^[0-9a-f]{32}$/.test((JSON.parse(line) as { trace: string }).trace))
      const rows = named
        ? rowsOf
        : (read: FileRead) => without(rowsOf(read), 'session', 'turn', 'root', 'action', 'touch')
      expect(rows(kept), name).toEqual(rows(file))
      compared++
    }
    expect(compared).toBeGreaterThan(5)
  })
})
