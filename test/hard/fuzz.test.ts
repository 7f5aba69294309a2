import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FileRead } from '../../src/model/index.js'
import { claudeCode } from '../../src/sources/claude-code/index.js'
import { makeFleet } from '../fleet/index.js'
import { Home, wherever, wholeRelease } from '../ingest/home.js'
import { plainly } from '../sources/read-bytes.js'
import { Fuzzer, type Line, linesOf } from './fuzz.js'
import { reordered, respaced, shuffledLines } from './rewrite.js'

/** How long to fuzz; or, instead, how many records. */
const SECONDS = Number(process.env.LEEWAY_FUZZ_SECONDS ?? 8)
const RECORDS = Number(process.env.LEEWAY_FUZZ_RECORDS ?? 0)
const SEED = process.env.LEEWAY_FUZZ_SEED ?? 'fuzz'

const PLACE = '{user}/projects'
const HURT = 'user-001'
const lines = (bytes: Buffer): Line[] =>
  bytes
    .toString()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => Buffer.from(line))
const joined = (all: readonly Line[]) => Buffer.concat(all.flatMap((line) => [line, Buffer.from('\n')]))

let dir: string
let home: Home
const texts = new Map<string, Buffer>()

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'leeway-fuzz-'))
  await makeFleet(dir, { seed: 23, users: 4, meanSessions: 8, from: '2026-01-05', days: 30 })
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isFile() && path.endsWith('.jsonl')) texts.set(relative(dir, path), readFileSync(path))
  }
  home = await Home.open(dir)
})
afterAll(async () => {
  await home.close()
  rmSync(dir, { recursive: true })
})

/** Reads bytes as one file, and checks what holds of every file. */
async function readAs(path: string, bytes: Buffer, label: string): Promise<FileRead> {
  writeFileSync(join(dir, path), bytes)
  const read = await claudeCode.read(join(dir, path), null, plainly)
  expect(read.counts.records + read.counts.unreadable, `${label}: every line is accounted for`).toBe(linesOf(bytes))
  const { sessions, turns, actions, agents, touches } = read
  for (const row of [...sessions, ...turns, ...actions, ...agents, ...touches]) {
    for (const [name, value] of Object.entries(row))
      if (typeof value === 'number') expect(Number.isSafeInteger(value), `${label}: ${name} is ${value}`).toBe(true)
  }
  for (const turn of turns) {
    expect(turn.wall_ms, label).toBe(turn.ended_at - turn.started_at)
    for (const work of [turn.work2_ms, turn.work5_ms, turn.work15_ms]) {
      expect(work, label).toBeGreaterThanOrEqual(0)
      expect(work, label).toBeLessThanOrEqual(turn.wall_ms)
    }
  }
  return read
}

/** Rows of a file, wherever they stand in it. */
function rowsOf({ sessions, turns, actions, agents, touches }: FileRead): string[][] {
  return [sessions, turns, actions, agents, touches].map((rows: object[]) =>
    rows.map((row) => JSON.stringify({ ...row, line: null })).sort(),
  )
}

/** Rows of everybody whose logs nobody touched. */
async function others(): Promise<object> {
  const rows = await home.rows(await home.read(PLACE))
  const own = (list: { contributor?: unknown }[]) => list.filter((row) => row.contributor !== HURT)
  return Object.fromEntries(
    Object.entries(rows).map(([unit, list]) => [unit, own(list).map((row) => JSON.stringify(row))]),
  )
}

describe('records that no program should write', () => {
  it('crash nothing, are all accounted for, and change no other number', async () => {
    const untouched = await others()
    const hurt = [...texts.keys()].filter((path) => path.startsWith(`${HURT}/`))
    const all = hurt.flatMap((path) => lines(texts.get(path)!))
    expect(hurt.length).toBeGreaterThan(3)
    const end = performance.now() + SECONDS * 1000
    let fuzzed = 0
    let unreadable = 0
    for (let round = 0; RECORDS > 0 ? fuzzed < RECORDS : performance.now() < end; round++) {
      const fuzzer = new Fuzzer(`${SEED}/${round}`)
      const { random } = fuzzer
      const grown = new Map<string, Buffer>()
      for (const path of hurt) {
        const label = `seed ${SEED}/${round}, ${path}`
        const valid = lines(texts.get(path)!)
        // Strangers between the lines change none of the file's rows.
        const strangers = Array.from({ length: random.int(1, 30) }, () => fuzzer.stranger())
        const mixed = [...valid]
        for (const { line } of strangers) mixed.splice(random.int(0, mixed.length), 0, line)
        const plain = rowsOf(await readAs(path, joined(valid), label))
        const among = await readAs(path, joined(mixed), label)
        expect(rowsOf(among), label).toEqual(plain)
        expect(among.counts.unreadable, label).toBe(strangers.filter(({ known }) => !known).length)
        // Anything goes.
        const share = random.pick([0.05, 0.3, 1])
        const wild = valid.flatMap((line) => {
          if (!random.chance(share)) return [line]
          const made = fuzzer.mutated(line, all)
          fuzzed++
          return random.chance(0.1) ? [made, line] : [made]
        })
        const bytes = joined(random.chance(0.2) ? random.shuffled(wild) : wild)
        const read = await readAs(path, bytes, label)
        grown.set(path, bytes)
        fuzzed += strangers.length
        unreadable += read.counts.unreadable
      }
      if (RECORDS > 0 && round % 10 > 0) continue
      // The store takes it, everybody else's rows are what they were, and reading in two steps gives what one gives.
      for (const [path, bytes] of grown) writeFileSync(join(dir, path), bytes.subarray(0, random.int(0, bytes.length)))
      expect(await others(), `seed ${SEED}/${round}`).toEqual(untouched)
      for (const [path, bytes] of grown) writeFileSync(join(dir, path), bytes)
      expect(await others(), `seed ${SEED}/${round}`).toEqual(untouched)
      const once = await Home.open(dir)
      const whole = wherever(await once.rows(await once.read(PLACE)))
      await once.close()
      expect(wherever(await home.rows(await home.read(PLACE))), `seed ${SEED}/${round}`).toEqual(whole)
    }
    expect(await others()).toEqual(untouched)
    const release = await wholeRelease(await home.read(PLACE))
    expect(JSON.stringify(release)).not.toMatch(/NaN|Infinity/)
    for (const path of hurt) writeFileSync(join(dir, path), texts.get(path)!)
    expect(fuzzed).toBeGreaterThan(500)
    expect(unreadable).toBeGreaterThan(0)
    if (RECORDS > 0) console.log(`${fuzzed} records fuzzed, ${unreadable} unreadable lines`)
  }, 3_600_000)
})

describe('what means nothing in a log', () => {
  for (const [name, rewrite] of Object.entries({
    'white space': respaced,
    'the order of keys': reordered,
    'the order of lines': shuffledLines,
  })) {
    it(`changes no row of a whole fleet: ${name}`, async () => {
      const { random } = new Fuzzer(`${SEED}/${name}`)
      const before = wherever(await home.rows(await home.read(PLACE)))
      for (const [path, bytes] of texts) {
        const target = join(dir, 'other', path)
        mkdirSync(dirname(target), { recursive: true })
        writeFileSync(target, joined(rewrite(random, lines(bytes))))
      }
      const other = await home.read(`other/${PLACE}`)
      expect(other.reports[0]!.files).toBe(texts.size)
      expect(wherever(await home.rows(other))).toEqual(before)
      rmSync(join(dir, 'other'), { recursive: true })
    })
  }
})
