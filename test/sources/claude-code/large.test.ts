import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RULES } from '../../../src/facets/index.js'
import { Capture } from '../../../src/ingest/capture.js'
import type { FileRead, RowSink, Rows } from '../../../src/model/index.js'
import { Chain } from '../../../src/sources/claude-code/chain.js'
import { readLarge } from '../../../src/sources/claude-code/large.js'
import { readTranscript } from '../../../src/sources/claude-code/read.js'
import { makeFleet } from '../../fleet/index.js'
import { DAMAGES } from '../damages.js'
import { fixtureOf } from '../fixture.js'
import { plainly } from '../read-bytes.js'
import { shuffled } from '../shuffled.js'

/** Large files are put together while they are read. What comes of it is what reading them at once gives. */
describe('a large transcript', () => {
  const dir = mkdtempSync(join(tmpdir(), 'leeway-large-'))
  const path = join(dir, 'log.jsonl')
  let logs: string[]

  beforeAll(async () => {
    await makeFleet(join(dir, 'fleet'), { seed: 5, users: 4, meanSessions: 10, from: '2026-01-05', days: 40 })
    logs = readdirSync(join(dir, 'fleet'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.jsonl'))
      .map((name) => readFileSync(join(dir, 'fleet', name), 'utf8'))
  })
  afterAll(() => rmSync(dir, { recursive: true }))

  const bothWays = async (text: string | Buffer): Promise<[FileRead, FileRead, FileRead | null]> => {
    writeFileSync(path, text)
    const whole = await readTranscript(path, null, plainly, null, RULES, Number.POSITIVE_INFINITY)
    return [
      whole,
      await readTranscript(path, null, plainly, null, RULES, 0),
      await readLarge(path, plainly, null, RULES),
    ]
  }

  const suiting = DAMAGES.filter(({ suits }) => suits(fixtureOf('claude-code')))
  it.each(suiting.map((damage) => [damage.name, damage] as const))('gives the same: %s', async (_, damage) => {
    const [whole, large] = await bothWays(damage.apply(fixtureOf('claude-code')))
    expect(large).toEqual(whole)
  })

  it('gives the same of every log of a fleet, without falling back', async () => {
    expect(logs.length).toBeGreaterThan(30)
    let streamed = 0
    for (const log of logs) {
      const [whole, , large] = await bothWays(log)
      if (large === null) continue
      streamed++
      expect(large).toEqual(whole)
    }
    expect(streamed).toBe(logs.length)
  })

  it('shows a judge that asks for steps the same of every turn and action', async () => {
    for (const log of logs) {
      writeFileSync(path, log)
      const [whole, large] = [new Capture({ steps: 6, characters: 60 }), new Capture({ steps: 6, characters: 60 })]
      const read = await readTranscript(path, null, plainly, null, whole, Number.POSITIVE_INFINITY)
      const seen = evidenceOf(read, whole)
      expect(seen.size).toBe(read.turns.length + read.actions.length)
      expect(evidenceOf((await readLarge(path, plainly, null, large))!, large)).toEqual(seen)
    }
  })

  it('gives the same of logs behind each other, mixed, and with lines that changed places', async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const [a, b] = shuffled(logs, seed).map((log) => log.trimEnd().split('\n'))
      const behind = [...a!, ...b!]
      const mixed = a!.flatMap((line, i) => [line, ...b!.slice(i, i + 1)])
      const near = [...behind]
      for (let i = 3; i + 2 < near.length; i += 7) [near[i], near[i + 2]] = [near[i + 2]!, near[i]!]
      const untimed = behind.map((line, i) => (i % 5 === 2 ? line.replace(/"timestamp":"[^"]*",?/, '') : line))
      const headless = behind.map((line, i) => (i % 9 === 4 ? line.replace(/"entrypoint":"[^"]*",?/, '') : line))
      for (const lines of [behind, mixed, near, untimed, headless, shuffled(behind, seed)]) {
        const [whole, large] = await bothWays(lines.map((line) => `${line}\n`).join(''))
        expect(large).toEqual(whole)
      }
    }
  })

  it('hands over its rows while it is read, each once, where somebody takes them', async () => {
    const text = busy(6000)
    const startsOver = text.replace(/"entrypoint":"cli",/g, '').replace(/}\n$/, ',"entrypoint":"sdk-cli"}\n')
    const behind = [...text.split('\n').slice(1), text.split('\n')[0]].join('\n')
    for (const [lines, voids] of [
      [text, 0],
      [startsOver, 1],
      [behind, 1],
    ] as const) {
      const [whole] = await bothWays(lines)
      const taken = new Taken()
      const rest = await readTranscript(path, null, plainly, taken, RULES, 0)
      expect([taken.parts > 0, taken.voids]).toEqual([true, voids])
      for (const kind of KINDS)
        expect(sortedRows([...taken.rows[kind], ...rest[kind]])).toEqual(sortedRows(whole[kind]))
      expect({ ...rest, ...EMPTY }).toEqual({ ...whole, ...EMPTY })
    }
  }, 60_000)

  it('is told who starts turns by an entry point that only a later record names', async () => {
    const record = (fields: object, i: number) =>
      JSON.stringify({
        sessionId: 's',
        uuid: `u${i}`,
        parentUuid: i === 0 ? null : `u${i - 1}`,
        timestamp: new Date(Date.UTC(2026, 0, 5) + i * 1000).toISOString(),
        ...fields,
      })
    const lines = [
      { type: 'user', message: { role: 'user', content: 'go' } },
      { type: 'assistant', message: { id: 'm', role: 'assistant', content: [{ type: 'text', text: 'gone' }] } },
      { type: 'assistant', entrypoint: 'sdk-cli', message: { id: 'n', role: 'assistant', content: [] } },
    ]
    const [whole, large, streamed] = await bothWays(lines.map(record).join('\n'))
    expect(large).toEqual(whole)
    expect(streamed).toEqual(whole)
    expect(whole.turns.map((turn) => turn.started_by)).toEqual(['program'])
  })
})

/** What a judge was shown of each turn and action, by its id. */
const evidenceOf = ({ turns, actions }: FileRead, capture: Capture) =>
  new Map([
    ...turns.map(({ turn, why }) => [`turn ${turn}`, capture.take(why)!.evidence] as const),
    ...actions.map(({ action, why }) => [`action ${action}`, capture.take(why)!.evidence] as const),
  ])

const KINDS = ['sessions', 'turns', 'actions', 'agents', 'touches'] as const
const EMPTY: Rows = { sessions: [], turns: [], actions: [], agents: [], touches: [] }
const sortedRows = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).sort()

/** A session of many turns, some of whose calls and results are written again much later. */
function busy(turns: number): string {
  const lines: string[] = []
  const record = (type: string, message: object, more: object = {}) => {
    const i = lines.length
    const timestamp = new Date(Date.UTC(2026, 0, 5) + i * 1000).toISOString()
    const own = { type, sessionId: 'busy', uuid: `u${i}`, parentUuid: i === 0 ? null : `u${i - 1}`, timestamp }
    lines.push(JSON.stringify({ entrypoint: 'cli', ...own, message, ...more }))
  }
  const answer = (id: number, content: object[]) =>
    record('assistant', { id: `m${id}`, role: 'assistant', content, usage: { input_tokens: 1, output_tokens: id } })
  const side = { isSidechain: true, agentId: 'helper' }
  for (let t = 0; t < turns; t++) {
    record('user', { role: 'user', content: 'go on '.repeat(40) })
    const result = (call: string) =>
      record('user', { role: 'user', content: [{ type: 'tool_result', tool_use_id: call }] })
    for (const call of t % 10 === 9 ? [t, t - 9, Math.max(0, t - 3000)] : [t]) {
      answer(t, [{ type: 'tool_use', id: `call${call}`, name: 'Bash', input: {} }])
      if (t % 7 !== 3) result(`call${call}`)
    }
    if (t % 5 === 0) {
      const content = [{ type: 'tool_use', id: `sub${t - (t % 20)}`, name: 'Read', input: {} }]
      record('assistant', { id: `s${t}`, role: 'assistant', content }, side)
      const done = [{ type: 'tool_result', tool_use_id: `sub${t - (t % 20)}` }]
      record('user', { role: 'user', content: done }, side)
    }
    answer(-1 - t, [{ type: 'text', text: 'done '.repeat(40) }])
  }
  return `${lines.join('\n')}\n`
}

class Taken implements RowSink {
  parts = 0
  voids = 0
  rows: Rows = structuredClone(EMPTY)

  async add(rows: Rows): Promise<void> {
    this.parts++
    for (const kind of KINDS) this.rows[kind].push(...(rows[kind] as never[]))
  }

  async startOver(): Promise<void> {
    this.voids++
    this.rows = structuredClone(EMPTY)
  }
}

describe('the chain of records', () => {
  it('finds each of many ids again, and no other', () => {
    const chain = new Chain()
    for (let i = 0; i < 200_000; i++) expect(chain.add(`id-${i}`)).toEqual({ record: i, fresh: true })
    for (let i = 0; i < 200_000; i += 997) {
      chain.place(i, i * 2, i, i % 2 === 0 ? i * 2 : i)
      expect([chain.find(`id-${i}`), chain.moment(i), chain.depth(i)]).toEqual([i, i * 2, i])
      expect(chain.stamp(i)).toBe(i % 2 === 0 ? i * 2 : i)
    }
    expect(chain.find('id-200000')).toBe(-1)
    expect([chain.own(7), chain.own(7)]).toEqual([false, true])
  })
})
