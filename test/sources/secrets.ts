import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { expect, it } from 'vitest'
import { prepare, releaseOf } from '../../src/cli/run.js'
import { concealer, inThread, pseudonymKey } from '../../src/ingest/index.js'
import type { Source } from '../../src/model/index.js'
import { ownRows } from '../../src/privacy/own.js'
import { openDuckdb } from '../../src/store/index.js'
import { studyFromOptions } from '../../src/study/index.js'
import { fixtureOf } from './fixture.js'

/** What of a log must never reach the store, nor a release: its text and its ids. Looked for in the bytes on disk. */
export function keepsSecrets(source: Source): void {
  it('stores neither text nor ids, and counts a file once that is there twice', async () => {
    const fixture = fixtureOf(source.id)
    const dir = mkdtempSync(join(tmpdir(), 'leeway-secrets-'))
    try {
      for (const place of ['logs/one', 'logs/two']) mkdirSync(join(dir, place), { recursive: true })
      // The name of a file may be stored, so it must not be the session's id here.
      const { name, bytes, lines, secret, torn = 1, expected } = fixture
      writeFileSync(join(dir, 'logs/one', name), bytes)
      cpSync(join(dir, 'logs/one', name), join(dir, 'logs/two', name))
      const logs = lines.length > 0 ? 3 : 2
      if (lines.length > 0)
        writeFileSync(join(dir, `logs/two/torn-${name}`), `${lines[torn]}\n{"${secret}": ${secret}\n`)
      const home = join(dir, 'home')
      const key = await pseudonymKey(home)
      const store = await openDuckdb(join(home, 'store.duckdb'), key.mark)
      const study = studyFromOptions({ name: 'secrets', places: ['logs'], policy: 'private' })
      const reader = inThread(concealer(key.key))
      const prepared = await prepare(study, {
        cwd: dir,
        own: [],
        key,
        store,
        reader,
        progress: () => {},
        named: 'private',
      })
      expect(prepared.reports[0]).toMatchObject({ read: logs, unrecognised: [], refused: [] })
      const { sessions, turns, actions } = expected
      const counts = { sessions: sessions.length, turns: turns.length, actions: actions.length }
      for (const unit of ['sessions', 'turns', 'actions'] as const)
        expect(ownRows(await prepared.rows.rows(unit)), unit).toHaveLength(counts[unit])
      const release = JSON.stringify(await releaseOf(prepared, { from: null, to: null }))
      // Before it is closed, the store's log holds every row as it was written, so a needle would be seen.
      const tools = actions.map((row) => row.tool)
      expect(found(home, release, '', tools).length).toBeGreaterThanOrEqual(tools.length)
      const open = found(home, release, secret, fixture.ids)
      await store.close()
      // Columns are packed on disk, so what stands in them is looked at as well.
      const packed = await inColumns(join(home, 'store.duckdb'), [secret, ...fixture.ids])
      expect([...open, ...found(home, release, secret, fixture.ids), ...packed]).toEqual([])
      expect(await inColumns(join(home, 'store.duckdb'), tools)).not.toEqual([])
    } finally {
      rmSync(dir, { recursive: true })
    }
  })
}

/** Every column of text that holds a needle, in any table of the store. */
async function inColumns(path: string, needles: readonly string[]): Promise<string[]> {
  const instance = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY' })
  const connection = await instance.connect()
  try {
    const ask = async (sql: string) => (await connection.runAndReadAll(sql)).getRows().map((row) => row.map(String))
    const columns = await ask(
      "SELECT table_name, column_name FROM information_schema.columns WHERE data_type LIKE '%VARCHAR%' ORDER BY ALL",
    )
    const hits: string[] = []
    for (const [table, column] of columns) {
      const values = await ask(`SELECT DISTINCT "${column}" FROM "${table}" WHERE "${column}" IS NOT NULL`)
      const texts = values.flat()
      for (const needle of needles.filter((text) => text !== ''))
        if (texts.some((text) => text.includes(needle))) hits.push(`${needle} in ${table}.${column}`)
    }
    return hits
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

/** Every place where a needle stands, as UTF-8 or UTF-16. */
function found(home: string, release: string, secret: string, ids: readonly string[]): string[] {
  const hits: string[] = []
  const files = readdirSync(home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const hay: [string, Buffer][] = files.map((f) => [f.name, readFileSync(join(f.parentPath, f.name))])
  expect(hay.length).toBeGreaterThanOrEqual(2)
  for (const [name, bytes] of [...hay, ['release', Buffer.from(release)] as const]) {
    for (const needle of [secret, ...ids].filter((text) => text !== '')) {
      if (bytes.includes(needle, 0, 'utf8') || bytes.includes(needle, 0, 'utf16le')) hits.push(`${needle} in ${name}`)
    }
  }
  return hits
}
