import { appendFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { concealer, inThread, type Reader } from '../../src/ingest/index.js'
import type { Conceal } from '../../src/model/index.js'
import { makeFleet } from '../fleet/index.js'
import { Random } from '../fleet/random.js'
import { Home, inFolder, wherever, wholeRelease } from './home.js'

const FLEET = { seed: 11, users: 4, meanSessions: 12, from: '2026-01-05', days: 60 }

function filesBelow(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)))
    .sort()
}

/** Where a file is cut: mostly between lines, sometimes within one. */
function cuts(random: Random, text: Buffer, steps: number): number[] {
  const ends = [...text.keys()].filter((i) => text[i] === 10).map((i) => i + 1)
  const at = Array.from({ length: steps - 1 }, () =>
    random.chance(0.3) ? random.int(0, text.length) : random.pick(ends.length > 0 ? ends : [0]),
  )
  return [0, ...at.sort((a, b) => a - b), text.length]
}

const backwards = (conceal: Conceal): Reader => ({
  readAll: (items, ...how) => inThread(conceal).readAll([...items].reverse(), ...how),
})

describe('reading what logs gained', () => {
  it('gives the rows and the release that reading them once gives', () =>
    inFolder(async (dir, home) => {
      await makeFleet(join(dir, 'whole'), FLEET)
      const random = new Random('steps')
      const steps = 5
      const parts = filesBelow(join(dir, 'whole')).map((path) => {
        const text = readFileSync(join(dir, 'whole', path))
        return { path: join(dir, 'fleet', path), text, at: cuts(random, text, steps) }
      })
      let appended = 0
      let last = await home.read('fleet/{user}/projects')
      for (let step = 0; step < steps; step++) {
        for (const { path, text, at } of parts) {
          mkdirSync(dirname(path), { recursive: true })
          appendFileSync(path, text.subarray(at[step], at[step + 1]))
        }
        last = await home.read('fleet/{user}/projects')
        appended += last.reports[0]!.appended
      }
      expect(appended).toBeGreaterThan(50)

      const once = await Home.open(dir)
      const whole = await once.read('fleet/{user}/projects', { reader: backwards })
      expect(whole.reports[0]).toMatchObject({ read: last.reports[0]!.files, appended: 0, unchanged: 0 })
      const rows = await home.rows(last)
      expect(rows.turns.length).toBeGreaterThan(100)
      const expected = await once.rows(whole)
      expect(wherever(rows)).toEqual(wherever(expected))
      expect(JSON.stringify(await wholeRelease(last))).toBe(JSON.stringify(await wholeRelease(whole)))

      // Nothing changed: every file costs a look and no more.
      const again = await home.read('fleet/{user}/projects', { reader: () => ({ readAll: unopened }) })
      expect(again.reports[0]).toMatchObject({ read: 0, appended: 0, unchanged: last.reports[0]!.files })
      expect(wherever(await home.rows(again))).toEqual(wherever(expected))
      await once.close()
    }))

  it('does not depend on the names of files, their order or their dates', () =>
    inFolder(async (dir, home) => {
      await makeFleet(join(dir, 'fleet'), FLEET)
      await makeFleet(join(dir, 'shuffled'), { ...FLEET, shuffleFiles: true })
      const straight = await home.rows(await home.read('fleet/{user}/projects'))
      const shuffled = await home.rows(await home.read('shuffled/{user}/projects', { reader: backwards }))
      expect(wherever(shuffled)).toEqual(wherever(straight))
    }))
})

const unopened: Reader['readAll'] = async function* (items, ...how) {
  expect(items).toEqual([])
  yield* inThread(concealer(Buffer.alloc(32))).readAll(items, ...how)
}
