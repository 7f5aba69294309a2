import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { concealer, type Exclusion, type IngestMeans, ingest, inThread, parsePlace } from '../../src/ingest/index.js'
import type { Table, TableName, Tables } from '../../src/model/index.js'
import { TABLES } from '../../src/model/index.js'
import { SOURCES } from '../../src/sources/index.js'
import type { FileBatch, Receipt, Store } from '../../src/store/index.js'
import type { TestCluster } from '../cluster/cluster.js'
import { makeFleet } from '../fleet/index.js'
import type { Random } from '../fleet/random.js'
import { KEY } from './stores.js'

/** Where the small fleet lies, and a study of it. */
export const PLACE = 'fleet/{customer}/{user}/projects'
export const STUDY = `name: small\nsources: [ { place: '${PLACE}' } ]\npolicy: { name: private }\n`

/** Four customers of two users each. They lie on both shards, which tests that need it see to themselves. */
export async function makeSmallFleet(dir: string): Promise<void> {
  for (const [i, firm] of ['acme', 'birch', 'cobalt', 'dune'].entries())
    await makeFleet(join(dir, 'fleet', firm), { seed: 60 + i, users: 2, meanSessions: 4, from: '2026-01-05', days: 28 })
}

/** Reads a place below a folder into a store, and no more. */
export function feed(store: Store, cwd: string, means: Partial<IngestMeans> = {}, place = PLACE) {
  const conceal = concealer(KEY.key)
  const exclude: Exclusion[] = []
  return ingest(parsePlace(place, cwd), SOURCES, {
    ...{ store, reader: inThread(conceal), conceal, exclude, own: [], progress() {} },
    ...means,
  })
}

/** The same store, whose batches go another way. */
export const withAppend = (store: Store, append: Store['append']): Store => ({
  replaced: store.replaced,
  files: (place) => store.files(place),
  claim: (...which) => store.claim(...which),
  append,
  begin: (owner) => store.begin(owner),
  forget: (...which) => store.forget(...which),
  judge: (rows) => store.judge(rows),
  judgments: (wish) => store.judgments(wish),
  judges: () => store.judges(),
  study: (scope) => store.study(scope),
  enter: (...study) => store.enter(...study),
  close: () => store.close(),
})

/** The same store, which is given some files at a time: as many insertions as there are in a large ingest. */
export const inPieces = (store: Store, many = 3): Store =>
  withAppend(store, async (batch) => {
    const receipts: Receipt[] = []
    for (let i = 0; i < batch.length; i += many) receipts.push(await store.append(batch.slice(i, i + many)))
    return { files: batch.length, rows: receipts.reduce((sum, { rows }) => sum + rows, 0) }
  })

/** What files of a place are to a store that has none of them. */
export async function batchesOf(store: Store, cwd: string): Promise<FileBatch[]> {
  const batches: FileBatch[] = []
  const append: Store['append'] = async (batch) => {
    batches.push(...batch)
    return { files: batch.length, rows: 0 }
  }
  await feed(withAppend(store, append), cwd)
  return batches
}

export const NAMES = Object.keys(TABLES) as TableName[]

export const rowsIn = (batches: readonly FileBatch[]): number =>
  batches.reduce((sum, { tables }) => sum + NAMES.reduce((rows, name) => rows + tables[name].rows, 0), 0)

/** Rows of tables as several parts of at most `most` rows of each table. */
export function partsOf(tables: Tables, most: number): Tables[] {
  const many = Math.max(1, ...NAMES.map((name) => Math.ceil(tables[name].rows / most)))
  return Array.from({ length: many }, (_, i) => {
    const part = ({ rows, same, columns }: Table): Table => ({
      rows: Math.max(0, Math.min(most, rows - i * most)),
      same,
      columns: Object.fromEntries(
        Object.entries(columns).map(([name, values]) => [name, values.slice(i * most, (i + 1) * most)]),
      ),
    })
    return Object.fromEntries(NAMES.map((name) => [name, part(tables[name])])) as Tables
  })
}

/** Orders of files by chance, another one at each reading. */
export function shuffledBy(random: Random): IngestMeans['reader'] {
  const plain = inThread(concealer(KEY.key))
  return { readAll: (files, ...how) => plain.readAll(random.shuffled([...files]), ...how) }
}

/** Rows of a database per shard, by table: as they lie there, and those that stand for one each. */
export async function rowsAt(
  cluster: TestCluster,
  database: string,
  final = 'FINAL',
): Promise<Record<string, number>[]> {
  return Promise.all(
    cluster.nodes.map(async (_, node) => {
      const counts = NAMES.map((name) => `SELECT '${name}', count() FROM ${database}.${name} ${final}`)
      const files = `SELECT 'files', countIf(NOT gone) FROM ${database}.files FINAL`
      const text = await cluster.run(node, [...counts, files].join(' UNION ALL '))
      const pairs = text
        .trim()
        .split('\n')
        .map((line) => line.split('\t'))
      return Object.fromEntries(pairs.map(([name, n]) => [name!, Number(n)]).sort())
    }),
  )
}

/** Rows of a shard that the entries of files name, by an own way of asking. */
export async function countedAt(cluster: TestCluster, database: string, node: number): Promise<number> {
  const named = `SELECT file, w.1 AS writing, w.2 AS upto, w.1 = writings[-1].1 AS latest
    FROM (SELECT * FROM ${database}.files FINAL WHERE NOT gone) ARRAY JOIN writings AS w`
  const each = NAMES.map(
    (name) => `SELECT count() AS n FROM (SELECT * FROM ${database}.${name} FINAL) r JOIN (${named}) f
      ON f.file = r.file AND f.writing = r.writing WHERE ${name === 'session' ? 'f.latest' : 'r.line < f.upto'}`,
  )
  return Number(await cluster.run(node, `SELECT sum(n) FROM (${each.join(' UNION ALL ')})`))
}

/** The same of all shards. */
export async function countedRows(cluster: TestCluster, database: string): Promise<number> {
  const counts = await Promise.all(cluster.nodes.map((_, node) => countedAt(cluster, database, node)))
  return counts.reduce((sum, n) => sum + n, 0)
}

/** Logs below a folder, in the order of their names. */
export const logsBelow = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.jsonl'))
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)))
    .sort()

/** The database of an address. */
export const databaseOf = (address: string): string => new URL(address).pathname.slice(1)
