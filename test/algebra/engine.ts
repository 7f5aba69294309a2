import { DuckDBInstance } from '@duckdb/node-api'
import { type Clustered, type Engine, GROUPED, TRUTH, UNITS, type Unit } from '../../src/algebra/index.js'
import { addressOf } from '../../src/store/address.js'
import { Ledger } from '../../src/store/clickhouse/ledger.js'
import { shardOf } from '../../src/store/clickhouse/numbers.js'
import { openShards } from '../../src/store/clickhouse/open.js'
import { ClickhouseStudy } from '../../src/store/clickhouse/study.js'
import { duckdb } from '../../src/store/duckdb/dialect.js'
import { exec } from '../../src/store/duckdb/query.js'
import { DuckStudy } from '../../src/store/duckdb/study.js'
import type { StudyRows } from '../../src/store/index.js'
import { tables } from '../../src/store/schema.js'
import { GROUP_COLUMNS, kindsOf, SENTENCES } from '../../src/store/sentences.js'
import { noCluster, startCluster, type TestCluster } from '../cluster/cluster.js'
import { isText, type Population, type Value, whoOf } from './unit-rows.js'

/** An engine over given rows, for as long as a test needs it. */
export interface OpenEngine {
  engine: Engine & Pick<StudyRows, 'remember'>
  /** Puts other rows in their place; what was told before stays. */
  replace(rows: Population): Promise<void>
  close(): Promise<void>
}

/** Every engine, by name; all of them answer the conformance suite. A new one is a line here. */
export const ENGINES: Record<string, (rows: Population) => Promise<OpenEngine>> = {
  DuckDB: duckdbOver,
  ...(noCluster === null
    ? {
        'ClickHouse on two shards': (rows: Population) => clickhouseOver(rows, 1),
        'ClickHouse on two shards, in slices': (rows: Population) => clickhouseOver(rows, 3),
      }
    : {}),
}

export async function duckdbOver(rows: Population): Promise<OpenEngine> {
  const instance = await DuckDBInstance.create(':memory:', { preserve_insertion_order: 'false' })
  const connection = await instance.connect()
  for (const statement of tables(duckdb)) await exec(connection, statement)
  const replace = async (others: Population) => {
    for (const unit of ['turns', 'sessions', 'actions'] as const)
      for (const statement of statements(unit, others[unit])) await exec(connection, statement)
  }
  await replace(rows)
  return {
    engine: DuckStudy.over(connection),
    replace,
    async close() {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

let cluster: Promise<TestCluster> | null = null
let opened = 0

/** On two shards of a cluster that all tests of a file share. It ends with their process. */
async function clickhouseOver(rows: Population, slices: number): Promise<OpenEngine> {
  cluster ??= startCluster(2)
  const { url } = await cluster
  const address = addressOf(url(`units${++opened}`), {})
  const patience = { ms: 5000, waits() {} }
  const shards = await openShards(address, 'key', patience)
  const inside = shards.map((shard) => shard.inside(address.database))
  const replace = async (others: Population) => {
    await Promise.all(
      inside.map(async (shard, i) => {
        for (const unit of ['turns', 'sessions', 'actions'] as const) {
          const own = others[unit].filter((row) => shardOf(String(row.contributor), null, inside.length) === i)
          for (const statement of statements(unit, own, { text: 'Nullable(String)', integer: 'Nullable(Int64)' }))
            await shard.run(statement)
        }
      }),
    )
  }
  await replace(rows)
  const engine = ClickhouseStudy.over(inside, new Ledger(shards, address.database, patience))
  await engine.slice(address.database, slices)
  return {
    engine,
    replace,
    async close() {
      for (const shard of [...inside, ...shards]) await shard.close()
    },
  }
}

const DUCKDB = { text: 'VARCHAR', integer: 'BIGINT' }

/** The statements that put rows into the table of a unit, and the groups of their sentences into tables beside it. */
export function statements(unit: Unit, rows: readonly Record<string, Value>[], types = DUCKDB): string[] {
  const beside = new Set<string>(Object.values(GROUPED[unit]).flat())
  const names = [...UNITS[unit], ...TRUTH[unit]].filter((name) => !beside.has(name))
  const sentences = kindsOf(unit).map((kind) => numbered(kind, unit, rows))
  const seen = new Map<string, number>()
  const keyOf = (row: Record<string, Value>) => {
    const session = `${row.contributor}/${row.session}`
    const nth = (seen.get(session) ?? 0) + 1
    seen.set(session, nth)
    return whoOf(`${session}/${nth}`)
  }
  const values = rows.map((row, i) => [
    ...names.map((name) => row[name] ?? null),
    ...sentences.map(({ own }) => own[i]!),
    whoOf(String(row.contributor)),
    keyOf(row),
  ])
  const whole = (columns: readonly string[]) => columns.map((name) => `${name} ${types.integer}`)
  return [
    ...filled(
      unit,
      [
        ...names.map((name) => `${name} ${isText(name) ? types.text : types.integer}`),
        ...whole(sentences.map(({ column }) => column)),
        'who BIGINT',
        'unit BIGINT',
      ],
      values,
      types,
    ),
    ...sentences.flatMap(({ groups, paths }) => filled(groups, whole(GROUP_COLUMNS), paths, types)),
  ]
}

function filled(
  table: string,
  columns: readonly string[],
  rows: readonly (readonly (Value | bigint)[])[],
  types: typeof DUCKDB,
): string[] {
  const literal = (value: Value | bigint) =>
    value === null ? 'NULL' : typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value)
  const made =
    types === DUCKDB
      ? `CREATE OR REPLACE TEMP TABLE ${table} (${columns.join(', ')})`
      : `CREATE OR REPLACE TABLE ${table} (${columns.join(', ')}) ENGINE = MergeTree ORDER BY tuple()`
  const values = rows.map((row) => `(${row.map(literal).join(', ')})`)
  return [made, ...(values.length === 0 ? [] : [`INSERT INTO ${table} VALUES ${values.join(', ')}`])]
}

/** Sentences of made-up units: one for all that lie in the same groups. */
function numbered(kind: Clustered, unit: Unit, rows: readonly Record<string, Value>[]) {
  const { column, groups } = SENTENCES[kind]
  const levels = (GROUPED[unit] as Partial<Record<Clustered, readonly string[]>>)[kind] ?? []
  const paths = new Map<string, Value[]>()
  const own = rows.map((row) => {
    const path = levels.map((level) => row[level] ?? null)
    if (path[0] === null) return null
    const name = JSON.stringify(path)
    const known = paths.get(name) ?? [paths.size + 1, ...path, ...Array(3 - path.length).fill(null)]
    paths.set(name, known)
    return known[0]!
  })
  return { column, groups, own, paths: [...paths.values()] }
}
