import { appendFile, mkdtemp, rm, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { prepare, releaseOf } from '../../src/cli/run.js'
import { concealer, inThread, type PseudonymKey } from '../../src/ingest/index.js'
import { type Rows, TABLES, type TouchRow, tablesOf } from '../../src/model/index.js'
import { type CopyState, copyStore, type EmbeddedStore, openDuckdb, openEmbedded } from '../../src/store/index.js'
import { studyFromOptions } from '../../src/study/index.js'
import { makeFleet } from '../fleet/index.js'
import { verdictOn } from '../store/verdicts.js'
import { thorough } from '../thorough.js'
import { NAMES, Shelf } from './shelf.js'

const KEY: PseudonymKey = { key: Buffer.alloc(32, 7), mark: 'test' }
const LARGE = 61_000
/** What judges said; it lies where it lies, whether the units are there or not. */
const SAID = ['a', 'b', 'c'].map((turn, i) =>
  verdictOn('turn', { turn, of_contributor: 'x', of_customer: i === 1 ? 'y' : null }, { risk: i + 1, said: '{}' }),
)

type Found = Record<string, unknown>

/** Everything of a store, read from its file and not through it. */
async function within(path: string, statement: string): Promise<Found[]> {
  const instance = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY' })
  const connection = await instance.connect()
  try {
    return (await connection.runAndReadAll(statement)).getRowObjectsJS().map(plain)
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

const plain = (row: Found): Found =>
  Object.fromEntries(Object.entries(row).map(([name, v]) => [name, typeof v === 'bigint' ? Number(v) : v]))

/** The same in any order; names sorted, so that rows compare as text. */
const sorted = (rows: readonly Found[]): string[] =>
  rows.map((row) => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))).sort()

/** What a shelf was given of releases. */
const remembered = (shelf: Shelf, table: string): Found[] =>
  shelf.pages.filter((page) => page.table === table).flatMap((page) => page.rows as unknown as Found[])

describe('a store that is copied', () => {
  let dir: string
  let path: string
  let whole: Shelf
  let state: CopyState
  let fileCount: number

  const open = (): Promise<EmbeddedStore> => openEmbedded(join(dir, 'home'), KEY.mark)

  /** Reads the fleet, as `leeway report` does, and lets a release of it out. */
  async function fill(policy: 'private' | 'team'): Promise<void> {
    const store = await openDuckdb(path, KEY.mark)
    const study = studyFromOptions({ name: 'fleet', places: ['fleet/{user}/projects', 'notes/{user}'], policy })
    const reader = inThread(concealer(KEY.key))
    const prepared = await prepare(study, {
      cwd: dir,
      own: [],
      key: KEY,
      store,
      reader,
      progress: () => {},
      named: policy,
    })
    await releaseOf(prepared, { from: null, to: null })
    await store.close()
  }

  async function copyTo(shelf: Shelf): Promise<CopyState> {
    const store = await open()
    try {
      return await copyStore(store, shelf, () => {})
    } finally {
      await store.close()
    }
  }

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'leeway-copy-'))
    path = join(dir, 'home', 'store.duckdb')
    await makeFleet(join(dir, 'fleet'), { seed: 3, users: 14, meanSessions: 25, from: '2026-01-05', days: 84 })
    await makeFleet(join(dir, 'notes'), { seed: 4, users: 2, meanSessions: 3, from: '2026-01-05', days: 14 })
    await fill('private')
    await fill('team')
    const store = await openDuckdb(path, KEY.mark)
    await store.append(Array.from({ length: 1100 }, (_, i) => madeUp(`small/${i}`, i % 60)))
    await store.append([madeUp('large', LARGE)])
    await store.judge(SAID)
    await store.close()
    whole = new Shelf()
    state = await copyTo(whole)
    fileCount = Number((await within(path, 'SELECT count(*) AS n FROM files'))[0]!.n)
  })
  afterAll(() => rm(dir, { recursive: true }))

  it.each(NAMES)('has every row of %s with its owner', async (table) => {
    const columns = [...Object.keys(TABLES[table]), 'place', 'contributor', 'customer', 'source']
    const stored = await within(
      path,
      `SELECT f.path AS path, ${columns.map((name) => `t."${name}" AS "${name}"`).join(', ')}
       FROM ${table} t JOIN files f ON f.file = t.file`,
    )
    expect(stored.length).toBeGreaterThan(table === 'agent' ? 10 : 100)
    expect(sorted(whole.rows(table))).toEqual(sorted(stored))
  })

  it('has every file with what is remembered of it', async () => {
    const stored = await within(path, 'SELECT * EXCLUDE (file) FROM files')
    const copied = [...whole.files_.values()].map(({ batch: b }) => ({
      place: b.place,
      path: b.path,
      source: b.source,
      source_version: b.sourceVersion,
      contributor: b.contributor,
      customer: b.customer,
      size: b.size,
      mtime: b.mtime,
      head: b.head,
      head_bytes: b.headBytes,
      checkpoint_offset: b.checkpoint?.offset ?? null,
      checkpoint_line: b.checkpoint?.line ?? null,
      state: b.checkpoint?.state ?? null,
      counts: JSON.stringify(b.counts),
      unreadable: JSON.stringify(b.unreadable),
    }))
    expect(sorted(copied)).toEqual(sorted(stored))
    expect(copied.some((file) => file.state !== null)).toBe(true)
    expect([...whole.files_.values()].every(({ batch }) => batch.known === null && batch.fromLine === 1)).toBe(true)
  })

  it('has what is remembered of releases, with numbers that no fraction can hold', async () => {
    for (const table of ['ledger', 'told', 'published'] as const) {
      const cast = table === 'told' ? 'REPLACE (unit::VARCHAR AS unit, who::VARCHAR AS who)' : ''
      const stored = await within(path, `SELECT * ${cast} FROM ${table}`)
      expect(stored.length, table).toBeGreaterThan(0)
      expect(sorted(remembered(whole, table)), table).toEqual(sorted(stored))
    }
    const told = whole.pages.flatMap((page) => (page.table === 'told' ? page.rows : []))
    expect(told.some(({ unit }) => !Number.isSafeInteger(Number(unit)))).toBe(true)
    expect(told.every(({ unit, who }) => /^\d+$/.test(unit) && /^\d+$/.test(who))).toBe(true)
  })

  it('comes in writings of bounded size, and a large file in parts', () => {
    const rows = whole.writings.reduce((a, b) => a + b)
    expect(state).toEqual({ files: fileCount, rows, known: 0, verdicts: SAID.length })
    expect(whole.verdicts).toEqual(SAID)
    expect(whole.writings.length).toBeGreaterThan(5)
    expect(whole.writings.length).toBeLessThan(fileCount / 50)
    for (const rows of whole.writings) expect(rows).toBeLessThanOrEqual(50_000)
    const parted = [...whole.files_.values()].filter(({ parts }) => parts.length > 1)
    expect(parted.map(({ batch }) => batch.path)).toEqual(['large'])
    for (const part of parted[0]!.parts) expect(part.touch.rows).toBeLessThanOrEqual(20_000)
  })

  thorough('is the same when it was broken off and begun anew', async () => {
    for (const [breaksAfter, gaveUp] of [
      [1, 0],
      [whole.writings.length - 2, 1],
    ] as const) {
      const shelf = new Shelf()
      shelf.breaksAfter = breaksAfter
      await expect(copyTo(shelf)).rejects.toThrow('the connection broke')
      expect(shelf.pages).toEqual([])
      const there = shelf.files_.size
      shelf.breaksAfter = Number.POSITIVE_INFINITY
      expect(await copyTo(shelf)).toMatchObject({ files: fileCount - there, known: there })
      for (const table of NAMES) expect(sorted(shelf.rows(table))).toEqual(sorted(whole.rows(table)))
      // Pages are cut as rows come, which is in no order.
      for (const table of ['ledger', 'told', 'published'] as const)
        expect(sorted(remembered(shelf, table)), table).toEqual(sorted(remembered(whole, table)))
      expect(shelf.gaveUp).toBe(gaveUp)
      expect(await copyTo(shelf)).toEqual({ files: 0, rows: 0, known: fileCount, verdicts: SAID.length })
    }
  })

  it('brings what has changed since, and leaves what was read there later', async () => {
    const shelf = new Shelf()
    await copyTo(shelf)
    const files = [...shelf.files_.values()].filter(({ batch }) => batch.place !== 'elsewhere')
    const [grown, later] = [files[0]!, files[1]!]
    grown.batch = { ...grown.batch, size: 1, mtime: '1' }
    later.batch = { ...later.batch, size: 1, mtime: '9'.repeat(19) }
    expect(await copyTo(shelf)).toMatchObject({ files: 1, known: fileCount - 1 })
    expect(shelf.files_.size).toBe(fileCount)
    const [first, second] = [grown, later].map(({ batch }) => shelf.files_.get(`${batch.place}\n${batch.path}`)!)
    expect(first!.batch.size).toBeGreaterThan(1)
    expect(first!.batch.known?.size).toBe(1)
    expect(second!.batch.size).toBe(1)
  })

  it('goes on where a log grows afterwards', async () => {
    const [log] = [...whole.files_.values()].filter(({ batch }) => batch.checkpoint !== null)
    const { path: name, size } = log!.batch
    await appendFile(name, '{"type":"unheard-of"}\n')
    await utimes(name, new Date(), new Date())
    await fill('private')
    expect(await copyTo(whole)).toMatchObject({ files: 1, known: fileCount - 1 })
    const now = [...whole.files_.values()].find(({ batch }) => batch.path === name)!
    expect(now.batch.size).toBe(size + 22)
  })

  it('may be empty', async () => {
    const home = join(dir, 'empty')
    await (await openDuckdb(join(home, 'store.duckdb'), KEY.mark)).close()
    const store = await openEmbedded(home, KEY.mark)
    const shelf = new Shelf()
    expect(await copyStore(store, shelf, () => {})).toEqual({ files: 0, rows: 0, known: 0, verdicts: 0 })
    expect(shelf.pages).toEqual([])
    await store.close()
  })
})

/** A file of the store that no log is of. */
function madeUp(path: string, many: number) {
  const touches = Array.from(
    { length: many },
    (_, i): TouchRow => ({
      session: 's',
      touch: `${path} ${i}`,
      turn: i % 2 === 0 ? null : 'x',
      kind: 'prompt',
      touched_at: 1_760_000_000_000 + i,
      feedback: i % 3 === 0,
      about: null,
      line: i + 1,
    }),
  )
  const rows: Rows = { sessions: [], turns: [], actions: [], agents: [], touches }
  const counts = {
    records: 9,
    unreadable: 1,
    unknown: { x: 2 },
    duplicates: 0,
    untimed: 0,
    clock_back: 0,
    unanswered: 0,
  }
  return {
    place: 'elsewhere',
    source: 'claude-code',
    contributor: 'c',
    customer: 'acme',
    known: null,
    path,
    sourceVersion: 1,
    size: 5_000_000_000,
    mtime: '1760000000000000001',
    head: 'h',
    headBytes: 4096,
    fromLine: 1,
    counts,
    unreadable: [{ line: 3, reason: 'no record' }],
    checkpoint: { offset: 4_999_999_999, line: many, state: '{"a":1}' },
    tables: tablesOf(rows),
  }
}
