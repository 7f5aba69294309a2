import { appendFileSync, rmSync, statSync, utimesSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Home, inFolder } from './home.js'
import { log, put } from './log.js'

const turnsOf = async (home: Home, place = 'logs') => (await home.rows(await home.read(place))).turns.map((t) => t.turn)
const turns = (session: string, ...numbers: number[]) => numbers.map((n) => `${session}-user-${n}`)

describe('files that change', () => {
  it('reads what a file gained, and only that', () =>
    inFolder(async (dir, home) => {
      const path = put(dir, 'logs/a.jsonl', log('a', 3))
      put(dir, 'logs/b.jsonl', log('b', 1))
      expect((await home.read('logs')).reports[0]).toMatchObject({ files: 2, read: 2, appended: 0, unchanged: 0 })
      appendFileSync(path, log('a', 2, { first: 4 }))
      const { reports } = await home.read('logs')
      expect(reports[0]).toMatchObject({ files: 2, read: 0, appended: 1, unchanged: 1 })
      expect(await turnsOf(home)).toEqual([...turns('a', 1), ...turns('b', 1), ...turns('a', 2, 3, 4, 5)])
    }))

  it('reads a file again that has become smaller', () =>
    inFolder(async (dir, home) => {
      put(dir, 'logs/a.jsonl', log('a', 5))
      await home.read('logs')
      put(dir, 'logs/a.jsonl', log('a', 2))
      expect((await home.read('logs')).reports[0]).toMatchObject({ read: 1, appended: 0 })
      expect(await turnsOf(home)).toEqual(turns('a', 1, 2))
    }))

  it('reads a file again that was replaced by another as large or larger', () =>
    inFolder(async (dir, home) => {
      const path = put(dir, 'logs/a.jsonl', log('a', 3))
      await home.read('logs')
      const before = statSync(path)
      put(dir, 'logs/a.jsonl', log('b', 3))
      utimesSync(path, before.atime, new Date(before.mtimeMs + 1000))
      expect(statSync(path).size).toBe(before.size)
      expect((await home.read('logs')).reports[0]).toMatchObject({ read: 1, appended: 0 })
      expect(await turnsOf(home)).toEqual(turns('b', 1, 2, 3))
      put(dir, 'logs/a.jsonl', log('c', 7))
      expect((await home.read('logs')).reports[0]).toMatchObject({ read: 1, appended: 0 })
      expect(await turnsOf(home)).toEqual(turns('c', 1, 2, 3, 4, 5, 6, 7))
    }))

  it('reads a file again whose beginning is the same but not what stands before the checkpoint', () =>
    inFolder(async (dir, home) => {
      const long = log('a', 30)
      put(dir, 'logs/a.jsonl', long)
      await home.read('logs')
      const changed = long.replace('"a-user-28"', '"x-user-28"') + log('a', 1, { first: 31 })
      put(dir, 'logs/a.jsonl', changed)
      expect((await home.read('logs')).reports[0]).toMatchObject({ read: 1, appended: 0 })
      expect(await turnsOf(home)).toContain('x-user-28')
    }))

  it('takes a file that was only touched for what it was', () =>
    inFolder(async (dir, home) => {
      const path = put(dir, 'logs/a.jsonl', log('a', 3))
      await home.read('logs')
      utimesSync(path, new Date(), new Date())
      expect(await turnsOf(home)).toEqual(turns('a', 1, 2, 3))
    }))

  it('reads a file again to which something was added that belongs before its end', () =>
    inFolder(async (dir, home) => {
      const path = put(dir, 'logs/a.jsonl', log('a', 2) + log('a', 2, { first: 5 }))
      await home.read('logs')
      appendFileSync(path, log('a', 2, { first: 3 }))
      expect((await home.read('logs')).reports[0]).toMatchObject({ read: 1, appended: 0 })
      expect(await turnsOf(home)).toEqual(turns('a', 1, 2, 3, 4, 5, 6))
    }))

  it('keeps what it read of a file that is gone', () =>
    inFolder(async (dir, home) => {
      const path = put(dir, 'logs/a.jsonl', log('a', 2))
      put(dir, 'logs/b.jsonl', log('b', 1, { hour: 11 }))
      await home.read('logs')
      rmSync(path)
      expect((await home.read('logs')).reports[0]).toMatchObject({ files: 1, unchanged: 1 })
      // Without the file nobody knows the ids any more that its pseudonyms stand for.
      const kept = await turnsOf(home)
      expect(kept).toEqual([expect.stringMatching(/^[\w-]{22}$/), expect.stringMatching(/^[\w-]{22}$/), 'b-user-1'])
      rmSync(dir, { recursive: true })
      expect((await home.read('logs')).reports[0]).toMatchObject({ files: 0, missing: true })
    }))

  it('names files that no source knows, and counts none of them', () =>
    inFolder(async (dir, home) => {
      const notes = put(dir, 'logs/notes.txt', 'hello')
      const other = put(dir, 'logs/other.jsonl', '{"display":"hi","timestamp":1}\n')
      const empty = put(dir, 'logs/empty.jsonl', '')
      put(dir, 'logs/a.jsonl', log('a', 1))
      expect((await home.read('logs')).reports[0]).toMatchObject({ files: 1, unrecognised: [empty, notes, other] })
    }))

  it('knows a log whose first line is longer than what is looked at', () =>
    inFolder(async (dir, home) => {
      const pad = 'x'.repeat(100_000)
      const record = { type: 'user', uuid: 'u1', timestamp: '2026-03-02T10:00:00Z' }
      const chained = { parentUuid: null, isSidechain: false, ...record }
      const message = { role: 'user', content: pad }
      put(dir, 'logs/1.jsonl', `${JSON.stringify({ ...chained, message, sessionId: 'a' })}\n`)
      put(dir, 'logs/2.jsonl', `${JSON.stringify({ ...record, sessionId: 'b', message })}\n`)
      const snapshot = { type: 'file-history-snapshot', messageId: 'm', snapshot: { pad } }
      put(dir, 'logs/3.jsonl', `${JSON.stringify(snapshot)}\n${log('c', 1)}`)
      expect((await home.read('logs')).reports[0]).toMatchObject({ files: 3, unrecognised: [] })
    }))
})
