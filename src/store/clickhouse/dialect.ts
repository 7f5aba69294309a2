import { BUCKET_FLOOR, BUCKET_RATIO } from '../../stats/index.js'
import type { Dialect } from '../dialect.js'

/** What figures ask lies by person, so that some people are found without a look at the others (slices.ts). */
const BY_PERSON = new Set(['turns', 'sessions', 'actions'])

/**
 * Under the settings of `SETTINGS` (shard.ts): what a join does not find is null, what nothing is added up from as well,
 * and a name stands for the column before it stands for an alias.
 */
export const clickhouse: Dialect = {
  types: { text: 'Nullable(String)', integer: 'Nullable(Int64)', flag: 'Nullable(Bool)' },
  intDiv: (a, b) => `intDiv(${a}, ${b})`,
  monthOf: (ms) =>
    `(toYear(fromUnixTimestamp64Milli(toInt64(${ms}), 'UTC')) * 12 + toMonth(fromUnixTimestamp64Milli(toInt64(${ms}), 'UTC')) - 1)`,
  bucketOf: (v) =>
    `(CASE WHEN ${v} < ${BUCKET_FLOOR} THEN 0 ELSE 1 + toInt64(floor(log(toFloat64(${v}) / ${BUCKET_FLOOR}) / log(${BUCKET_RATIO}))) END)`,
  // Eight draws share one MD5, two of its bytes each.
  uniform16: (key, draw) =>
    `toInt64(reinterpretAsUInt16(reverse(substring(MD5(${key} || '/' || toString(intDiv(${draw}, 8))), 1 + 2 * ((${draw}) % 8), 2))))`,
  numberOf: (text) => `toInt64(bitShiftRight(reinterpretAsUInt64(reverse(substring(MD5(${text}), 1, 8))), 4))`,
  field: (json, name) => `nullIf(JSONExtractString(coalesce(${json}, ''), ${clickhouse.quote(name)}), '')`,
  found: (text, pattern) => `nullIf(extract(coalesce(${text}, ''), ${clickhouse.quote(pattern)}), '')`,
  numbers: (n) => `(SELECT toInt64(number) AS i FROM numbers(${n}))`,
  // Whole numbers of any size come as text, so that nothing is rounded before shards are added up.
  list: (columns, small) =>
    small
      ? `[${columns.map((c) => `toFloat64(${c})`).join(', ')}]`
      : `arrayMap(x -> toString(coalesce(x, 0)), [${columns.join(', ')}])`,
  topTwo: (e) => `arraySum(arraySlice(arrayReverseSort(groupArray(${e})), 1, 2))`,
  big: (e) => `toInt128(${e})`,
  product: (...factors) => factors.map((factor) => `toInt128(${factor})`).join(' * '),
  bigSum: (...factors) => `sum(${factors.map((factor) => `toInt128(${factor})`).join(' * ')})`,
  allBut: (columns, replaced) =>
    `* EXCEPT (${columns.join(', ')}) REPLACE (${replaced.map(({ column, by }) => `${by} AS ${column}`).join(', ')})`,
  // Their tables hold few words as numbers already.
  words: () => [],
  values: (columns, rows) =>
    `values('${columns.map((column) => `${column} Int64`).join(', ')}', ${rows.map((row) => `(${row.join(', ')})`).join(', ')})`,
  once: (name, select) => `${name} AS MATERIALIZED (${select})`,
  keep: (name, select) =>
    `CREATE OR REPLACE TABLE ${name} ENGINE = MergeTree ORDER BY ${BY_PERSON.has(name) ? 'who' : 'tuple()'} SETTINGS allow_nullable_key = 1 AS ${select}`,
  drop: (name) => `DROP TABLE IF EXISTS ${name}`,
  quote: (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`,
}
