import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { VERDICT_COLUMNS } from '../../src/model/index.js'
import { SCHEMA, steps } from '../../src/store/clickhouse/schema.js'
import { build } from '../built.js'
import { noCluster, startCluster, type TestCluster } from '../cluster/cluster.js'
import { makeFleet } from '../fleet/index.js'
import { thorough } from '../thorough.js'
import { before } from './faulty.js'
import { Refusing } from './refusing.js'

describe.skipIf(noCluster !== null)(noCluster ?? 'a shared store that was made before', () => {
  let dir: string
  let cluster: TestCluster
  let refusing: Refusing
  let expected: string
  let databases = 0
  beforeAll(async () => {
    await build()
    dir = await mkdtemp(join(tmpdir(), 'leeway-layout-'))
    await makeFleet(join(dir, 'fleet'), { seed: 6, users: 2, meanSessions: 2, from: '2026-01-05', days: 14 })
    cluster = await startCluster(2)
    refusing = new Refusing(cluster, dir)
    const own = await refusing.run('')
    expect(own.code, own.stderr).toBe(0)
    expected = own.stdout
  })
  afterAll(async () => {
    await cluster?.close()
    await rm(dir, { recursive: true, force: true })
  })

  const at = (node: number) => `127.0.0.1:${cluster.nodes[node]!.http}`
  const fresh = () => `layout_${++databases}`
  const address = (database: string, options = '?cluster=test') => `clickhouse://${at(0)}/${database}${options}`
  /** A store with all logs in it. */
  async function filled(): Promise<string> {
    const database = fresh()
    await works(address(database))
    return database
  }
  /** One for all that must not touch it. */
  let untouched: Promise<string> | null = null
  const intact = (): Promise<string> => {
    untouched ??= filled()
    return untouched
  }
  async function works(store: string, environment: Record<string, string> = {}): Promise<string> {
    const ended = await refusing.run(store, environment)
    expect(ended.code, ended.stderr).toBe(0)
    expect(ended.stdout === expected).toBe(true)
    return ended.stderr
  }
  /** Makes the tables alone. */
  async function nothingIn(database: string): Promise<void> {
    const ended = await refusing.run(address(database), {}, [], 'nothing')
    expect(ended.code, ended.stderr).toBe(3)
  }
  const everywhere = (statement: string) => Promise.all([0, 1].map((node) => cluster.run(node, statement)))
  const meta = async (database: string, name: string) =>
    (await everywhere(`SELECT value FROM ${database}.meta WHERE name = '${name}'`)).map((text) => text.trim())

  it('by a newer Leeway is not touched', async () => {
    const database = fresh()
    // One shard is enough: the other one is not written to either.
    await everywhere(`CREATE DATABASE ${database}`)
    await cluster.run(1, `CREATE TABLE ${database}.meta AS ${await intact()}.meta`)
    await cluster.run(1, `INSERT INTO ${database}.meta (name, value) VALUES ('schema', '99')`)
    const said = await refusing.refused(address(database), at(1))
    expect(said).toContain(`its schema is 99, this one knows ${SCHEMA}`)
    expect(said).toContain('update Leeway on this machine')
  })

  thorough('by an older Leeway is brought up to date, and files are read again that nothing judged', async () => {
    const judged = ['turn', 'action'] as const
    const drop = (table: (typeof judged)[number]) =>
      Object.keys(VERDICT_COLUMNS[table]).map((column) => `DROP COLUMN ${column}`)
    const unjudged = async (database: string) => {
      for (const table of judged) await everywhere(`ALTER TABLE ${database}.${table} ${drop(table).join(', ')}`)
      await everywhere(
        `ALTER TABLE ${database}.files UPDATE source_version = 1 WHERE 1 = 1 SETTINGS mutations_sync = 2`,
      )
      await everywhere(`DELETE FROM ${database}.meta WHERE name = 'schema'`)
    }
    // As the first version leaves it: what later steps made is not there.
    const database = await filled()
    for (const table of ['ledger', 'told', 'published', 'judged'])
      await everywhere(`DROP TABLE ${database}.${table} SYNC`)
    await unjudged(database)
    await everywhere(`INSERT INTO ${database}.meta (name, value) VALUES ('schema', '1')`)
    await works(address(database))
    for (const value of await meta(database, 'schema')) expect(value.split('\n')).toEqual(['1', String(SCHEMA)])
    expect(await everywhere(`SELECT count() FROM ${database}.ledger`)).toEqual(['1\n', '0\n'])
    // What a judge says is a word among few, and null in rows of before.
    const typed = `SELECT name, type FROM system.columns WHERE database = '${database}' AND table = 'action'`
    for (const text of await everywhere(typed)) {
      expect(text).toContain('goal_domain_category\tLowCardinality(Nullable(String))\n')
      expect(text).toContain('risk\tNullable(Int64)\n')
    }
    // As the second version leaves it: all tables are there, and only columns are missing.
    const before = await filled()
    await unjudged(before)
    await everywhere(`INSERT INTO ${before}.meta (name, value) VALUES ('schema', '2')`)
    await works(address(before))
    for (const value of await meta(before, 'schema')) expect(value.split('\n')).toEqual(['2', String(SCHEMA)])
    // As the third version leaves it: nothing is kept of what other judges say.
    await everywhere(`DROP TABLE ${before}.judged SYNC`)
    await everywhere(`DELETE FROM ${before}.meta WHERE name = 'schema'`)
    await everywhere(`INSERT INTO ${before}.meta (name, value) VALUES ('schema', '3')`)
    await works(address(before))
    expect(await everywhere(`SELECT count() FROM ${before}.judged`)).toEqual(['0\n', '0\n'])
    // As the fourth version leaves it: tokens are always numbers, and nothing says where an agent ran.
    for (const table of ['turn', 'agent'])
      await everywhere(`ALTER TABLE ${before}.${table} MODIFY COLUMN tokens_out Int64 DEFAULT 0`)
    await everywhere(`ALTER TABLE ${before}.session DROP COLUMN setting`)
    await everywhere(`DELETE FROM ${before}.meta WHERE name = 'schema'`)
    await everywhere(`INSERT INTO ${before}.meta (name, value) VALUES ('schema', '4')`)
    await works(address(before))
    const later = `SELECT table, name, type FROM system.columns WHERE database = '${before}' AND name IN ('tokens_out', 'setting')`
    for (const text of await everywhere(`${later} AND table <> 'action' AND table <> 'judged' ORDER BY table`))
      expect(text.trim().split('\n')).toEqual([
        'agent\ttokens_out\tNullable(Int64)',
        'session\tsetting\tLowCardinality(Nullable(String))',
        'turn\ttokens_out\tNullable(Int64)',
      ])
    // Tables of the first step alone, without a row.
    const empty = fresh()
    for (const statement of steps({ database: empty, cluster: null, replicated: false })[0]!)
      await everywhere(statement)
    await everywhere(`INSERT INTO ${empty}.meta (name, value) VALUES ('schema', '1')`)
    await works(address(empty))
  })

  it('with another pseudonym key is not touched', async () => {
    const database = await intact()
    const key = join(dir, 'other')
    await writeFile(key, `${'5'.repeat(64)}\n`)
    const said = await refusing.refused(address(database), at(0), { LEEWAY_KEY_FILE: key })
    expect(said).toContain('of another pseudonym key than this machine')
    expect(said).toContain('LEEWAY_KEY_FILE')
  })

  it('with its shards in another order, or another number of them, is not touched', async () => {
    const database = await intact()
    const shards = (...nodes: string[]) => address(database, `?shards=${nodes.join(',')}`)
    await works(shards(at(0), at(1)))
    expect(await refusing.refused(shards(at(1), at(0)), at(1))).toContain(
      'holds shard 2/2 of the store and was found as 1/2',
    )
    expect(await refusing.refused(shards(at(0), at(0)), at(0))).toContain(
      'holds shard 1/2 of the store and was found as 2/2',
    )
    expect(await refusing.refused(address(database, ''), at(0))).toContain(
      'holds shard 1/2 of the store and was found as 1/1',
    )
    const third = await before(cluster.nodes[1]!.http, () => false)
    const more = shards(at(0), at(1), `127.0.0.1:${third.port}`)
    const said = await refusing.refused(more, at(0))
    expect(said).toContain('holds shard 1/2 of the store and was found as 1/3')
    expect(said).toContain('name the same shards in the same order as before')
  })

  it('and lost a shard is not filled as if nothing had been there', async () => {
    for (const lost of [0, 1]) {
      const database = fresh()
      await nothingIn(database)
      await cluster.run(lost, `DROP DATABASE ${database} SYNC`)
      const said = await refusing.refused(address(database), at(lost))
      expect(said).toContain('holds nothing of the store, and other shards do')
      expect(said).toContain('restore it from a backup')
    }
  })

  it('by a run that was broken off while it made the tables is made to its end', async () => {
    const database = fresh()
    let left = 6
    const breaking = await before(cluster.nodes[1]!.http, (statement, response) => {
      if (statement.startsWith('CREATE') && left-- <= 0) response.destroy()
      return response.destroyed
    })
    const shards = (second: string) => address(database, `?shards=${at(0)},${second}`)
    expect((await refusing.run(shards(`127.0.0.1:${breaking.port}`), { LEEWAY_WAIT: '0' })).code).toBe(4)
    expect(await cluster.run(0, `SELECT count() FROM ${database}.meta WHERE name = 'made'`)).toBe('0\n')
    await works(shards(at(1)))
  })

  it('goes away and comes back: it is said once, after a moment', async () => {
    const away = { from: Number.POSITIVE_INFINITY, ms: 0 }
    const going = await before(cluster.nodes[1]!.http, (statement, response) => {
      if (/^CREATE DATABASE .*_study_/.test(statement)) away.from = Math.min(away.from, performance.now())
      const gone = performance.now() >= away.from && performance.now() < away.from + away.ms
      if (gone) response.destroy()
      return gone
    })
    const second = `127.0.0.1:${going.port}`
    const waiting = `leeway: the store at ${second} does not answer; waiting up to`
    away.ms = 4000
    const said = await works(address(fresh(), `?shards=${at(0)},${second}`), { LEEWAY_WAIT: '30' })
    expect(said.split(waiting).length - 1, said).toBe(1)
    expect(said).toContain(`${waiting} 30 s\n`)

    Object.assign(away, { from: Number.POSITIVE_INFINITY, ms: 3_600_000 })
    const database = fresh()
    const store = address(database, `?shards=${at(0)},${second}`)
    const ended = await refusing.run(store, { LEEWAY_WAIT: '2' })
    expect([ended.code, ended.stdout]).toEqual([4, ''])
    expect(ended.stderr.split(waiting).length - 1, ended.stderr).toBe(1)
    expect(ended.stderr).toMatch(
      /\nleeway: the store at 127.0.0.1:\d+ does not answer \(.*\), still after 2 s; see whether it runs/,
    )
    away.ms = 0
    await works(store)
  })
})
