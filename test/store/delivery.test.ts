import { appendFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type FileBatch, openDuckdb, type Store } from '../../src/store/index.js'
import { noCluster, type TestCluster } from '../cluster/cluster.js'
import { log, put } from '../ingest/log.js'
import {
  batchesOf,
  countedRows,
  databaseOf,
  feed,
  inPieces,
  makeSmallFleet,
  NAMES,
  partsOf,
  rowsAt,
  rowsIn,
  STUDY,
  withAppend,
} from './feeding.js'
import { type Disturbance, startProxy } from './proxy.js'
import { KEY, newAddress, openCluster, released, theCluster } from './stores.js'

vi.mock('../../src/measures/index.js', () => import('./few-measures.js'))

describe.skipIf(noCluster !== null)(noCluster ?? 'what arrives at a cluster in any way counts once', () => {
  let dir: string
  let cluster: TestCluster
  let batches: FileBatch[]
  let expected: string
  /** What lies on each shard where nothing disturbed it. */
  let undisturbed: Record<string, number>[]

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'leeway-delivery-'))
    cluster = await theCluster()
    await makeSmallFleet(dir)
    const embedded = await openDuckdb(':memory:', KEY.mark)
    batches = await batchesOf(embedded, dir)
    expected = await released(embedded, STUDY, dir)
    await embedded.close()
    const address = await newAddress()
    const store = await openCluster(address)
    await feed(store, dir)
    await store.close()
    undisturbed = await rowsAt(cluster, databaseOf(address))
  })
  afterAll(() => rm(dir, { recursive: true, force: true }))

  /** Holds a store's release against the embedded store's, and what lies on the shards against an undisturbed ingest. */
  async function holds(address: string, store?: Store): Promise<void> {
    expect(await countedRows(cluster, databaseOf(address))).toBe(rowsIn(batches))
    const reading = store ?? (await openCluster(address))
    expect((await released(reading, STUDY, dir)) === expected).toBe(true)
    await reading.close()
  }

  it('is spread over both shards, with every row that was read', () => {
    const all = undisturbed.flatMap((rows) => NAMES.map((name) => rows[name]!))
    expect(all.reduce((sum, n) => sum + n, 0)).toBe(rowsIn(batches))
    expect(undisturbed[0]!.files! + undisturbed[1]!.files!).toBe(batches.length)
    for (const { files, turn } of undisturbed) {
      expect(files).toBeGreaterThan(5)
      expect(turn).toBeGreaterThan(20)
    }
  })

  describe.each([
    ['where the server remembers what it was sent', 1000],
    ['where it does not, and only keys tell rows apart', 0],
  ])('over a way on which insertions get lost, %s', (_, window) => {
    it('is there once', async () => {
      const address = await newAddress()
      const database = databaseOf(address)
      await (await openCluster(address)).close()
      for (const [node] of cluster.nodes.entries())
        for (const table of [...NAMES, 'files']) {
          const setting = `MODIFY SETTING non_replicated_deduplication_window = ${window}`
          await cluster.run(node, `ALTER TABLE ${database}.${table} ${setting}`)
          await cluster.run(node, `SYSTEM STOP MERGES ${database}.${table}`)
        }
      const fate = (nth: number): Disturbance => (nth % 3 === 0 ? 'answer lost' : nth % 7 === 0 ? 'broken off' : null)
      const proxies = await Promise.all(cluster.nodes.map(({ http }) => startProxy(http, fate)))
      const through = `clickhouse://default@${proxies[0]!.at}/${database}?shards=${proxies.map(({ at }) => at).join(',')}`
      const store = await openCluster(through)
      await feed(inPieces(store, 14), dir)
      await store.close()
      await Promise.all(proxies.map((proxy) => proxy.close()))
      for (const { disturbed } of proxies) {
        expect(disturbed['answer lost']).toBeGreaterThan(3)
        expect(disturbed['broken off']).toBeGreaterThan(0)
      }
      expect(await rowsAt(cluster, database)).toEqual(undisturbed)
      const lying = (await rowsAt(cluster, database, '')).flatMap((rows) => NAMES.map((name) => rows[name]!))
      const many = lying.reduce((sum, n) => sum + n, 0)
      if (window > 0) expect(many).toBe(rowsIn(batches))
      else expect(many).toBeGreaterThan(rowsIn(batches))
      await holds(address)
    })
  })

  it('is there once where a machine sends the same batch twice', async () => {
    const address = await newAddress()
    const store = await openCluster(address)
    expect(await store.append(batches)).toEqual({ files: batches.length, rows: rowsIn(batches) })
    await store.append(batches)
    await holds(address, store)
  })

  it('is there once where two machines send the same batch, one of which never asked what there is', async () => {
    const address = await newAddress()
    const [one, other] = [await openCluster(address), await openCluster(address)]
    await one.append(batches)
    await other.append(batches)
    await one.close()
    await holds(address, other)
  })

  it('is there once where a machine that never asked what there is goes on with a file, twice', async () => {
    const address = await newAddress()
    const database = databaseOf(address)
    const one = await openCluster(address)
    const path = put(dir, 'grows/a.jsonl', log('a', 5))
    await feed(one, dir, {}, 'grows')
    appendFileSync(path, log('a', 3, { first: 6 }))
    const gained: FileBatch[] = []
    const keep: Store['append'] = async (batch) => ({ files: gained.push(...batch), rows: 0 })
    expect((await feed(withAppend(one, keep), dir, {}, 'grows')).appended).toBe(1)
    await one.close()
    const other = await openCluster(address)
    await other.append(gained)
    await other.append(gained)
    await other.close()
    // One session, eight turns, and the prompt of each.
    expect(await countedRows(cluster, database)).toBe(1 + 8 + 8)
  })

  it('is there once where two machines read the same place at once', async () => {
    const address = await newAddress()
    const [one, other] = [await openCluster(address), await openCluster(address)]
    await Promise.all([feed(inPieces(one, 5), dir), feed(inPieces(other, 7), dir)])
    await one.close()
    await holds(address, other)
  })

  it('is what one after the other gives where two machines read different places at once', async () => {
    const places = ['fleet/{customer}/user-01/projects', 'fleet/{customer}/user-02/projects']
    const study = `name: two\nsources: [ ${places.map((place) => `{ place: '${place}' }`).join(', ')} ]\npolicy: { name: private }\n`
    const embedded = await openDuckdb(':memory:', KEY.mark)
    const both = await released(embedded, study, dir)
    await embedded.close()
    const address = await newAddress()
    // Both of them make the tables, too.
    const stores = await Promise.all([openCluster(address), openCluster(address)])
    await Promise.all(places.map((place, i) => feed(inPieces(stores[i]!, 4), dir, {}, place)))
    await stores[0]!.close()
    expect((await released(stores[1]!, study, dir)) === both).toBe(true)
    await stores[1]!.close()
  })

  it('is a file in parts only with its end', async () => {
    const address = await newAddress()
    const database = databaseOf(address)
    const large = batches.reduce((a, b) => (rowsIn([a]) > rowsIn([b]) ? a : b))
    const parts = partsOf(large.tables, 3)
    const last = parts.pop()!
    expect(parts.length).toBeGreaterThan(4)
    const died = await openCluster(address)
    const dying = await died.begin(large)
    for (const part of parts) await dying.add(part)
    await died.close()

    const store = await openCluster(address)
    const begun = await store.begin(large)
    for (const part of parts.slice(0, 3)) await begun.add(part)
    await begun.giveUp()
    expect(await store.files(large.place)).toEqual([])
    expect(await countedRows(cluster, database)).toBe(0)
    await store.append(batches.filter((batch) => batch !== large))
    expect(await countedRows(cluster, database)).toBe(rowsIn(batches) - rowsIn([large]))
    expect(await store.files(large.place)).toHaveLength(batches.length - 1)

    const again = await store.begin(large)
    for (const part of parts) await again.add(part)
    const ended = await again.end({ ...large, tables: last })
    expect(ended).toEqual({ files: 1, rows: rowsIn([large]) })
    await holds(address, store)
  })
})
