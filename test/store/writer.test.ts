import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Rows, type Tables, type TouchRow, tablesOf } from '../../src/model/index.js'
import { type FileBatch, openDuckdb, type Store } from '../../src/store/index.js'

const OWNER = { place: 'p', path: 'a', source: 'claude-code', contributor: 'c', customer: null, known: null }
const touch = (n: number): TouchRow => ({
  session: 's',
  touch: `t${n}`,
  turn: null,
  kind: 'prompt',
  touched_at: n,
  feedback: false,
  about: null,
  line: n,
})
const rowsOf = (...touches: TouchRow[]): Rows => ({ sessions: [], turns: [], actions: [], agents: [], touches })
const tables = (...touches: TouchRow[]): Tables => tablesOf(rowsOf(...touches))
const session = {
  session: 's',
  interactive: 'yes',
  setting: null,
  entrypoint: null,
  version: null,
  records: 9,
  main: true,
} as const
const counts = { records: 9, unreadable: 0, unknown: {}, duplicates: 0, untimed: 0, clock_back: 0, unanswered: 0 }

function batch(known: FileBatch['known'], ...touches: TouchRow[]): FileBatch {
  const sessions = [{ ...session, first_at: 1, last_at: 9, plan_at: null, line: 1 }]
  const made = { tables: tablesOf({ ...rowsOf(...touches), sessions }), counts, unreadable: [], checkpoint: null }
  const file = { path: 'a', sourceVersion: 1, size: 1, mtime: '1', head: 'h', headBytes: 1, fromLine: 1 }
  return { ...OWNER, ...file, ...made, known }
}

describe('a file whose rows come in parts', () => {
  let dir: string
  let store: Store
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'leeway-parts-'))
    store = await openDuckdb(join(dir, 'store'), 'mark')
  })
  afterAll(async () => {
    await store.close()
    await rm(dir, { recursive: true })
  })

  /** Closes the store, as the end of a process does, looks into it, and opens it again. */
  const stored = async (): Promise<{ touches: string[]; unfinished: number }> => {
    await store.close()
    const instance = await DuckDBInstance.create(join(dir, 'store'))
    const connection = await instance.connect()
    const touches = await connection.runAndReadAll('SELECT touch FROM touch ORDER BY touch')
    const meta = await connection.runAndReadAll("SELECT * FROM meta WHERE name = 'unfinished'")
    connection.closeSync()
    instance.closeSync()
    store = await openDuckdb(join(dir, 'store'), 'mark')
    return { touches: touches.getRows().map(([id]) => String(id)), unfinished: meta.currentRowCount }
  }

  it('is there with its end, beside files that are written meanwhile', async () => {
    const writer = await store.begin(OWNER)
    await writer.add(tables(touch(1), touch(2)))
    await store.append([{ ...batch(null, touch(4)), path: 'b' }])
    expect((await store.files('p')).map(({ path }) => path)).toEqual(['b'])
    expect(await writer.end(batch(null, touch(3)))).toEqual({ files: 1, rows: 4 })
    expect((await store.files('p')).map(({ path }) => path).sort()).toEqual(['a', 'b'])
    expect(await stored()).toEqual({ touches: ['t1', 't2', 't3', 't4'], unfinished: 0 })
  })

  it('takes the place of what was stored before only with its end', async () => {
    const known = (await store.files('p')).find(({ path }) => path === 'a')!
    const first = await store.begin({ ...OWNER, known })
    await first.add(tables(touch(5)))
    await first.giveUp()
    expect(await stored()).toEqual({ touches: ['t1', 't2', 't3', 't4'], unfinished: 0 })
    const second = await store.begin({ ...OWNER, known })
    await second.add(tables(touch(6)))
    await second.end(batch(known, touch(7)))
    expect(await stored()).toEqual({ touches: ['t4', 't6', 't7'], unfinished: 0 })
    expect(await store.files('p')).toHaveLength(2)
  })

  it('leaves nothing behind where it was broken off', async () => {
    const writer = await store.begin(OWNER)
    await writer.add(tables(touch(8)))
    expect(await stored()).toEqual({ touches: ['t4', 't6', 't7', 't8'], unfinished: 1 })
    expect(await stored()).toEqual({ touches: ['t4', 't6', 't7'], unfinished: 0 })
    expect(await store.files('p')).toHaveLength(2)
  })
})
