import { appendFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addressOf } from '../../src/store/address.js'
import { Ledger } from '../../src/store/clickhouse/ledger.js'
import { openShards } from '../../src/store/clickhouse/open.js'
import { sweep } from '../../src/store/clickhouse/sweep.js'
import { type FileBatch, openDuckdb, type Store } from '../../src/store/index.js'
import { noCluster, type TestCluster } from '../cluster/cluster.js'
import { log, put } from '../ingest/log.js'
import { batchesOf, countedRows, databaseOf, feed, NAMES, partsOf, rowsIn, STUDY } from './feeding.js'
import { KEY, newAddress, openCluster, released, theCluster } from './stores.js'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

describe.skipIf(noCluster !== null)(noCluster ?? 'what nobody counts is swept', () => {
  let dir: string
  let cluster: TestCluster
  let address: string
  let embedded: Store
  let store: Store
  const users = ['ada', 'bea', 'cyd', 'dan', 'eve', 'flo']
  const path = (user: string) => `fleet/${user}/${user}/projects/log.jsonl`

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'leeway-sweep-'))
    cluster = await theCluster()
    address = await newAddress()
    embedded = await openDuckdb(':memory:', KEY.mark)
    store = await openCluster(address)
    for (const [i, user] of users.entries()) put(dir, path(user), log(user, 6, { hour: 10 + i }))
    await both()
  })
  afterEach(async () => {
    await embedded.close()
    await store.close()
    await rm(dir, { recursive: true, force: true })
  })

  async function both(): Promise<void> {
    await feed(embedded, dir)
    await feed(store, dir)
  }
  const same = async () =>
    expect((await released(store, STUDY, dir)) === (await released(embedded, STUDY, dir))).toBe(true)
  async function sweptAt(now: number): Promise<void> {
    const patience = { ms: 20_000, waits() {} }
    const shards = await openShards(addressOf(address, {}), KEY.mark, patience)
    await sweep(shards, databaseOf(address), new Ledger(shards, databaseOf(address), patience), now)
    for (const shard of shards) await shard.close()
  }
  /** Rows whose writing no file names. */
  async function unnamed(): Promise<number> {
    const database = databaseOf(address)
    const named = `SELECT assumeNotNull(file), arrayJoin(writings).1 FROM ${database}.files FINAL WHERE NOT gone`
    const each = NAMES.map(
      (name) => `SELECT count() AS n FROM ${database}.${name} WHERE (file, writing) NOT IN (${named})`,
    )
    const counts = cluster.nodes.map((_, node) => cluster.run(node, `SELECT sum(n) FROM (${each.join(' UNION ALL ')})`))
    return (await Promise.all(counts)).reduce((sum, n) => sum + Number(n), 0)
  }
  /** A file as it is to a store that has none of it. */
  async function firstBatch(): Promise<FileBatch> {
    const nothing = await openDuckdb(':memory:', KEY.mark)
    const [batch] = await batchesOf(nothing, dir)
    await nothing.close()
    return batch!
  }

  it('and nothing else, however files came about', async () => {
    expect(await unnamed()).toBe(0)
    // Two grow, one shrinks, one is another one, and one is never read to its end.
    for (const user of ['ada', 'bea']) appendFileSync(join(dir, path(user)), log(user, 2, { first: 7 }))
    put(dir, path('cyd'), log('cyd', 2))
    put(dir, path('dan'), log('other', 9))
    await both()
    const batch = await firstBatch()
    const left = await store.begin({ ...batch, path: `${batch.path}.left.jsonl` })
    await left.add(batch.tables)
    const counted = await countedRows(cluster, databaseOf(address))
    // The sessions, six turns and six prompts of the two that were read again, at least, and all of the last one.
    expect(await unnamed()).toBeGreaterThanOrEqual(2 * 13 + rowsIn([batch]))

    await sweptAt(Date.now() + 8 * DAY_MS)
    expect(await unnamed()).toBe(0)
    expect(await countedRows(cluster, databaseOf(address))).toBe(counted)
    await same()
    appendFileSync(join(dir, path('ada')), log('ada', 2, { first: 9 }))
    await both()
    await same()
  })

  it('but not what somebody is still writing, by machines that look in on the days after', async () => {
    appendFileSync(join(dir, path('ada')), log('ada', 2, { first: 7 }))
    await feed(embedded, dir)
    const batch = await firstBatch()
    const known = (await store.files(batch.place)).find((file) => file.path === batch.path)!
    const parts = partsOf(batch.tables, 2)
    const last = parts.pop()!
    const writer = await store.begin({ ...batch, known })
    for (const part of parts) await writer.add(part)
    const begun = await unnamed()
    expect(begun).toBe(rowsIn([batch]) - rowsIn([{ ...batch, tables: last }]))
    for (const hours of [0, 25, 50, 6 * 24]) await sweptAt(Date.now() + hours * HOUR_MS)
    expect(await unnamed()).toBe(begun)
    await writer.end({ ...batch, known, tables: last })
    await same()
  })
})
