import { rmSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { RowOf } from '../../src/store/index.js'
import { type Home, inFolder, wholeRelease } from './home.js'
import { log, put } from './log.js'

const owners = (rows: RowOf[]) => rows.map((row) => `${row.customer ?? '-'} ${row.contributor} ${row.session}`).sort()
const sessionsOf = async (home: Home, places: string | string[]) => (await home.rows(await home.read(places))).sessions

describe('whose a log is', () => {
  it('is said by the place’s template', () =>
    inFolder(async (dir, home) => {
      put(dir, 'fleet/acme/ann/a.jsonl', log('a', 1))
      put(dir, 'fleet/acme/bob/deep/er/b.jsonl', log('b', 1))
      put(dir, 'fleet/umbrella/ann/c.jsonl', log('c', 1))
      put(dir, 'fleet/stray.jsonl', log('d', 1))
      const expected = ['acme ann a', 'acme bob b', 'umbrella ann c']
      for (const place of [
        'fleet/{customer}/{user}',
        'fleet/{customer}/{user}/**/*.jsonl',
        'fleet/{customer}/{user}/**',
      ])
        expect(owners(await sessionsOf(home, place)), place).toEqual(expected)
      expect(owners(await sessionsOf(home, 'fleet/**/*.jsonl'))).toHaveLength(4)
      const prepared = await home.read('fleet/{customer}/{user}')
      // Two of the name Ann at two customers are two people.
      expect((await wholeRelease(prepared)).study.sources[0]!.contributors).toBe(3)
    }))

  it('counts a session for everybody who has it, and once for each', () =>
    inFolder(async (dir, home) => {
      for (const path of ['fleet/ann/x/a.jsonl', 'fleet/ann/y/a.jsonl', 'fleet/bob/a.jsonl'])
        put(dir, path, log('a', 2))
      expect(owners(await sessionsOf(home, 'fleet/{user}'))).toEqual(['- ann a', '- bob a'])
    }))

  for (const order of [
    ['old/{user}', 'new/{user}'],
    ['new/{user}', 'old/{user}'],
  ])
    it(`counts a session once that lies in two places, whichever is read first (${order[0]})`, () =>
      inFolder(async (dir, home) => {
        put(dir, 'old/ann/a.jsonl', log('a', 2))
        put(dir, 'new/ann/a.jsonl', log('a', 3))
        put(dir, 'new/ann/b.jsonl', log('b', 1, { hour: 12 }))
        const count = async (places: string | string[]) =>
          (await sessionsOf(home, places)).map((row) => `${row.session} ${row.turns} ${row.experience}`)
        await home.read(order[0]!)
        expect(await count(order)).toEqual(['a 3 1', 'b 1 2'])
        expect(await count('old/{user}')).toEqual(['a 2 1'])
        expect(await count('new/{user}')).toEqual(['a 3 1', 'b 1 2'])
        expect(await count([...order].reverse())).toEqual(['a 3 1', 'b 1 2'])
      }))
})

describe('somebody who is kept out', () => {
  const exclude = [{ user: 'bob', reason: 'no-consent' as const }]

  it('is never opened, and counted by the reason', () =>
    inFolder(async (dir, home) => {
      put(dir, 'fleet/ann/a.jsonl', log('a', 1))
      for (const n of [1, 2]) put(dir, `fleet/bob/b${n}.jsonl`, log(`b${n}`, 1))
      const opened: string[] = []
      const prepared = await home.read('fleet/{user}', {
        exclude,
        reader: (conceal) => ({
          async *readAll(items, taskOf, sinkOf) {
            const { inThread } = await import('../../src/ingest/index.js')
            for (const item of items) opened.push(taskOf(item).path.slice(dir.length))
            yield* inThread(conceal).readAll(items, taskOf, sinkOf)
          },
        }),
      })
      expect(opened).toEqual(['/fleet/ann/a.jsonl'])
      expect(prepared.reports[0]).toMatchObject({ files: 1, read: 1, excluded: { 'no-consent': 2 } })
      expect(owners((await home.rows(prepared)).sessions)).toEqual(['- ann a'])
      const { study } = await wholeRelease(prepared)
      expect(study.excluded).toEqual({ 'zero-retention': 0, 'no-consent': 2, requested: 0 })
    }))

  it('is forgotten, even what was read of files that are gone by now', () =>
    inFolder(async (dir, home) => {
      put(dir, 'fleet/ann/a.jsonl', log('a', 1))
      put(dir, 'fleet/bob/b.jsonl', log('b', 1))
      const gone = put(dir, 'fleet/bob/gone.jsonl', log('gone', 1))
      await home.read('fleet/{user}')
      rmSync(gone)
      const kept = await sessionsOf(home, 'fleet/{user}')
      expect(kept.map((row) => row.contributor).sort()).toEqual(['ann', 'bob', 'bob'])
      expect(owners((await home.rows(await home.read('fleet/{user}', { exclude }))).sessions)).toEqual(['- ann a'])
      // Let in again, they are read anew; what is gone stays gone.
      expect(owners(await sessionsOf(home, 'fleet/{user}'))).toEqual(['- ann a', '- bob b'])
    }))

  it('may be a whole customer', () =>
    inFolder(async (dir, home) => {
      put(dir, 'fleet/acme/ann/a.jsonl', log('a', 1))
      put(dir, 'fleet/umbrella/ann/b.jsonl', log('b', 1))
      const prepared = await home.read('fleet/{customer}/{user}', {
        exclude: [{ customer: 'acme', reason: 'zero-retention' }],
      })
      expect(owners((await home.rows(prepared)).sessions)).toEqual(['umbrella ann b'])
      expect(prepared.reports[0]!.excluded).toEqual({ 'zero-retention': 1 })
    }))
})
