import { describe, expect, it } from 'vitest'
import { ownRows } from '../../src/privacy/own.js'
import { batchOf, one } from './made-up-rows.js'
import { KINDS } from './stores.js'

const JANUARY = Date.UTC(2026, 0, 5)
const DAYS = 86_400_000

describe.each(KINDS)('a log without times, in $name', ({ open }) => {
  it('keeps the order of its places, and tells no time, clock or experience', async () => {
    const store = await open()
    try {
      await store.append([
        batchOf('early', one('early', JANUARY, 1_000)),
        batchOf('untimed', one('untimed', 0, 1)),
        batchOf('late', one('late', JANUARY + 40 * DAYS, 1_000)),
      ])
      const study = await store.study({ places: ['logs'], protect: 'user' })
      const rowsOf = async (unit: 'sessions' | 'turns' | 'actions', ...columns: string[]) => {
        const rows = ownRows(await study.rows(unit)).map((row) => [row.session, ...columns.map((name) => row[name])])
        return Object.fromEntries(rows.map(([name, ...values]) => [name, values]))
      }
      const [first, then] = [JANUARY, JANUARY + 40 * DAYS]
      const [day, later] = [20_458, 20_498]
      const [month, next] = [2026 * 12, 2026 * 12 + 1]
      const sessions = ['started_at', 'last_at', 'day', 'month', 'experience', 'agent_ms', 'turns', 'actions', 'regime']
      expect(await rowsOf('sessions', ...sessions)).toEqual({
        early: [first, first + 2_000, day, month, 1, 2_000, 1, 1, 'bypass'],
        late: [then, then + 2_000, later, next, 2, 2_000, 1, 1, 'bypass'],
        untimed: [null, null, null, null, null, null, 1, 1, 'bypass'],
      })
      const clocks = ['wall_ms', 'work2_ms', 'work5_ms', 'work15_ms', 'joined_ms']
      const turns = [
        'started_at',
        'ended_at',
        'day',
        'month',
        'experience',
        'reached',
        ...clocks,
        'actions',
        'tokens_out',
      ]
      const turn = (at: number, ...when: number[]) => [at, at + 2_000, ...when, 2, ...clocks.map(() => 2_000), 1, 2]
      expect(await rowsOf('turns', ...turns)).toEqual({
        early: turn(first, day, month, 1),
        late: turn(then, later, next, 2),
        untimed: [null, null, null, null, null, 2, ...clocks.map(() => null), 1, 2],
      })
      expect(await rowsOf('actions', 'started_at', 'ended_at', 'day', 'month', 'week')).toEqual({
        early: [first + 1_000, first + 2_000, day, month, 2_923],
        late: [then + 1_000, then + 2_000, later, next, 2_928],
        untimed: [null, null, null, null, null],
      })
      const { from, to } = ownRows((await study.observed({ from: null, to: null })).map((seen) => [seen]))[0]!
      expect([from, to]).toEqual([first, then + 2_000])
    } finally {
      await store.close()
    }
  })
})
