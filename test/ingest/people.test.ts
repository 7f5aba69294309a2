import { rmSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Prepared } from '../../src/cli/run.js'
import { ownRows } from '../../src/privacy/own.js'
import type { RowOf } from '../../src/store/index.js'
import { answers, says } from '../link/talks.js'
import { type Home, inFolder } from './home.js'
import { put } from './log.js'
import { pairLine } from './pairs.js'

const START = Date.UTC(2026, 2, 2, 10)

/** A request of one call, whose id names it, so many minutes after the first. */
const asked = (call: string, minute: number, user: string | null) =>
  `${pairLine(
    {
      ...{ owner: '', session: call, agent: null },
      asked: {
        ...{ response: `msg_${call}`, previous: null, conversation: null, system: null },
        ...{ at: START + minute * 60_000, ended: START + minute * 60_000 + 5_000, end: 'calls' },
        history: [says(`please look into ${call}`)],
        answer: answers(null, [{ id: `toolu_01${call}`, tool: 'Bash', input: { command: 'ls' } }]),
      },
    },
    user,
  )}\n`

const whose = (rows: readonly RowOf[]) =>
  rows.map((row) => `${row.customer ?? '-'} ${row.contributor} ${String(row.call_id).slice(8)}`).sort()

const actionsOf = async (home: Home, place: string, exclude: { user: string; reason: 'no-consent' }[] = []) => {
  const prepared = await home.read(place, { exclude })
  return { prepared, actions: whose((await home.rows(prepared)).actions) }
}

const totalsOf = async ({ rows }: Prepared) => ownRows(await rows.totals())

const LOG = [
  asked('amber1', 0, 'ann'),
  asked('birch1', 1, 'bob'),
  asked('cedar1', 2, null),
  asked('delta1', 3, 'ann'),
].join('')

describe('people whom records name', () => {
  it('are contributors, and what names nobody is the place’s', () =>
    inFolder(async (dir, home) => {
      put(dir, 'logs/a.jsonl', LOG)
      const { prepared, actions } = await actionsOf(home, 'logs')
      expect(actions).toEqual(['- ann amber1', '- ann delta1', '- bob birch1', '- logs cedar1'])
      expect(await totalsOf(prepared)).toMatchObject([{ files: 1, contributors: 3, actions: 4 }])
    }))

  it('are one in all files, also where a template names them, and two at two customers', () =>
    inFolder(async (dir, home) => {
      put(dir, 'logs/a.jsonl', asked('amber1', 0, 'ann'))
      put(dir, 'logs/b.jsonl', asked('birch1', 1, 'ann'))
      put(dir, 'people/ann/c.jsonl', asked('cedar1', 2, null))
      for (const customer of ['acme', 'umbrella'])
        put(dir, `firms/${customer}/d.jsonl`, asked(`${customer}1`, 3, 'ann'))
      const people = async (places: string[]) => (await totalsOf(await home.read(places)))[0]!.contributors
      expect(await people(['logs'])).toBe(1)
      expect(await people(['logs', 'people/{user}'])).toBe(1)
      expect(await people(['firms/{customer}'])).toBe(2)
      expect((await actionsOf(home, 'firms/{customer}')).actions).toEqual(['acme ann acme1', 'umbrella ann umbrella1'])
    }))

  it('are not asked for where the place names somebody', () =>
    inFolder(async (dir, home) => {
      put(dir, 'people/eve/a.jsonl', LOG)
      expect((await actionsOf(home, 'people/{user}')).actions).toEqual(
        ['amber1', 'birch1', 'cedar1', 'delta1'].map((call) => `- eve ${call}`),
      )
    }))

  it('go where their records go when a file grows, shrinks or is gone', () =>
    inFolder(async (dir, home) => {
      const path = put(dir, 'logs/a.jsonl', LOG)
      await home.read('logs')
      put(dir, 'logs/a.jsonl', LOG + asked('ember1', 4, 'cleo'))
      const grown = await actionsOf(home, 'logs')
      expect(grown.actions).toEqual(['- ann amber1', '- ann delta1', '- bob birch1', '- cleo ember1', '- logs cedar1'])
      put(dir, 'logs/a.jsonl', asked('birch1', 1, 'cleo'))
      expect((await actionsOf(home, 'logs')).actions).toEqual(['- cleo birch1'])
      rmSync(path)
      expect((await home.rows(await home.read('logs'))).actions).toHaveLength(1)
    }))

  it('are kept out without the others, forgotten, and let in again', () =>
    inFolder(async (dir, home) => {
      const exclude = [{ user: 'ann', reason: 'no-consent' as const }]
      put(dir, 'logs/a.jsonl', LOG)
      put(dir, 'logs/b.jsonl', asked('ember1', 9, 'bob'))
      const all = ['- ann amber1', '- ann delta1', '- bob birch1', '- bob ember1', '- logs cedar1']
      expect((await actionsOf(home, 'logs')).actions).toEqual(all)
      for (const read of [1, 0]) {
        const { prepared, actions } = await actionsOf(home, 'logs', exclude)
        expect(actions).toEqual(all.filter((row) => !row.includes('ann')))
        // Read once without them, then left as it is.
        if (read === 0) expect(prepared.reports[0]).toMatchObject({ read: 0, unchanged: 2 })
        expect(prepared.reports[0]!.excluded).toEqual({ 'no-consent': 1 })
      }
      const stored = await home.store.files(`${dir}/logs`)
      expect(stored).toHaveLength(4)
      expect((await actionsOf(home, 'logs')).actions).toEqual(all)
    }))

  it('are forgotten of files that are gone by now', () =>
    inFolder(async (dir, home) => {
      const gone = put(dir, 'logs/a.jsonl', LOG)
      await home.read('logs')
      rmSync(gone)
      const exclude = [{ user: 'ann', reason: 'no-consent' as const }]
      const { prepared } = await actionsOf(home, 'logs', exclude)
      expect((await home.rows(prepared)).actions).toHaveLength(2)
    }))
})
