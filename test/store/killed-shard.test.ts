import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pseudonymKey } from '../../src/ingest/index.js'
import { addressOf } from '../../src/store/address.js'
import { Ledger } from '../../src/store/clickhouse/ledger.js'
import { openShards } from '../../src/store/clickhouse/open.js'
import { sweep } from '../../src/store/clickhouse/sweep.js'
import { openDuckdb } from '../../src/store/index.js'
import { noCluster, type TestCluster } from '../cluster/cluster.js'
import { Random } from '../fleet/random.js'
import { FleetHome, REPORT } from '../hard/fleet-home.js'
import { killedAfter, killedWhen } from '../hard/kill.js'
import { batchesOf, countedAt, countedRows, databaseOf, makeSmallFleet, rowsIn } from './feeding.js'
import { KEY, newAddress, openCluster, theCluster } from './stores.js'

/** More of them with LEEWAY_KILLS. */
const KILLS = Number(process.env.LEEWAY_KILLS ?? 3)
const DAY_MS = 86_400_000
/** So that nothing depends on how busy the machine is. */
const LONG = '120'

describe.skipIf(noCluster !== null)(noCluster ?? 'a cluster of which something is killed', () => {
  let cluster: TestCluster
  let fleet: FleetHome
  /** How long an undisturbed run takes after it has opened the store, and as a whole. */
  let works: number
  let takes: number

  beforeAll(async () => {
    cluster = await theCluster()
    fleet = await FleetHome.make()
    const address = await newAddress()
    const home = await fleet.home()
    const start = performance.now()
    const running = fleet.report(home, { LEEWAY_STORE: address })
    await opened(address)
    const open = performance.now()
    const { code, stdout, stderr } = await running
    expect(code, stderr).toBe(0)
    // The same logs under the same key: an undisturbed run gives the embedded store's bytes.
    expect(stdout === fleet.release).toBe(true)
    takes = performance.now() - start
    works = performance.now() - open
  })
  afterAll(async () => fleet?.remove())

  /** Waits until something is so on a node. */
  async function until(node: number, condition: string): Promise<void> {
    for (let waited = 0; waited < 60_000; waited += 10) {
      if (Number(await cluster.run(node, `SELECT ${condition}`)) > 0) return
      await sleep(10)
    }
    throw new Error(`never came about: ${condition}`)
  }
  /** Waits until a run has found all shards and makes its tables. */
  const opened = (address: string) =>
    until(0, `count() FROM system.tables WHERE database = '${databaseOf(address)}' AND name = 'published'`)
  const hasStudy = (address: string) =>
    `count() FROM system.databases WHERE startsWith(name, '${databaseOf(address)}_study_')`
  const undisturbed = async (home: string, address: string, when: string) => {
    const environment = { LEEWAY_STORE: address, LEEWAY_WAIT: '5' }
    let { code, stdout, stderr } = await fleet.report(home, environment)
    if (code === 4 && stderr.includes('DROP TABLE')) {
      // It was killed while it held the ledger, and the message says how to let go.
      await cluster.run(0, /DROP TABLE \S+/.exec(stderr)![0])
      ;({ code, stdout, stderr } = await fleet.report(home, environment))
    }
    expect(code, `${when}: ${stderr}`).toBe(0)
    expect(stdout === fleet.release, when).toBe(true)
  }

  it('waits for a shard that is killed at any moment and comes back, and gives the same bytes', async () => {
    const random = new Random('killed shard')
    for (let n = 0; n < KILLS; n++) {
      const [address, home] = [await newAddress(), await fleet.home()]
      const node = cluster.nodes[n % 2]!
      const running = fleet.report(home, { LEEWAY_STORE: address, LEEWAY_WAIT: LONG })
      await opened(address)
      const after = Math.round(((n + random.next()) / KILLS) * works)
      await sleep(after)
      const when = `shard ${(n % 2) + 1}, ${after} ms after the store was opened`
      const there = await cluster.run(n % 2, `EXISTS TABLE ${databaseOf(address)}.touch`)
      const before = Number(there) === 1 ? await countedAt(cluster, databaseOf(address), n % 2) : 0
      await node.stop('SIGKILL')
      await sleep(1000)
      await node.start()
      if (before > 0) expect(await countedAt(cluster, databaseOf(address), n % 2), when).toBeGreaterThanOrEqual(before)
      const { code, stdout, stderr } = await running
      expect(code, `${when}: ${stderr}`).toBe(0)
      expect(stdout === fleet.release, when).toBe(true)
      // Said once for each reason, however often it asked, where it asked at all while the shard was away.
      const waits = stderr.split('\n').filter((line) => line.includes('waiting up to'))
      expect(waits.length, stderr).toBeLessThanOrEqual(2)
      for (const line of waits) expect(line).toContain(`leeway: the store at 127.0.0.1:${node.http} `)
    }
  }, 600_000)

  it('ends with 4 where a shard stays away, and goes on from there', async () => {
    const [address, home] = [await newAddress(), await fleet.home()]
    const node = cluster.nodes[1]!
    const running = fleet.report(home, { LEEWAY_STORE: address, LEEWAY_WAIT: '2' })
    await opened(address)
    await sleep(works / 4)
    await node.stop('SIGKILL')
    const { code, stdout, stderr } = await running
    expect([code, stdout]).toEqual([4, ''])
    expect(stderr).toContain(`leeway: the store at 127.0.0.1:${node.http} does not answer; waiting up to 2 s\n`)
    expect(stderr).toContain(`the store at 127.0.0.1:${node.http} does not answer (ECONN`)
    // Nobody waits for a shard that is away from the beginning.
    const away = await fleet.report(home, { LEEWAY_STORE: address, LEEWAY_WAIT: LONG })
    expect(away.code).toBe(4)
    await node.start()
    await undisturbed(home, address, 'after it was away')
  }, 600_000)

  it('gives the same bytes where the reading process is killed at any moment and run again', async () => {
    const random = new Random('killed reader')
    let killed = 0
    for (let n = 0; n < KILLS; n++) {
      const [address, home] = [await newAddress(), await fleet.home()]
      const after = Math.round(((n + random.next()) / KILLS) * takes)
      if (await killedAfter(REPORT, home, fleet.dir, after, { LEEWAY_STORE: address })) killed++
      await undisturbed(home, address, `killed after ${after} ms`)
    }
    expect(killed).toBeGreaterThan(1)
  }, 600_000)

  it('drops what a killed process put together, when nobody can be at it any more', async () => {
    const [address, home] = [await newAddress(), await fleet.home()]
    const settings = { home, cwd: fleet.dir, environment: { LEEWAY_STORE: address } }
    expect(await killedWhen(REPORT, settings, () => until(1, hasStudy(address)))).toBe(true)
    const left = async () => Number(await cluster.run(1, `SELECT ${hasStudy(address)}`))
    expect(await left()).toBe(1)
    // Its own is dropped with its end, the other one's is not.
    await undisturbed(home, address, 'killed while it put a study together')
    expect(await left()).toBe(1)
    const patience = { ms: 20_000, waits() {} }
    for (const [hours, many] of [
      [0, 1],
      [49, 0],
    ] as const) {
      const { mark } = await pseudonymKey(join(home, 'leeway'), join(home, 'leeway', 'key'))
      const shards = await openShards(addressOf(address, {}), mark, patience)
      const database = databaseOf(address)
      await sweep(shards, database, new Ledger(shards, database, patience), Date.now() + (hours * DAY_MS) / 24)
      for (const shard of shards) await shard.close()
      expect(await left()).toBe(many)
    }
    await undisturbed(home, address, 'after it was swept')
  }, 600_000)

  it('has all that it said it had, whatever is killed when', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'leeway-acknowledged-'))
    await makeSmallFleet(dir)
    const embedded = await openDuckdb(':memory:', KEY.mark)
    const batches = await batchesOf(embedded, dir)
    await embedded.close()
    const address = await newAddress()
    const store = await openCluster(address, KEY.mark, 60_000)
    let rows = 0
    for (let i = 0; i < batches.length; i += 12) {
      const piece = batches.slice(i, i + 12)
      const writing = store.append(piece)
      if (i === 24) {
        // In the middle of the writing, and all shards right after it was answered.
        await sleep(20)
        await cluster.nodes[1]!.stop('SIGKILL')
        await cluster.nodes[1]!.start()
      }
      rows += (await writing).rows
      if (i === 24 || i === 36) {
        await Promise.all(cluster.nodes.map((node) => node.stop('SIGKILL')))
        await Promise.all(cluster.nodes.map((node) => node.start()))
        expect(await countedRows(cluster, databaseOf(address))).toBe(rows)
      }
    }
    expect(rows).toBe(rowsIn(batches))
    expect(await countedRows(cluster, databaseOf(address))).toBe(rows)
    await store.close()
    await rm(dir, { recursive: true, force: true })
  }, 600_000)
})
