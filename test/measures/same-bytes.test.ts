import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { releaseOf } from '../../src/cli/run.js'
import { writeDemo } from '../../src/demo/index.js'
import { releaseJson } from '../../src/report/index.js'
import { makeFleet } from '../fleet/index.js'
import { wholeWay } from './whole-way.js'

const everything = { from: null, to: null }
const made: string[] = []
const fresh = async () => {
  made.push(await mkdtemp(join(tmpdir(), 'leeway-bytes-')))
  return made.at(-1)!
}
const bytes = (dir: string, ordered?: Parameters<typeof wholeWay>[2]) =>
  wholeWay(dir, async (prepared) => releaseJson(await releaseOf(prepared, everything)), ordered)

afterAll(async () => {
  for (const dir of made) await rm(dir, { recursive: true, force: true })
})

/** Copies, forks, checkpoints and borrowed sessions, so that the order of files could matter. */
describe('a release of a fleet', () => {
  let dir: string
  let first: string

  beforeAll(async () => {
    dir = await fresh()
    await makeFleet(join(dir, 'logs'), { seed: 5, users: 9, meanSessions: 14, from: '2026-01-05', days: 30 })
    first = await bytes(dir)
  })

  it('has something in every figure of which there is something to count', () => {
    const figures: { id: string; n: number; rows: unknown[] }[] = JSON.parse(first).figures
    expect(figures.filter(({ n }) => n > 0).length).toBeGreaterThan(4)
    for (const figure of figures.filter(({ n }) => n > 0)) expect(figure.rows.length, figure.id).toBeGreaterThan(4)
  })

  it('is the same bytes when the same store is asked twice', async () => {
    const [once, twice] = await wholeWay(dir, async (prepared) => [
      releaseJson(await releaseOf(prepared, everything)),
      releaseJson(await releaseOf(prepared, everything)),
    ])
    expect(twice).toBe(once)
    expect(once).toBe(first)
  })

  it.each([
    ['backwards', <F>(files: readonly F[]) => files.toReversed()],
    [
      'every seventh first',
      <F>(files: readonly F[]) => [0, 1, 2, 3, 4, 5, 6].flatMap((r) => files.filter((_, i) => i % 7 === r)),
    ],
  ])('is the same bytes when files are read %s', async (_, ordered) => {
    expect(await bytes(dir, ordered)).toBe(first)
  })
})

describe('a release of the demo', () => {
  it('is the same bytes wherever and whenever it is written', async () => {
    const [here, there] = [await fresh(), await fresh()]
    for (const dir of [here, there]) await writeDemo(join(dir, 'logs'), { seed: 7, users: 2 })
    expect(await bytes(there)).toBe(await bytes(here))
  })
})
