import { rmSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { talksOf } from '../link/made-up.js'
import { requestsOf } from '../link/requests.js'
import { inFolder, wherever } from './home.js'
import { put } from './log.js'
import { pairLine } from './pairs.js'

/** Requests of two sessions, by the order of time in two halves. */
function halves(): [string, string] {
  const sent = talksOf({ sessions: 2, owners: 1, seed: 5 }).flatMap(requestsOf)
  const lines = sent.sort((a, b) => a.asked.at - b.asked.at).map((one) => `${pairLine(one)}\n`)
  // In the middle of a session.
  const half = sent.findIndex(({ session }, i) => i > sent.length / 2 && sent[i - 1]!.session === session)
  return [lines.slice(0, half).join(''), lines.slice(half).join('')]
}

describe('requests in several files of a place', () => {
  it('are linked anew when another file comes, and stay as they were when it does not', () =>
    inFolder(async (dir, home) => {
      const [early, late] = halves()
      put(dir, 'logs/z.jsonl', late)
      await home.read('logs')
      put(dir, 'logs/a.jsonl', early)
      put(dir, 'whole/all.jsonl', early + late)
      const whole = wherever(await home.rows(await home.read('whole')))
      const both = await home.read('logs')
      expect(both.reports[0]).toMatchObject({ files: 2, read: 1, unchanged: 1 })
      const plain = (rows: ReturnType<typeof wherever>) => JSON.stringify(rows).replaceAll('whole', 'logs')
      expect(plain(wherever(await home.rows(both)))).toEqual(plain(whole))
      const again = await home.read('logs', { reader: () => ({ readAll: unopened }) })
      expect(again.reports[0]).toMatchObject({ files: 2, read: 0, unchanged: 2 })
    }))

  it('keep what was read of files that are gone', () =>
    inFolder(async (dir, home) => {
      const [early, late] = halves()
      const first = put(dir, 'logs/a.jsonl', early)
      put(dir, 'logs/z.jsonl', late)
      const count = async () => (await home.rows(await home.read('logs'))).actions.length
      const all = await count()
      rmSync(first)
      expect(await count()).toBe(all)
      // What is left is read by itself, and what it repeats of the file that is gone is counted once.
      put(dir, 'logs/z.jsonl', `${late}\n`)
      expect(await count()).toBe(all)
    }))
})

// biome-ignore lint/correctness/useYield: it must not be asked
async function* unopened(): AsyncGenerator<never> {
  throw new Error('nothing has changed, so nothing is to be read')
}
