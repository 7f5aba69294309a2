import { DuckDBInstance } from '@duckdb/node-api'
import { type Engine, UNITS, type Unit } from '../../src/algebra/index.js'
import { exec } from '../../src/store/duckdb/query.js'
import { DuckStudy } from '../../src/store/duckdb/study.js'
import { type Population, TEXTS, type Value, whoOf } from './unit-rows.js'

/** An engine over given rows, for as long as a test needs it. */
export interface OpenEngine {
  engine: Engine
  close(): Promise<void>
}

/** Every engine, by name; all of them answer the conformance suite. A new one is a line here. */
export const ENGINES: Record<string, (rows: Population) => Promise<OpenEngine>> = { DuckDB: duckdbOver }

export async function duckdbOver(rows: Population): Promise<OpenEngine> {
  const instance = await DuckDBInstance.create(':memory:', { preserve_insertion_order: 'false' })
  const connection = await instance.connect()
  for (const unit of ['turns', 'sessions'] as const) {
    for (const statement of statements(unit, rows[unit])) await exec(connection, statement)
  }
  return {
    engine: DuckStudy.over(connection),
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
  const values = rows.map(
    (row) => `(${[...UNITS[unit].map((name) => literal(row[name]!)), whoOf(String(row.contributor))].join(', ')})`,
  )
  return [
    `CREATE TEMP TABLE ${unit} (${columns.join(', ')}, who BIGINT)`,
    ...(values.length === 0 ? [] : [`INSERT INTO ${unit} VALUES ${values.join(', ')}`]),
  ]
}
