import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TABLES } from '../../src/model/index.js'
import { build, type Ended, FEW, leeway } from '../built.js'
import { noCluster, PLAINLY, startCluster, type TestCluster } from '../cluster/cluster.js'
import { makeFleet } from '../fleet/index.js'

const LEDGER = ['ledger', 'told', 'published', 'judged']
const ROWS = Object.keys(TABLES)
const ALL = ['meta', 'files', ...ROWS, ...LEDGER]
/** May use what an administrator made, and make studies beside it. */
const GRANTS = [
  'SELECT ON system.clusters',
  'SELECT ON system.one',
  'REMOTE ON *.*',
  'TABLE ENGINE ON MergeTree',
  'TABLE ENGINE ON Memory',
  'SELECT, INSERT, ALTER DELETE ON given.*',
  'CREATE TABLE, DROP TABLE ON given.ledger_lock*',
  'SELECT, INSERT, CREATE DATABASE, DROP DATABASE, CREATE TABLE, DROP TABLE, CREATE VIEW, DROP VIEW ON given_study_*.*',
]

let dir: string
beforeAll(async () => {
  await build()
  dir = await mkdtemp(join(tmpdir(), 'leeway-schema-'))
})
afterAll(() => rm(dir, { recursive: true, force: true }))

/** The statements that are printed. */
async function printed(...options: string[]): Promise<string[]> {
  const ended = await leeway(['store', 'schema', ...options], { home: join(dir, 'home') })
  expect([ended.code, ended.stderr]).toEqual([0, ''])
  expect(ended.stdout).toMatch(/;\n$/)
  return ended.stdout
    .split(';\n')
    .map((text) => text.trim())
    .filter((text) => text !== '')
}

const tableOf = (statement: string) => /^CREATE TABLE IF NOT EXISTS (\w+)\.(\w+)/.exec(statement)
/** Statements that make tables, and those that add columns to them. */
const parted = (statements: readonly string[]): [string[], string[]] => [
  statements.filter((text) => tableOf(text) !== null),
  statements.filter((text) => tableOf(text) === null),
]
/** What later versions add to tables: columns, and columns that may be null. */
const GROWN = ['turn ADD', 'action ADD', 'turn MODIFY', 'agent MODIFY', 'session ADD', 'action ADD']

