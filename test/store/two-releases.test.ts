import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { releaseOf, windowOf } from '../../src/cli/run.js'
import { addressOf } from '../../src/store/address.js'
import { locked } from '../../src/store/clickhouse/lock.js'
import { openShards } from '../../src/store/clickhouse/open.js'
import type { Shard } from '../../src/store/clickhouse/shard.js'
import { openDuckdb, type Store } from '../../src/store/index.js'
import { noCluster } from '../cluster/cluster.js'
import { makeFleet } from '../fleet/index.js'
import { thorough } from '../thorough.js'
import { KEY, newAddress, openCluster, read, released, studyOf, theCluster } from './stores.js'

/** One figure along weeks and one along months tell enough for the order of releases to make a difference. */
vi.mock('../../src/measures/index.js', async () => {
  const { turnDuration } = await import('../../src/measures/turn-duration.js')
  const { interventions } = await import('../../src/measures/interventions.js')
  return { MEASURES: [turnDuration, interventions] }
})

const PLACE = "sources: [ { place: 'fleet/{user}/projects' } ]"
const ALL = `name: all\n${PLACE}\npolicy: { name: team }\n`
const PART = `name: part\n${PLACE}\nwindow: { from: 2026-01-19, to: 2026-02-16 }\npolicy: { name: team }\n`
const LATER = `name: later\n${PLACE}\nexclude: [ { user: user-003, reason: requested } ]\npolicy: { name: team }\n`

const patient = (ms: number) => ({ ms, waits() {} })
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Without the number of the analysis, which follows from which study was entered first. */
const plain = (text: string) => {
  const release = JSON.parse(text)
  const { analysis: _number, changed: _since, ...study } = release.study
  return JSON.stringify({ ...release, study }, null, 2)
}

describe.skipIf(noCluster !== null)(noCluster ?? 'two releases of one shared store at once', () => {
  let dir: string
  /** What an embedded store tells, release by release, by the order of the studies. */
  let alone: Map<string, string[]>
  const open: Store[] = []

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'leeway-two-'))
    await makeFleet(join(dir, 'fleet'), { seed: 21, users: 12, meanSessions: 8, from: '2026-01-05', days: 56 })
    alone = new Map()
    for (const order of [
      [ALL, PART, LATER],
      [PART, ALL, LATER],
    ]) {
      const store = await openDuckdb(':memory:', KEY.mark)
      const told: string[] = []
      for (const study of order) told.push(await released(store, study, dir))
      alone.set(order[0]!, told)
      await store.close()
    }
    // What is told depends on the order, or nothing is shown below.
    expect(plain(alone.get(ALL)![1]!) === plain(alone.get(PART)![0]!)).toBe(false)
  })
  afterAll(async () => {
    for (const store of open) await store.close()
    await rm(dir, { recursive: true, force: true })
  })

  const opened = async (address: string): Promise<Store> => {
    const store = await openCluster(address)
    open.push(store)
    return store
  }
  const release = async (prepared: Awaited<ReturnType<typeof read>>) =>
    JSON.stringify(await releaseOf(prepared, windowOf(prepared.study)), null, 2)
  /** What the servers remember of releases, and what of it holds. */
  const remembered = async (address: string) => {
    const { database } = addressOf(address, {})
    const { run } = await theCluster()
    const tables = [`${database}.told`, `${database}.published FINAL`, `${database}.ledger FINAL`]
    return Promise.all(
      [0, 1].flatMap((node) => tables.map((table) => run(node, `SELECT count(), sum(cityHash64(*)) FROM ${table}`))),
    )
  }

  it('the one that was put together before the other told something is not let out', async () => {
    const address = await newAddress()
    const [one, two] = [await opened(address), await opened(address)]
    const first = await read(one, studyOf(ALL), dir)
    const second = await read(two, studyOf(PART), dir)
    expect(await release(first)).toBe(alone.get(ALL)![0])
    const before = await remembered(address)
    await expect(release(second)).rejects.toThrow(
      /another release was made of this store in the meantime; run this again/,
    )
    expect(await remembered(address)).toEqual(before)
    expect(await released(two, PART, dir)).toBe(alone.get(ALL)![1])
    // Nor is a later one held against what was not let out.
    expect(await released(one, LATER, dir)).toBe(alone.get(ALL)![2])
  })

  it('one of them is let out, and the other one when it is run again', async () => {
    const address = await newAddress()
    const stores = [await opened(address), await opened(address)]
    const studies = [ALL, PART]
    const prepared = await Promise.all(stores.map((store, i) => read(store, studyOf(studies[i]!), dir)))
    const ended = await Promise.allSettled(prepared.map(release))
    const won = ended.findIndex(({ status }) => status === 'fulfilled')
    const lost = ended[1 - won]!
    expect(ended.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(lost.status === 'rejected' && String(lost.reason)).toMatch(/another release was made|is making a release/)
    const expected = alone.get(studies[won]!)!
    const first = ended[won]!
    // The number of its analysis follows from which study was read first, and that was not the one that won, perhaps.
    expect(first.status === 'fulfilled' && plain(first.value)).toBe(plain(expected[0]!))
    expect(plain(await released(stores[1 - won]!, studies[1 - won]!, dir))).toBe(plain(expected[1]!))
    expect(plain(await released(stores[won]!, LATER, dir))).toBe(plain(expected[2]!))
  })

  thorough(
    'a release does not wait for ever for another one that is being made, and is whole when that ends',
    async () => {
      const address = await newAddress()
      const { database } = addressOf(address, {})
      const store = await openCluster(address, KEY.mark, 500)
      open.push(store)
      const prepared = await read(store, studyOf(ALL), dir)
      const { run } = await theCluster()
      await run(0, `CREATE TABLE ${database}.ledger_lock (none UInt8) ENGINE = Memory COMMENT '1/other'`)
      const before = await remembered(address)
      await expect(release(prepared)).rejects.toThrow(
        /another process is making a release of the store at 127.0.0.1:\d+; wait/,
      )
      expect(await remembered(address)).toEqual(before)
      await run(0, `DROP TABLE ${database}.ledger_lock SYNC`)
      expect(await released(store, ALL, dir)).toBe(alone.get(ALL)![0])
    },
  )

  it('studies are numbered one after the other, whoever enters them', async () => {
    const address = await newAddress()
    const stores = [await opened(address), await opened(address)]
    const hashes = ['a', 'b', 'c', 'd', 'e', 'f']
    const entered = await Promise.all(
      hashes.flatMap((hash, i) => [
        stores[i % 2]!.enter('data', hash, { window: hash }),
        // Both of them enter the same one as well.
        stores[1 - (i % 2)]!.enter('data', hash, { window: hash }),
        stores[i % 2]!.enter('other', hash, {}),
      ]),
    )
    const of = (hash: string) => entered[3 * hashes.indexOf(hash)]!
    expect(hashes.map((hash) => of(hash).analysis).sort()).toEqual([1, 2, 3, 4, 5, 6])
    for (const [i, hash] of hashes.entries()) {
      expect(entered[3 * i + 1]).toEqual(of(hash))
      const before = hashes.find((other) => of(other).analysis === of(hash).analysis - 1)
      expect(of(hash).before).toEqual(before === undefined ? null : { window: before })
    }
    expect(hashes.map((_, i) => entered[3 * i + 2]!.analysis).sort()).toEqual([1, 2, 3, 4, 5, 6])
  })
})

