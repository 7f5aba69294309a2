import { once } from 'node:events'
import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { start } from '../built.js'
import { FleetHome, holder } from './fleet-home.js'

/** So that nothing depends on how busy the machine is. */
const LONG = { LEEWAY_WAIT: '120' }

/** Files of a data folder, kept answers apart. */
const left = async (home: string) =>
  (await readdir(join(home, 'leeway'))).filter((name) => name !== 'releases' && name !== 'clusters').sort()

describe('two processes and one store', () => {
  let fleet: FleetHome
  beforeAll(async () => {
    fleet = await FleetHome.make()
  })
  afterAll(() => fleet.remove())

  it('all give what one gives, also where there is neither store nor key yet', async () => {
    const home = await fleet.home()
    const all = await Promise.all([1, 2].map(() => fleet.report(home, LONG)))
    expect(all.map(({ code }) => code)).toEqual([0, 0])
    for (const { stdout } of all) expect(stdout === fleet.release).toBe(true)
    expect(await left(home)).toEqual(['key', 'store.duckdb'])

    const bare = await fleet.home()
    await rm(join(bare, 'leeway'), { recursive: true })
    const [one, two] = await Promise.all([fleet.report(bare, LONG), fleet.report(bare, LONG)])
    expect([one!.code, two!.code]).toEqual([0, 0])
    expect(one!.stdout === two!.stdout).toBe(true)
  })

  it('the second waits, and says so when it takes longer than a moment', async () => {
    const home = await fleet.home()
    const other = await holder(join(home, 'leeway', 'store.duckdb'), 6)
    const { code, stdout, stderr } = await fleet.report(home)
    expect(code).toBe(0)
    expect(stdout === fleet.release).toBe(true)
    expect(stderr).toContain(`leeway: another process (${other.pid}) is using the store; waiting`)
    expect(stderr).toContain('waiting up to 30 s')
  })

  it('the second ends with 4 and says who holds the store where that does not end', async () => {
    const home = await fleet.home()
    const path = join(home, 'leeway', 'store.duckdb')
    const other = await holder(path, 60)
    for (const wait of ['0', '0.5']) {
      const { code, stdout, stderr } = await fleet.report(home, { LEEWAY_WAIT: wait })
      expect([code, stdout]).toEqual([4, ''])
      expect(stderr).toContain(`the store ${path} is in use by another process (${other.pid})`)
      expect(stderr).toContain('LEEWAY_WAIT')
      expect(stderr).toContain('LEEWAY_HOME')
    }
    // A process that was killed holds nothing.
    other.kill('SIGKILL')
    await once(other, 'exit')
    expect((await fleet.report(home, { LEEWAY_WAIT: '0' })).stdout === fleet.release).toBe(true)
    const wrong = await fleet.report(await fleet.home(), { LEEWAY_WAIT: 'long' })
    expect([wrong.code, wrong.stderr]).toEqual([2, 'leeway: LEEWAY_WAIT is "long"; expected seconds from 0 to 86400\n'])
  })

  it('a page that is open holds no store', async () => {
    const home = await fleet.home()
    const child = start(['open', join(fleet.dir, 'fleet', 'user-001'), '--no-browser'], home)
    await once(child.stdout, 'data')
    expect((await fleet.report(home, { LEEWAY_WAIT: '0' })).code).toBe(0)
    child.kill('SIGTERM')
    await once(child, 'exit')
  })

  it('a store of another key is put aside once, whoever comes first', async () => {
    const home = await fleet.home()
    await fleet.report(home)
    await writeFile(join(home, 'leeway', 'key'), 'ab'.repeat(32))
    const all = await Promise.all([1, 2, 3].map(() => fleet.report(home, LONG)))
    expect(all.map(({ code }) => code)).toEqual([0, 0, 0])
    expect(all.filter(({ stderr }) => stderr.includes('made anew')).length).toBe(1)
    expect(await left(home)).toEqual(['key', 'store.duckdb', 'store.duckdb.old'])
  })
})
