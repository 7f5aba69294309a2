import { describe, expect, it } from 'vitest'
import { open as opened } from '../../src/algebra/open.js'
import { ownRows } from '../../src/privacy/own.js'
import { batchOf, helperOf, one } from './made-up-rows.js'
import { KINDS } from './stores.js'

const JANUARY = Date.UTC(2026, 0, 5)

/** Three sessions, of which an evaluation harness ran the second, and a copy of that one that does not say so. */
function batches() {
  const harness = one('tried', JANUARY + 10_000, 1_000)
  const copy = structuredClone(harness)
  harness.sessions[0]!.setting = 'evaluation'
  return [
    batchOf('a', one('earnest', JANUARY, 1_000)),
    batchOf('b', harness),
    batchOf('c', copy),
    batchOf('d', one('other', JANUARY + 20_000, 1_000)),
  ]
}

describe.each(KINDS)('sessions of evaluation harnesses, in $name', ({ open }) => {
  it('are counted with the others, unless a study leaves them out', async () => {
    const store = await open()
    try {
      await store.append(batches())
      const study = async (without: readonly 'evaluation'[]) => {
        const own = await store.study({ places: ['logs'], protect: 'user', without })
        const units = ['sessions', 'turns', 'actions'] as const
        const names = await Promise.all(units.map(async (unit) => ownRows(await own.rows(unit)).map((r) => r.session)))
        const [totals] = opened(await own.totals())
        const { sessions, turns, actions, duplicates, files } = totals!
        return { names, totals: [files, sessions, turns, actions, duplicates], gone: opened(await own.leftOut()) }
      }
      const three = ['earnest', 'tried', 'other']
      expect(await study([])).toEqual({ names: [three, three, three], totals: [4, 3, 3, 3, 1], gone: 0 })
      const two = ['earnest', 'other']
      expect(await study(['evaluation'])).toEqual({ names: [two, two, two], totals: [4, 2, 2, 2, 0], gone: 1 })
    } finally {
      await store.close()
    }
  })
})

describe.each(KINDS)('tokens that a log does not say, in $name', ({ open }) => {
  it('are not known of a turn, also where those of one of its subagents are not', async () => {
    const store = await open()
    try {
      const silent = one('silent', JANUARY, 1_000)
      silent.turns[0]!.tokens_out = null
      const helped = one('helped', JANUARY + 10_000, 1_000)
      helped.agents.push(helperOf('helped', 'x', JANUARY + 11_000, 5), helperOf('helped', 'y', JANUARY + 11_500, 7))
      const partly = one('partly', JANUARY + 20_000, 1_000)
      partly.agents.push(helperOf('partly', 'x', JANUARY + 21_000, 5), helperOf('partly', 'y', JANUARY + 21_500, null))
      await store.append([batchOf('a', silent), batchOf('b', helped), batchOf('c', partly)])
      const study = await store.study({ places: ['logs'], protect: 'user' })
      const turns = ownRows(await study.rows('turns'))
      expect(turns.map(({ session, tokens_in, tokens_out }) => [session, tokens_in, tokens_out])).toEqual([
        ['silent', 1, null],
        ['helped', 3, 14],
        ['partly', 3, null],
      ])
    } finally {
      await store.close()
    }
  })
})