describe.skipIf(noCluster !== null)(noCluster ?? 'the lock of a shared store', () => {
  let shards: Shard[]
  let database: string
  beforeAll(async () => {
    const address = addressOf(await newAddress(), {})
    database = address.database
    shards = await openShards(address, KEY.mark, patient(0))
  })
  afterAll(async () => {
    for (const shard of shards) await shard.close()
  })

  const hold = async (comment: string) =>
    (await theCluster()).run(
      0,
      `CREATE TABLE ${database}.ledger_lock (none UInt8) ENGINE = Memory COMMENT '${comment}'`,
    )
  const exists = async () => (await theCluster()).run(0, `EXISTS TABLE ${database}.ledger_lock`)

  it('is had by one after the other, and let go of whatever comes of it', async () => {
    let [now, most, done] = [0, 0, 0]
    const ended = await Promise.allSettled(
      [1, 2, 3, 4].map((i) =>
        locked(shards[0]!, database, patient(60_000), async ({ mustHold }) => {
          most = Math.max(most, ++now)
          await pause(30)
          await mustHold()
          now--
          done++
          if (i === 2) throw new Error('broken')
        }),
      ),
    )
    expect([most, done]).toEqual([1, 4])
    expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
    expect(await exists()).toBe('0\n')
  })

  it('is not taken from who holds it, and says so once after a moment', async () => {
    await hold('1/other')
    const said: string[] = []
    const patience = { ms: 2500, waits: (why: string) => said.push(why) }
    const taken = locked(shards[0]!, database, patience, async () => 'taken')
    await expect(taken).rejects.toThrow(new RegExp(`DROP TABLE ${database}.ledger_lock$`))
    expect(said).toEqual([`another process is making a release of the store at ${shards[0]!.at}`])
    expect(await exists()).toBe('1\n')
  })

  it('is taken from a process that is gone by one of those who wait', async () => {
    await pause(2500)
    let [now, most] = [0, 0]
    await Promise.all(
      [1, 2, 3].map(() =>
        locked(
          shards[0]!,
          database,
          patient(60_000),
          async () => {
            most = Math.max(most, ++now)
            await pause(30)
            now--
          },
          2,
        ),
      ),
    )
    expect(most).toBe(1)
    expect(await exists()).toBe('0\n')
  })

  it('is lost by who holds it for too long, and that is found out', async () => {
    const slow = locked(shards[0]!, database, patient(0), async ({ mustHold }) => {
      await (await theCluster()).run(0, `DROP TABLE ${database}.ledger_lock SYNC`)
      await hold('1/next')
      await mustHold()
    })
    await expect(slow).rejects.toThrow('took so long that another one may have begun; run this again')
    // What is another one's by now stays.
    expect(await exists()).toBe('1\n')
  })
})
