import { spawn } from 'node:child_process'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { TABLES, type TouchRow, tablesOf } from '../../src/model/index.js'
import { addressOf } from '../../src/store/address.js'
import { copyStore, openDuckdb, openEmbedded } from '../../src/store/index.js'
import { build, FEW, leeway, ownHome } from '../built.js'
import { noCluster } from '../cluster/cluster.js'
import { makeFleet } from '../fleet/index.js'
import { THOROUGH } from '../thorough.js'
import { before } from './faulty.js'
import { KEY, newAddress, openCluster, theCluster } from './stores.js'

vi.mock('../../src/measures/index.js', () => import('./few-measures.js'))

const PLACE = "sources: [ { place: 'fleet/{user}/projects' } ]"
const STUDIES: Record<string, string> = {
  all: `name: all\n${PLACE}\npolicy: { name: team }\n`,
  part: `name: part\n${PLACE}\nwindow: { from: 2026-01-19, to: 2026-02-16 }\npolicy: { name: team }\n`,
  without: `name: all\n${PLACE}\nexclude: [ { user: user-003, reason: requested } ]\npolicy: { name: team }\n`,
  own: `name: own\n${PLACE}\npolicy: { name: private }\n`,
}
/** Made before the copy, and after it. */
const [EARLIER, LATER] = [
  ['own', 'all', 'part'],
  ['without', 'part', 'own'],
]
const ROWS = Object.keys(TABLES)
/** The first and the last of what is copied, or also what lies between. */
const BROKEN_OFF_AT = THOROUGH ? ['files', 'turn', 'told', 'published'] : ['files', 'published']

