import type { DuckDBConnection } from '@duckdb/node-api'
import { JUDGED_COLUMNS, type JudgedRow, tableOf } from '../../model/index.js'
import { JUDGED_KEY, JUDGED_NAMES, judgedName, judgedRow, latest } from '../judged.js'
import { appendTables } from './appender.js'
import { duckdb } from './dialect.js'
import { exec, query, transaction } from './query.js'

/** Verdicts that are written at a time. */
const AT_A_TIME = 1000

/** Keeps verdicts in the place of earlier ones of the same name; what is there already, or a later one, stays as it is. */
export async function keepJudged(connection: DuckDBConnection, rows: readonly JudgedRow[]): Promise<void> {
  const all = latest(rows)
  for (let i = 0; i < all.length; i += AT_A_TIME) await keepSome(connection, all.slice(i, i + AT_A_TIME))
}

async function keepSome(connection: DuckDBConnection, rows: readonly JudgedRow[]): Promise<void> {
  const there = await query(connection, `SELECT j.* FROM judged j JOIN ${named(rows)} ON ${SAME}`)
  const known = new Map(there.map(judgedRow).map((row) => [judgedName(row), row]))
  const fresh = rows.filter((row) => {
    const before = known.get(judgedName(row))
    return before === undefined || (before.at <= row.at && !agree(before, row))
  })
  if (fresh.length === 0) return
  const replaced = fresh.filter((row) => known.has(judgedName(row)))
  await transaction(connection, async () => {
    if (replaced.length > 0) await exec(connection, `DELETE FROM judged j USING ${named(replaced)} WHERE ${SAME}`)
    await appendTables(connection, 'judged', JUDGED_COLUMNS, [tableOf(JUDGED_NAMES, fresh)])
  })
}

const SAME = JUDGED_KEY.map((name) => `j.${name} = given.${name}`).join(' AND ')

function named(rows: readonly JudgedRow[]): string {
  const values = rows.map((row) => `(${JUDGED_KEY.map((name) => duckdb.quote(row[name])).join(', ')})`)
  return `(VALUES ${values.join(', ')}) AS given(${JUDGED_KEY.join(', ')})`
}

const agree = (a: JudgedRow, b: JudgedRow): boolean =>
  JUDGED_NAMES.every((name) => a[name as keyof JudgedRow] === b[name as keyof JudgedRow])

/** Drops what judges said of people of whom no file is left. */
export async function dropJudged(connection: DuckDBConnection, people: readonly string[]): Promise<void> {
  if (people.length === 0) return
  const names = people.map(duckdb.quote).join(', ')
  await exec(
    connection,
    `DELETE FROM judged WHERE contributor IN (${names}) AND contributor NOT IN (SELECT contributor FROM files)`,
  )
}
