import { mkdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FleetHome } from './fleet-home.js'

describe('a store that is none', () => {
  let fleet: FleetHome
  let whole: Buffer
  beforeAll(async () => {
    fleet = await FleetHome.make()
    whole = await readFile(join(fleet.dir, 'undisturbed', 'leeway', 'store.duckdb'))
  })
  afterAll(() => fleet.remove())

  const withStore = async (damage: (path: string) => Promise<void>) => {
    const home = await fleet.home()
    const path = join(home, 'leeway', 'store.duckdb')
    await damage(path)
    return { ended: await fleet.report(home), path }
  }

  it.each([
    ['text', (path: string) => writeFile(path, 'not a store\n')],
    ['cut off in its head', (path: string) => writeFile(path, whole.subarray(0, 5000))],
    ['cut off in the middle', (path: string) => writeFile(path, whole).then(() => truncate(path, whole.length / 2))],
    ['zeros', (path: string) => writeFile(path, Buffer.alloc(100_000))],
    ['a folder', (path: string) => mkdir(path).then(() => {})],
  ])('is refused with what to do, and left as it is: %s', async (name, damage) => {
    const { ended, path } = await withStore(damage)
    expect([ended.code, ended.stdout], ended.stderr).toEqual([4, ''])
    expect(ended.stderr).toContain('leeway: the store')
    expect(ended.stderr).toMatch(/move the file away to have it made anew from the logs/)
    if (name !== 'text') return
    await rm(path, { recursive: true })
    const again = await fleet.report(join(path, '..', '..'))
    expect(again.stdout === fleet.release).toBe(true)
  })

  it('is made where the file is empty, as a full disk leaves it', async () => {
    const { ended } = await withStore((path) => writeFile(path, ''))
    expect(ended.code, ended.stderr).toBe(0)
    expect(ended.stdout === fleet.release).toBe(true)
  })

  it('is not mixed up with a log of changes that is left of another', async () => {
    const { ended } = await withStore((path) => writeFile(`${path}.wal`, whole.subarray(0, 3000)))
    expect(ended.code, ended.stderr).toBe(0)
    expect(ended.stdout === fleet.release).toBe(true)
  })
})
