import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countIndependently, defaultFleet, type FleetTruth, features, makeFleet, percentile } from './index.js'

const base = mkdtempSync(join(tmpdir(), 'leeway-fleet-'))
const home = join(base, 'default')
let truth: FleetTruth

beforeAll(async () => {
  truth = await makeFleet(home, defaultFleet)
}, 60_000)

afterAll(() => rmSync(base, { recursive: true, force: true }))

function filesBelow(dir: string): string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(dir, path)).isFile())
    .sort()
}

function records(path: string): Record<string, unknown>[] {
  return readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}

describe('the default fleet', () => {
  test.each(features)('plants %s', (feature) => {
    expect(truth.counters[feature]).toBeGreaterThan(0)
  })

  test('is valid JSONL of a reasonable size', () => {
    const files = filesBelow(home).filter((path) => path.endsWith('.jsonl'))
    const lines = files.reduce((sum, path) => sum + records(join(home, path)).length, 0)
    const bytes = files.reduce((sum, path) => sum + statSync(join(home, path)).size, 0)
    expect(lines).toBeGreaterThan(20_000)
    expect(bytes).toBeGreaterThan(20e6)
    expect(bytes).toBeLessThan(42e6)
  })

  test('repeats a uuid only in planted copies, and then unchanged but for the session id', () => {
    const seen = new Map<string, { text: string; session: string; user: string; path: string }>()
    const reasons = { 'same session': 0, 'other session': 0, 'other user': 0 }
    for (const path of filesBelow(home).filter((name) => name.endsWith('.jsonl'))) {
      const user = path.split('/')[0]!
      for (const record of records(join(home, path))) {
        if (typeof record.uuid !== 'string') continue
        const { sessionId, ...rest } = record
        const session = String(sessionId)
        const text = JSON.stringify(rest)
        const earlier = seen.get(record.uuid)
        if (earlier === undefined) {
          seen.set(record.uuid, { text, session, user, path })
          continue
        }
        expect(text).toBe(earlier.text)
        if (earlier.user !== user) reasons['other user']++
        else reasons[earlier.session === session ? 'same session' : 'other session']++
      }
    }
    expect(Object.values(reasons).every((count) => count > 0)).toBe(true)
    const started = new Set(truth.turns.map((turn) => turn.start_id))
    expect([...started].every((id) => seen.has(id))).toBe(true)
  })

  test('gives no call id twice within a session', () => {
    const ids = truth.actions.map(({ contributor, session, call_id }) => `${contributor} ${session} ${call_id}`)
    expect(new Set(ids).size).toBe(ids.length)
    expect(new Set(truth.actions.map(({ call_id }) => call_id)).size).toBeLessThan(ids.length)
  })

  test('agrees with a plain count of its files', () => {
    const counted = countIndependently(home)
    const marks = truth.counters.decline_with_mark + uniqueTurns().filter((turn) => turn.interrupt_kind !== null).length
    const calls = new Set(mainActions().map(({ session, call_id }) => `${session} ${call_id}`))
    const rejected = new Set(
      mainActions()
        .filter(({ status }) => status === 'rejected')
        .map(({ session, call_id }) => `${session} ${call_id}`),
    )
    expect(counted.sessions).toBe(new Set(truth.sessions.map(({ session }) => session)).size)
    expect(counted.sessionIds).toBe(counted.sessions + truth.counters.fork_without_own)
    expect(counted.toolCalls).toBe(calls.size)
    expect(counted.interruptMarks).toBe(marks)
    expect(counted.rejections).toBe(rejected.size)
  })

  test('adds up', () => {
    for (const session of truth.sessions) {
      const { interrupts, rejections, feedback, answers } = session.touches
      const turns = truth.turns.filter(
        (turn) => turn.session === session.session && turn.contributor === session.contributor,
      )
      expect(turns).toHaveLength(session.turns)
      expect(turns.filter((turn) => turn.ended_by === 'interrupted')).toHaveLength(interrupts)
      expect(turns.filter((turn) => turn.started_by === 'answer')).toHaveLength(answers)
      expect(turns.reduce((sum, turn) => sum + turn.actions, 0)).toBe(session.actions)
      expect(feedback).toBeLessThanOrEqual(rejections)
    }
    for (const turn of truth.turns) {
      expect(turn.work_s).toBeLessThanOrEqual(turn.wall_s)
      expect(turn.main_actions).toBeLessThanOrEqual(turn.actions)
      if (turn.censored) expect(turn.ended_by).toBe('unknown')
    }
  })

  test('numbers each contributor’s experience without gaps', () => {
    for (const contributor of new Set(truth.sessions.map((session) => session.contributor))) {
      const ordinals = truth.sessions
        .filter((session) => session.contributor === contributor)
        .flatMap(({ experience }) => experience ?? [])
        .sort((a, b) => a - b)
      expect(ordinals).toEqual(ordinals.map((_, at) => at + 1))
    }
  })

  function uniqueTurns() {
    return [...new Map(truth.turns.map((turn) => [turn.start_id, turn])).values()]
  }

  function mainActions() {
    return truth.actions.filter(({ subagent }) => subagent === null)
  }
})

describe('a fleet', () => {
  const small = { seed: 3, users: 4, meanSessions: 10, from: '2026-01-05', days: 30 }

  test('is the same bytes for the same seed, and others for another', async () => {
    const [one, two, three] = [join(base, 'one'), join(base, 'two'), join(base, 'three')]
    const first = await makeFleet(one, small)
    const second = await makeFleet(two, small)
    const third = await makeFleet(three, { ...small, seed: 4 })
    expect(second).toEqual(first)
    expect(third).not.toEqual(first)
    const paths = filesBelow(one)
    expect(filesBelow(two)).toEqual(paths)
    for (const path of paths) expect(readFileSync(join(two, path)).equals(readFileSync(join(one, path)))).toBe(true)
  })

  test('stays true when its files are shuffled', async () => {
    const plain = join(base, 'plain')
    const mixed = join(base, 'mixed')
    const first = await makeFleet(plain, small)
    const second = await makeFleet(mixed, { ...small, shuffleFiles: true })
    const texts = (dir: string) =>
      filesBelow(dir)
        .map((path) => readFileSync(join(dir, path), 'utf8'))
        .sort()
    expect(second).toEqual(first)
    expect(texts(mixed)).toEqual(texts(plain))
    expect(filesBelow(mixed)).not.toEqual(filesBelow(plain))
  })
})

test('percentiles are those of numpy', () => {
  expect(percentile([4, 1, 3, 2], 50)).toBe(2.5)
  expect(percentile([1, 2, 3, 4, 5], 90)).toBeCloseTo(4.6, 12)
  expect(percentile([7], 99.9)).toBe(7)
  expect(percentile([], 50)).toBeNull()
})

const samples = join(import.meta.dirname, '../../../shared/samples/claude-code')

test.skipIf(!existsSync(samples))('the plain count finds in the samples what is known to be there', () => {
  const counted = countIndependently(samples)
  expect(counted.sessions).toBe(74)
  expect(counted.sessionIds).toBe(75)
  expect(counted.toolCalls).toBe(2840)
  expect(counted.interruptMarks).toBe(36)
  expect(counted.rejections).toBe(44)
})
