import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RULES } from '../../src/facets/index.js'
import type { Checkpoint, FileRead } from '../../src/model/index.js'
import { claudeCode } from '../../src/sources/claude-code/index.js'
import { makeFleet } from '../fleet/index.js'
import { Random } from '../fleet/random.js'
import { plainly } from '../sources/read-bytes.js'

/** What the store holds after a reading: rows before the checkpoint stay, the session's row is replaced. */
function merged(stored: FileRead | null, from: Checkpoint | null, read: FileRead): FileRead {
  if (stored === null || from === null || !read.resumed) return { ...read, resumed: false }
  const kept = <Row extends { line: number }>(rows: Row[], gained: Row[]) => [
    ...rows.filter((row) => row.line < from.line),
    ...gained,
  ]
  return {
    ...read,
    turns: kept(stored.turns, read.turns),
    actions: kept(stored.actions, read.actions),
    agents: kept(stored.agents, read.agents),
    touches: kept(stored.touches, read.touches),
    resumed: false,
  }
}

const comparable = (read: FileRead) => {
  const sorted = (rows: object[]) => rows.map((row) => JSON.stringify(row)).sort()
  const { sessions, turns, actions, agents, touches, counts, unreadable } = read
  const rows = [sessions, turns, actions, agents, touches].map(sorted)
  return { rows, counts: { ...counts, unknown: Object.entries(counts.unknown).sort() }, unreadable }
}

type Json = Record<string, unknown>

/** Things that happen to real logs and that fleets do not have. */
const WEAR: Record<string, (random: Random, lines: string[]) => string[]> = {
  none: (_random, lines) => lines,
  untimed: (random, lines) =>
    lines.map((line) => (random.chance(0.1) ? line.replace(/"timestamp":"[^"]*",?/, '').replace(',}', '}') : line)),
  'clock set back': (random, lines) => {
    const from = random.int(1, lines.length)
    const back = random.int(1, 90) * 60_000
    return lines.map((line, i) => {
      const record = JSON.parse(line) as Json
      if (i < from || typeof record.timestamp !== 'string') return line
      return JSON.stringify({ ...record, timestamp: new Date(Date.parse(record.timestamp) - back).toISOString() })
    })
  },
  'another session from here on': (random, lines) => {
    const from = random.int(1, lines.length)
    const renamed = (line: string) => line.replace(/"sessionId":"[^"]*"/, '"sessionId":"another"')
    return lines.map((line, i) => (i < from ? line : renamed(line)))
  },
  'another program from here on': (random, lines) => {
    const from = random.int(1, lines.length)
    return lines.map((line, i) => (i < from ? line : JSON.stringify({ ...JSON.parse(line), entrypoint: 'sdk-cli' })))
  },
  'lines swapped': (random, lines) => {
    const out = [...lines]
    for (let n = 0; n < 3; n++) {
      const i = random.int(0, out.length - 1)
      const j = Math.min(out.length - 1, i + random.int(1, 6))
      ;[out[i], out[j]] = [out[j]!, out[i]!]
    }
    return out
  },
  'lines repeated later': (random, lines) => {
    const out = [...lines]
    for (let n = 0; n < 3; n++) {
      const i = random.int(0, out.length - 1)
      if (out[i]!.includes('"uuid"')) out.splice(Math.min(out.length, i + random.int(1, 20)), 0, out[i]!)
    }
    return out
  },
  'times rounded to minutes': (_random, lines) =>
    lines.map((line) => line.replace(/(T\d\d:\d\d):\d\d\.\d+Z"/g, '$1:00.000Z"')),
  garbage: (random, lines) =>
    lines.flatMap((line) =>
      random.chance(0.1) ? [line, random.pick(['{"torn', '7', '{"type":"constructor"}'])] : [line],
    ),
}

describe('a transcript that grows', () => {
  let dir: string
  const logs: string[][] = []

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'leeway-resume-'))
    await makeFleet(join(dir, 'fleet'), { seed: 3, users: 3, meanSessions: 12, from: '2026-01-05', days: 30 })
    for (const entry of readdirSync(join(dir, 'fleet'), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !entry.name.endsWith('.jsonl') || entry.name.startsWith('agent-')) continue
      const lines = readFileSync(join(entry.parentPath, entry.name), 'utf8').trimEnd().split('\n')
      if (lines.length > 20 && lines.length < 160) logs.push(lines)
    }
    mkdirSync(join(dir, 'growing'))
  })
  afterAll(() => rmSync(dir, { recursive: true }))

  for (const [name, wear] of Object.entries(WEAR)) {
    it(`gives at every step what reading it as a whole gives (${name})`, async () => {
      const random = new Random(`resume/${name}`)
      let resumed = 0
      for (const [n, log] of logs.slice(0, 14).entries()) {
        const path = join(dir, 'growing', `${name} ${n}.jsonl`)
        const text = Buffer.from(
          wear(random, log)
            .map((line) => `${line}\n`)
            .join(''),
        )
        let stored: FileRead | null = null
        let at = 0
        while (at < text.length) {
          const end = text.indexOf(10, Math.min(text.length - 1, at + random.int(0, 4000))) + 1 || text.length
          const next = random.chance(0.2) ? random.int(at + 1, text.length) : end
          appendFileSync(path, text.subarray(at, next))
          at = next
          const from: Checkpoint | null = stored?.checkpoint ?? null
          const read: FileRead = await claudeCode.read(path, from, plainly, null, RULES)
          if (read.resumed) resumed++
          stored = merged(stored, from, read)
          const whole = await claudeCode.read(path, null, plainly, null, RULES)
          expect(comparable(stored), `log ${n}, ${at} of ${text.length} bytes`).toEqual(comparable(whole))
        }
      }
      if (name !== 'times rounded to minutes') expect(resumed).toBeGreaterThan(10)
    })
  }
})