describe.skipIf(noCluster !== null)(noCluster ?? 'a store that is copied to a cluster', () => {
  let dir: string
  let home: string
  /** What the embedded store tells after the same releases. */
  const expected = new Map<string, string>()

  const run = (args: string[], store = '', of = home) =>
    leeway(args, { home: of, cwd: dir, program: FEW, environment: { LEEWAY_STORE: store, LEEWAY_WAIT: '20' } })
  async function release(name: string, store = '', of = home): Promise<string> {
    const ended = await run(['report', '--study', `${name}.yaml`, '--json'], store, of)
    expect(ended.code, ended.stderr).toBe(0)
    return ended.stdout
  }
  async function copied(to: string): Promise<string> {
    const ended = await run(['store', 'copy', '--to', to])
    expect([ended.code, ended.stderr]).toEqual([0, ''])
    return ended.stdout
  }
  /** Makes the later releases on a cluster and holds them against those of the embedded store. */
  async function same(store: string, releases = LATER): Promise<void> {
    for (const name of releases!) expect((await release(name, store)) === expected.get(name), name).toBe(true)
  }
  /** What a statement gives on both nodes, added up. */
  async function sum(statement: string): Promise<number> {
    const { run: ask } = await theCluster()
    const answers = await Promise.all([0, 1].map((node) => ask(node, statement)))
    return answers.reduce((all, text) => all + Number(text), 0)
  }

  beforeAll(async () => {
    await build()
    dir = await mkdtemp(join(tmpdir(), 'leeway-copy-'))
    home = join(dir, 'home')
    await makeFleet(join(dir, 'fleet'), { seed: 23, users: 12, meanSessions: 8, from: '2026-01-05', days: 56 })
    for (const [name, text] of Object.entries(STUDIES)) await writeFile(join(dir, `${name}.yaml`), text)
    for (const name of EARLIER!) await release(name)
    await cp(home, join(dir, 'alone'), { recursive: true })
    for (const name of LATER!) expected.set(name, await release(name, '', join(dir, 'alone')))
    // What was told before the copy makes a difference, or nothing is shown below.
    await cp(join(home, 'leeway', 'key'), join(dir, 'new', 'leeway', 'key'))
    const plain = (text: string) => text.replaceAll(/"(?:analysis|changed)": [^\n]*/g, '')
    expect(plain(await release('without', '', join(dir, 'new'))) === plain(expected.get('without')!)).toBe(false)
  })
  afterAll(() => rm(dir, { recursive: true, force: true }))

  it('has all rows, and its next releases are those of the embedded one', async () => {
    const to = await newAddress()
    const { host, port, database } = addressOf(to, {})
    const inside = await counted(join(home, 'leeway', 'store.duckdb'))
    expect(await copied(to)).toBe(
      `Copied ${inside.files} files with ${inside.rows} rows to clickhouse://${host}:${port}/${database}.\n`,
    )
    let rows = 0
    for (const table of ROWS) rows += await sum(`SELECT count() FROM ${database}.${table} FINAL`)
    expect(rows).toBe(inside.rows)
    expect(await sum(`SELECT count() FROM ${database}.files FINAL WHERE NOT gone`)).toBe(inside.files)
    // Done again, it writes no row and says so.
    expect(await copied(to)).toContain(`Copied 0 files with 0 rows to`)
    expect(await copied(to)).toContain(`; ${inside.files} files there already.`)
    await same(to)
  })

  it('is not taken over where releases were made already', async () => {
    const to = await newAddress()
    const { database } = addressOf(to, {})
    await release('part', to)
    const remembered = () =>
      Promise.all(
        ['told', 'published', 'ledger'].map((table) =>
          sum(`SELECT sum(cityHash64(*) % 1000003) FROM ${database}.${table} FINAL`),
        ),
      )
    const known = await remembered()
    const ended = await run(['store', 'copy', '--to', to])
    expect([ended.code, ended.stdout]).toEqual([4, ''])
    expect(ended.stderr).toMatch(/^leeway: (?:releases|studies) were made of this store .* takes over another\n$/)
    expect(await remembered()).toEqual(known)
  })

  it.each(BROKEN_OFF_AT)('may be begun anew where it was broken off at %s', async (table) => {
    const to = await newAddress()
    const { database } = addressOf(to, {})
    const { nodes } = await theCluster()
    let broken = false
    const breaking = await before(nodes[0]!.http, (statement, response) => {
      if (!broken && !statement.startsWith(`INSERT INTO ${database}.${table} `)) return false
      broken = true
      child.kill('SIGKILL')
      response.destroy()
      return true
    })
    const through = `clickhouse://127.0.0.1:${breaking.port}/${database}?shards=127.0.0.1:${breaking.port},127.0.0.1:${nodes[1]!.http}`
    const child = spawn(process.execPath, [FEW, 'store', 'copy', '--to', through], {
      env: { ...process.env, ...ownHome(home) },
      stdio: 'ignore',
    })
    expect(await new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)))).toBe('SIGKILL')
    // Its lock would go by itself after an hour.
    await (await theCluster()).run(0, `DROP TABLE IF EXISTS ${database}.ledger_lock SYNC`)
    await copied(to)
    // What releases of others' rows rest on is in the last two alone.
    await same(to, [table === 'files' || table === 'turn' ? 'own' : 'without'])
  })

  it('comes in parts where a file has many rows', async () => {
    const many = 61_000
    const path = join(dir, 'large', 'store.duckdb')
    const made = await openDuckdb(path, KEY.mark)
    const owner = { place: 'p', path: 'a', source: 'claude-code', contributor: 'c', customer: null, known: null }
    const writer = await made.begin(owner)
    const touches = (from: number, to: number): TouchRow[] =>
      Array.from({ length: to - from }, (_, i) => ({
        session: 's',
        touch: `t${from + i}`,
        turn: null,
        kind: 'prompt',
        touched_at: 1_770_000_000_000 + from + i,
        feedback: false,
        about: null,
        line: from + i + 1,
      }))
    const none = { sessions: [], turns: [], actions: [], agents: [] }
    await writer.add(tablesOf({ ...none, touches: touches(0, 40_000) }))
    await writer.end({
      ...owner,
      ...{ sourceVersion: 1, size: 1, mtime: '1', head: 'h', headBytes: 1, fromLine: 1, checkpoint: null },
      counts: { records: many, unreadable: 0, unknown: {}, duplicates: 0, untimed: 0, clock_back: 0, unanswered: 0 },
      unreadable: [],
      tables: tablesOf({ ...none, touches: touches(40_000, many) }),
    })
    await made.close()
    const to = await newAddress()
    const { database } = addressOf(to, {})
    const [from, shared] = [await openEmbedded(join(dir, 'large'), KEY.mark), await openCluster(to)]
    try {
      expect(await copyStore(from, shared, () => {})).toEqual({ files: 1, rows: many, known: 0, verdicts: 0 })
      expect(await sum(`SELECT count() FROM ${database}.touch FINAL`)).toBe(many)
      expect(await sum(`SELECT sum(line) FROM ${database}.touch FINAL`)).toBe((many * (many + 1)) / 2)
      expect(await sum(`SELECT uniqExact(nth) FROM ${database}.touch FINAL`)).toBe(many)
      // Several parts of one writing.
      expect(await sum(`SELECT uniqExact(writing) FROM ${database}.touch FINAL`)).toBe(1)
      const [one, two] = [await from.files('p'), await shared.files('p')]
      expect(two.map(({ file: _, ...rest }) => rest)).toEqual(one.map(({ file: _, ...rest }) => rest))
    } finally {
      await from.close()
      await shared.close()
    }
  })
})

/** How many files and rows lie in an embedded store, read from its file and not through it. */
async function counted(path: string): Promise<{ files: number; rows: number }> {
  const instance = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY' })
  const connection = await instance.connect()
  const count = async (table: string) =>
    Number((await connection.runAndReadAll(`SELECT count(*) FROM "${table}"`)).getRows()[0]![0])
  try {
    let rows = 0
    for (const table of ROWS) rows += await count(table)
    return { files: await count('files'), rows }
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}
