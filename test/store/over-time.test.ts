import { appendFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type OwnUnit, ownRowsOf } from '../../src/cli/own-rows.js'
import { concealer, type IngestMeans } from '../../src/ingest/index.js'
import { shardOf } from '../../src/store/clickhouse/numbers.js'
import { openDuckdb, type Store } from '../../src/store/index.js'
import { noCluster } from '../cluster/cluster.js'
import { Random } from '../fleet/random.js'
import { wherever } from '../ingest/home.js'
import { log, put } from '../ingest/log.js'
import { THOROUGH } from '../thorough.js'
import { databaseOf, feed, inPieces, logsBelow, makeSmallFleet, STUDY, shuffledBy } from './feeding.js'
import { KEY, newAddress, openCluster, read, released, studyOf, theCluster } from './stores.js'

vi.mock('../../src/measures/index.js', () => import('./few-measures.js'))

const folders: string[] = []

describe.skipIf(noCluster !== null)(noCluster ?? 'a cluster holds what the embedded store holds', () => {
  let dir: string
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'leeway-over-time-'))
    folders.push(dir)
  })
  afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))

  it.each(THOROUGH ? [1, 2] : [1])('in whatever order files arrive and grow (%i)', async (seed) => {
    const random = new Random(`arrive/${seed}`)
    await makeSmallFleet(dir)
    const logs = random.shuffled(logsBelow(join(dir, 'fleet')))
    const texts = new Map(logs.map((path) => [path, readFileSync(join(dir, 'fleet', path))]))
    rmSync(join(dir, 'fleet'), { recursive: true })
    const address = await newAddress()
    const reader = shuffledBy(random)
    let appended = 0
    let store = await openCluster(address)
    const written = new Map<string, number>()
    // Each file comes in up to three parts, at steps of its own; so older files come after newer ones have grown.
    for (let step = 0; step < 4; step++) {
      for (const [path, text] of texts) {
        const at = written.get(path) ?? 0
        const to =
          step === 3 || random.chance(0.3) ? text.length : random.chance(0.5) ? random.int(at, text.length) : at
        if (to === at) continue
        mkdirSync(dirname(join(dir, 'fleet', path)), { recursive: true })
        appendFileSync(join(dir, 'fleet', path), text.subarray(at, to))
        written.set(path, to)
      }
      const report = await feed(inPieces(store, random.int(8, 30)), dir, { reader })
      appended += report.appended
      if (step !== 1) continue
      await store.close()
      store = await openCluster(address)
    }
    expect(appended).toBeGreaterThan(10)
    const embedded = await openDuckdb(':memory:', KEY.mark)
    const expected = await released(embedded, STUDY, dir)
    await embedded.close()
    expect((await released(store, STUDY, dir)) === expected).toBe(true)
    await store.close()
  })

  describe('where files change', () => {
    let embedded: Store
    let address: string
    let store: Store
    const users = ['ada', 'bea', 'cyd', 'dan', 'eve', 'flo']
    const logs = 'logs/{user}'
    const study = `name: changes\nsources: [ { place: '${logs}' } ]\npolicy: { name: private }\n`
    const file = (user: string) => join(dir, 'logs', user, 'log.jsonl')

    beforeEach(async () => {
      for (const [i, user] of users.entries()) put(dir, `logs/${user}/log.jsonl`, log(user, 3, { hour: 10 + i }))
      embedded = await openDuckdb(':memory:', KEY.mark)
      address = await newAddress()
      store = await openCluster(address)
      await both({})
    })

    async function both(means: Partial<IngestMeans>, place = logs): Promise<void> {
      const [one, other] = [await feed(embedded, dir, means, place), await feed(store, dir, means, place)]
      expect(other).toEqual(one)
    }
    /** Holds all rows of a study against each other, as a new process finds them. */
    async function sameRows(text = study): Promise<void> {
      await store.close()
      store = await openCluster(address)
      const rows = [embedded, store].map(async (each) => {
        const prepared = await read(each, studyOf(text), dir)
        const of = (unit: OwnUnit) => ownRowsOf(unit, prepared, dir)
        return wherever({ sessions: await of('sessions'), turns: await of('turns'), actions: await of('actions') })
      })
      const [expected, found] = await Promise.all(rows)
      expect(found).toEqual(expected)
    }
    async function same(text = study): Promise<void> {
      await sameRows(text)
      const expected = JSON.parse(await released(embedded, text, dir))
      expect(JSON.parse(await released(store, text, dir))).toEqual(expected)
    }
    /** How often it read, at most, what counts of a file. */
    const writings = async () => {
      const counts = [0, 1].map(async (node) =>
        Number(
          await (await theCluster()).run(node, `SELECT max(length(writings)) FROM ${databaseOf(address)}.files FINAL`),
        ),
      )
      return Math.max(...(await Promise.all(counts)))
    }

    it('by growing many times', async () => {
      let [most, whole] = [0, 0]
      for (let first = 4; first < 40; first++) {
        appendFileSync(file('ada'), log('ada', 1, { first, hour: 10 }))
        if (first % 3 === 0) appendFileSync(file('bea'), log('bea', 1, { first: 3 + first / 3, hour: 11 }))
        await feed(embedded, dir, {}, logs)
        whole += (await feed(store, dir, {}, logs)).read
        most = Math.max(most, await writings())
      }
      // The first writing and 29 that continued it; then it was read as a whole, and continued six times.
      expect(most).toBe(30)
      expect(whole).toBe(1)
      await same()
    })

    it('by shrinking, by being replaced, by going, by being forgotten and by coming back', async () => {
      put(dir, 'logs/ada/log.jsonl', log('ada', 1))
      put(dir, 'logs/bea/log.jsonl', log('other', 5, { hour: 11 }))
      rmSync(file('cyd'))
      await both({})
      await sameRows()
      // Those of cyd are forgotten by where they were.
      const exclude = ['ada', 'cyd', 'dan'].map((user) => ({ user, reason: 'requested' }))
      await both({ exclude })
      const left = new Set(['bea', 'eve', 'flo'].map((user) => concealer(KEY.key)('user', user)))
      for (const node of [0, 1]) {
        const cluster = await theCluster()
        const owners = await cluster.run(node, `SELECT DISTINCT contributor FROM ${databaseOf(address)}.turn`)
        for (const owner of owners.split('\n').filter((line) => line !== '')) expect(left).toContain(owner)
      }
      await sameRows(
        `${study}exclude: [ ${exclude.map((e) => `{ user: ${e.user}, reason: requested }`).join(', ')} ]\n`,
      )
      appendFileSync(file('dan'), log('dan', 2, { first: 4, hour: 13 }))
      put(dir, 'logs/cyd/log.jsonl', log('cyd', 2, { hour: 12 }))
      await both({})
      await sameRows()
      appendFileSync(file('dan'), log('dan', 2, { first: 6, hour: 13 }))
      await both({})
      await same()
    })

    it('by being of somebody else, who lies on the other shard', async () => {
      const conceal = concealer(KEY.key)
      const shard = (user: string) => shardOf(conceal('user', user), null, 2)
      const names = Array.from({ length: 40 }, (_, i) => join(dir, `notes-${i}`))
      const place = names.find((name) => shard(`place ${name}`) !== shard('this machine'))!
      const text = `name: both\nsources: [ { place: '${logs}' }, { place: '${place}' } ]\npolicy: { name: private }\n`
      const path = put(place, 'a.jsonl', log('a', 3))
      put(place, 'b.jsonl', log('b', 4))
      await both({}, place)
      for (const [i, own] of [[place], [], [place]].entries()) {
        appendFileSync(path, log('a', 2, { first: 4 + 2 * i }))
        await both({ own }, place)
        await sameRows(text)
        await both({ own }, place)
      }
      // Nobody can read it again: what was read of it is all there is.
      rmSync(path)
      await sameRows(text)
      await same(text)
    })
  })
})
