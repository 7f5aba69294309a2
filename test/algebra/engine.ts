import { DuckDBInstance } from '@duckdb/node-api'
import { type Engine, UNITS, type Unit } from '../../src/algebra/index.js'
import { duckdb } from '../../src/store/duckdb/dialect.js'
import { exec } from '../../src/store/duckdb/query.js'
import { DuckStudy } from '../../src/store/duckdb/study.js'
import type { StudyRows } from '../../src/store/index.js'
import { tables } from '../../src/store/schema.js'
import { type Population, TEXTS, type Value, whoOf } from './unit-rows.js'

/** An engine over given rows, for as long as a test needs it. */
export interface OpenEngine {
  engine: Engine & Pick<StudyRows, 'remember'>
  /** Puts other rows in their place; what was told before stays. */
  replace(rows: Population): Promise<void>
  close(): Promise<void>
}

/** Every engine, by name; all of them answer the conformance suite. A new one is a line here. */
export const ENGINES: Record<string, (rows: Population) => Promise<OpenEngine>> = { DuckDB: duckdbOver }

export async function duckdbOver(rows: Population): Promise<OpenEngine> {
  const instance = await DuckDBInstance.create(':memory:', { preserve_insertion_order: 'false' })
  const connection = await instance.connect()
  for (const statement of tables(duckdb)) await exec(connection, statement)
  const replace = async (others: Population) => {
    for (const unit of ['turns', 'sessions'] as const)
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

function statements(unit: Unit, rows: readonly Record<string, Value>[]): string[] {
  const columns = UNITS[unit].map((name) => `${name} ${TEXTS.includes(name) ? 'VARCHAR' : 'BIGINT'}`)
  const literal = (value: Value) =>
    value === null ? 'NULL' : typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`
  const seen = new Map<string, number>()
  const keyOf = (row: Record<string, Value>) => {
    const session = `${row.contributor}/${row.session}`
    const nth = (seen.get(session) ?? 0) + 1
    seen.set(session, nth)
    return whoOf(`${session}/${nth}`)
  }
  const values = rows.map(
    (row) =>
      `(${[...UNITS[unit].map((name) => literal(row[name]!)), whoOf(String(row.contributor)), keyOf(row)].join(', ')})`,
  )
  return [
    `CREATE OR REPLACE TEMP TABLE ${unit} (${columns.join(', ')}, who BIGINT, unit BIGINT)`,
    ...(values.length === 0 ? [] : [`INSERT INTO ${unit} VALUES ${values.join(', ')}`]),
  ]
}