describe('the statements for an administrator', () => {
  it('make a database and each table of it, on one server', async () => {
    const [database, ...rest] = await printed()
    expect(database).toBe('CREATE DATABASE IF NOT EXISTS leeway')
    const [tables, columns] = parted(rest)
    expect(columns).toHaveLength(GROWN.length)
    for (const [i, text] of columns.entries()) {
      const [table, what] = GROWN[i]!.split(' ')
      const step = what === 'ADD' ? 'ADD COLUMN IF NOT EXISTS \\w+' : 'MODIFY COLUMN \\w+ Nullable\\(Int64\\)'
      expect(text).toMatch(new RegExp(`^ALTER TABLE leeway\\.${table} ${step}`))
      expect(text).not.toMatch(/DROP|CLUSTER/)
    }
    expect(tables.map((text) => tableOf(text)?.slice(1))).toEqual(ALL.map((name) => ['leeway', name]))
    for (const text of tables) {
      expect(text).not.toMatch(/ON CLUSTER|Replicated|\{shard\}/)
      expect(text).toMatch(/\nORDER BY \([\w, ]+\)\n/)
      expect(/\nPARTITION BY toYYYYMM\(/.test(text)).toBe(ROWS.includes(tableOf(text)![2]!))
    }
  })

  it('are for all servers of a cluster', async () => {
    const all = await printed('--cluster', 'main', '--database', 'fleet')
    expect(all[0]).toBe("CREATE DATABASE IF NOT EXISTS fleet ON CLUSTER 'main'")
    expect(all).toHaveLength(1 + ALL.length + GROWN.length)
    for (const text of all) expect(text).toContain(" ON CLUSTER 'main'")
    expect(all.join('\n')).not.toContain('Replicated')
    // Nothing else differs.
    expect(all.map((text) => text.replace(" ON CLUSTER 'main'", ''))).toEqual(await printed('--database', 'fleet'))
  })

  it('keep copies, each table and shard under a path of its own', async () => {
    const [tables, grown] = parted((await printed('--cluster', 'main', '--replicated', '--database', 'fleet')).slice(1))
    const [plain, plainly] = parted((await printed('--database', 'fleet')).slice(1))
    expect(grown.map((text) => text.replace(" ON CLUSTER 'main'", ''))).toEqual(plainly)
    for (const [i, text] of tables.entries()) {
      const name = ALL[i]!
      expect(text).toContain(`'/clickhouse/tables/{shard}/fleet/${name}', '{replica}'`)
      const engine = /ENGINE = (\w+)\(/.exec(plain[i]!)![1]!
      expect(text).toContain(`ENGINE = Replicated${engine}(`)
      // The window of the others; copies know batches that come again by themselves.
      expect(text).not.toContain('non_replicated')
      const rest = (whole: string) =>
        whole
          .replace(/ENGINE = \w+\([^)]*\)/, '')
          .replace(', non_replicated_deduplication_window = 1000', '')
          .replace(" ON CLUSTER 'main'", '')
      expect(rest(text)).toBe(rest(plain[i]!))
    }
  })
})

describe.skipIf(noCluster !== null)(noCluster ?? 'what an administrator made', () => {
  let cluster: TestCluster
  beforeAll(async () => {
    const grants = GRANTS.map((grant) => `<query>GRANT ${grant}</query>`).join('')
    await writeFile(
      join(dir, 'users.xml'),
      `<clickhouse><profiles><default>${PLAINLY}</default></profiles><quotas><default></default></quotas><users>
        <default><password></password><networks><ip>::/0</ip></networks></default>
        <stranger><password></password><networks><ip>::/0</ip></networks><grants>
          <query>GRANT SELECT ON system.clusters</query></grants></stranger>
        <machine><password></password><networks><ip>::/0</ip></networks><grants>${grants}</grants></machine>
      </users></clickhouse>`,
    )
    cluster = await startCluster(2, { more: `<users_config>${join(dir, 'users.xml')}</users_config>` })
    await makeFleet(join(dir, 'fleet'), { seed: 8, users: 3, meanSessions: 2, from: '2026-01-05', days: 14 })
  })
  afterAll(() => cluster?.close())

  const report = (store: string, ...more: string[]): Promise<Ended> =>
    leeway(['report', 'fleet/{user}/projects', '--json', ...more], {
      home: join(dir, 'home'),
      cwd: dir,
      program: FEW,
      environment: { LEEWAY_STORE: store, LEEWAY_WAIT: '2' },
    })
  const made = async (node: number, database: string) =>
    (
      await cluster.run(
        node,
        `SELECT name, create_table_query FROM system.tables WHERE database = '${database}' AND name != 'ledger_lock' ORDER BY name`,
      )
    ).replaceAll(`${database}.`, 'one.')

  it('is what Leeway makes itself, also when it is made twice', async () => {
    const statements = await printed('--database', 'given')
    for (const time of [1, 2])
      for (const node of [0, 1]) for (const text of statements) await cluster.run(node, `${text} /* ${time} */`)
    const own = await report(`clickhouse://127.0.0.1:${cluster.nodes[0]!.http}/own?cluster=test`)
    expect(own.code, own.stderr).toBe(0)
    for (const node of [0, 1]) {
      const tables = await made(node, 'given')
      expect(tables.trim().split('\n')).toHaveLength(ALL.length)
      expect(tables).toBe(await made(node, 'own'))
    }
  })

  it('cannot be found by who may not ask for the ports of servers that have different ones', async () => {
    const store = `clickhouse://stranger@127.0.0.1:${cluster.nodes[0]!.http}/given?cluster=test`
    const ended = await report(store)
    expect([ended.code, ended.stdout]).toEqual([4, ''])
    expect(ended.stderr).toMatch(/shards 1 and 2 of the cluster "test" cannot be told apart/)
    expect(ended.stderr).toContain('?shards=')
    expect(await cluster.run(0, 'SELECT count() FROM given.meta')).toBe('0\n')
  })

  it('is used by who may make no tables there', async () => {
    const store = `clickhouse://machine@127.0.0.1:${cluster.nodes[0]!.http}/given?cluster=test`
    // Of one store the same: a release that repeats, and one that is told and remembered.
    for (const policy of ['private', 'team', 'private']) {
      const [ended, own] = [await report(store, '--policy', policy), await report('', '--policy', policy)]
      expect([ended.code, own.code], ended.stderr + own.stderr).toEqual([0, 0])
      expect(ended.stdout === own.stdout).toBe(true)
    }
    const studies = await cluster.run(0, "SELECT count() FROM system.databases WHERE name LIKE 'given_study_%'")
    expect(studies).toBe('0\n')
  })
})
