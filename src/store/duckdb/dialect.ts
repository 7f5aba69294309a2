import { BUCKET_FLOOR, BUCKET_RATIO } from '../../stats/index.js'
import type { Dialect } from '../dialect.js'

/** The place in memory where a study is put together: every connection sees it, and nothing of it is left on disk. */
export const STUDY = 'study'

export const duckdb: Dialect = {
  types: { text: 'VARCHAR', integer: 'BIGINT', flag: 'BOOLEAN' },
  intDiv: (a, b) => `(${a}) // ${b}`,
  monthOf: (ms) => `CAST(year(epoch_ms(${ms})) * 12 + month(epoch_ms(${ms})) - 1 AS BIGINT)`,
  bucketOf: (v) =>
    `CASE WHEN ${v} < ${BUCKET_FLOOR} THEN 0 ELSE 1 + CAST(floor(ln(CAST(${v} AS DOUBLE) / ${BUCKET_FLOOR}::DOUBLE) / ln(${BUCKET_RATIO}::DOUBLE)) AS BIGINT) END`,
  // Eight draws share one MD5, four hexadecimal digits each.
  uniform16: (key, draw) =>
    `CAST('0x' || substr(md5(${key} || '/' || CAST((${draw}) // 8 AS VARCHAR)), 1 + 4 * ((${draw}) % 8), 4) AS BIGINT)`,
  numberOf: (text) => `CAST('0x' || substr(md5(${text}), 1, 15) AS BIGINT)`,
  field: (json, name) => `nullif(json_extract_string(${json}, '$.${name}'), '')`,
  found: (text, pattern) => `nullif(regexp_extract(${text}, ${duckdb.quote(pattern)}, 1), '')`,
  numbers: (n) => `(SELECT range AS i FROM range(${n}))`,
  list: (columns, small) => `[${columns.join(', ')}]${small ? '::DOUBLE[]' : ''}`,
  topTwo: (e) => `list_sum(max(${e}, 2))`,
  big: (e) => `CAST(${e} AS HUGEINT)`,
  product: (...factors) => factors.join(' * '),
  bigSum: (...factors) => `sum(${factors.join(' * ')})`,
  allBut: (columns, replaced) =>
    `* EXCLUDE (${columns.join(', ')}) REPLACE (${replaced.map(({ column, by }) => `${by} AS ${column}`).join(', ')})`,
  // A byte each, where text would take twenty.
  words: (columns) =>
    Object.entries(columns).map(([column, values]) => ({
      column,
      by: `CAST(${column} AS ENUM(${values.map(duckdb.quote).join(', ')}))`,
    })),
  values: (columns, rows) =>
    rows.length > MANY_ROWS
      ? ofMany(columns, rows)
      : `(SELECT * FROM (VALUES ${rows.map((row) => `(${row.join(', ')})`).join(', ')}) AS given(${columns.join(', ')}))`,
  once: (name, select) => `${name} AS MATERIALIZED (${select})`,
  keep: (name, select) => `CREATE OR REPLACE TABLE ${STUDY}.${name} AS ${select}`,
  drop: (name) => `DROP TABLE IF EXISTS ${STUDY}.${name}`,
  quote: (text) => `'${text.replaceAll("'", "''")}'`,
}

/** Rows of constants beyond which each column is read out of one text, in a fifth of the time. */
const MANY_ROWS = 500

function ofMany(columns: readonly string[], rows: readonly (readonly number[])[]): string {
  const lists = columns.map(
    (column, i) => `CAST(unnest(string_split('${rows.map((row) => row[i]).join(',')}', ',')) AS BIGINT) AS ${column}`,
  )
  return `(SELECT ${lists.join(', ')})`
}
