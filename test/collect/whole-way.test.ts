import { type Dirent, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { prepare, releaseOf } from '../../src/cli/run.js'
import { ownPlaces } from '../../src/cli/session.js'
import { collect, inThisThread, LIMITS, reducing } from '../../src/collect/index.js'
import { concealer, inThread, pseudonymKey } from '../../src/ingest/index.js'
import { ownRows } from '../../src/privacy/own.js'
import { openDuckdb } from '../../src/store/index.js'
import { studyFromOptions } from '../../src/study/index.js'
import { recordsIn } from '../sources/collected/both-ways.js'
import { isFound, planted } from '../sources/collected/planted.js'
import { fixtureOf } from '../sources/fixture.js'
import { ownFolder, send } from './started.js'

/** Files below a folder in which a planted text stands, in any form. */
const found = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry: Dirent) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => isFound(readFileSync(path)))

const plantedRecords = (id: string): object[] => {
  const { name, bytes } = fixtureOf(id)
  return planted(recordsIn(name, bytes.toString('utf8'))) as object[]
}

it('reports what was sent, and leaves no planted text in the data folder on the way', async () => {
  const home = await ownFolder()
  const { key, mark } = await pseudonymKey(home)
  const reducer = reducing(concealer(key))
  const { url, stop } = await collect({
    ...{ host: '127.0.0.1', port: 0, folder: join(home, 'collected'), tokens: null, key: null },
    workersOf: (keep) => inThisThread({ reducer, spool: false, limits: LIMITS }, keep),
  })
  const requests = plantedRecords('anthropic-messages').map((record) => JSON.stringify(record))
  const bodies: [path: string, body: string, type: string][] = [
    ['/v1/requests', requests.join('\n'), 'application/x-ndjson'],
    ...['claude-code-otel', 'otel-genai'].flatMap(plantedRecords).map((record): [string, string, string] => {
      const path = 'resourceLogs' in record ? '/v1/logs' : '/v1/traces'
      return [path, JSON.stringify(record), 'application/json']
    }),
  ]
  for (const [path, body, type] of bodies) {
    expect(isFound(Buffer.from(body))).toBe(true)
    expect((await send(url, path, body, { 'content-type': type })).status).toBe(200)
  }
  await stop()
  const store = await openDuckdb(join(home, 'store.duckdb'), mark)
  const places = await ownPlaces({ LEEWAY_HOME: home, HOME: home })
  const prepared = await prepare(studyFromOptions({ name: 'collected', places, policy: 'private' }), {
    ...{ cwd: home, own: places, key: { key, mark }, store, reader: inThread(concealer(key)) },
    ...{ progress: () => {}, named: 'private' as const },
  })
  const count = async (unit: 'turns' | 'actions') => ownRows(await prepared.rows.rows(unit)).length
  const ids = ['anthropic-messages', 'claude-code-otel', 'otel-genai'].map((id) => fixtureOf(id).expected)
  expect(await count('actions')).toBe(ids.reduce((sum, { actions }) => sum + actions.length, 0))
  expect(await count('turns')).toBe(ids.reduce((sum, { turns }) => sum + turns.length, 0))
  await releaseOf(prepared, { from: null, to: null })
  expect(found(home)).toEqual([])
  await store.close()
  expect(found(home)).toEqual([])
})
