import { ROW_TABLES } from '../schema.js'
import { clickhouse } from './dialect.js'
import type { Ledger } from './ledger.js'
import { momentOf } from './numbers.js'
import type { Shard } from './shard.js'

const DAY_MS = 86_400_000
/** Rows that nobody counts are kept for a while: who wrote them may not have come to the file's entry yet. */
const KEPT_MS = 7 * DAY_MS

/**
 * Removes, once a day, what is left of files that were read again, of releases that later ones built on, and of studies
 * and locks whose process was killed.
 */
export async function sweep(shards: readonly Shard[], database: string, ledger: Ledger, now: number): Promise<void> {
  const meta = `${database}.meta`
  const due: Shard[] = []
  for (const shard of shards) {
    const recent = `SELECT count() AS n FROM ${meta} WHERE name = 'swept' AND toInt64OrZero(value) > ${now - DAY_MS}`
    const [row] = await shard.rows(recent)
    if (Number(row?.n ?? 0) === 0) due.push(shard)
  }
  if (due.length === 0) return
  const holding = [...(await ledger.told()).families.values()].map(clickhouse.quote).join(', ') || "''"
  const before = (now - KEPT_MS) * 4096
  await Promise.all(
    due.map(async (shard) => {
      await shard.run(`INSERT INTO ${meta} (name, value) VALUES ('swept', '${now}')`)
      for (const table of ROW_TABLES)
        await shard.run(
          `DELETE FROM ${database}.${table} WHERE writing < ${before} AND (file, writing) NOT IN (
             SELECT assumeNotNull(file), w.1 FROM (SELECT file, writings FROM ${database}.files FINAL WHERE NOT gone)
             ARRAY JOIN writings AS w)`,
        )
      await shard.run(
        `DELETE FROM ${database}.told WHERE toUInt64OrZero(extract(family, '@(\\\\d+)')) < ${before} AND family NOT IN (${holding})`,
      )
      await dropLocks(shard, database)
      await dropStudies(shard, database, now - DAY_MS)
    }),
  )
}

/** Locks of processes that were gone, which others moved away more than a day ago. */
async function dropLocks(shard: Shard, database: string): Promise<void> {
  const left = await shard.rows(
    `SELECT name FROM system.tables WHERE database = ${clickhouse.quote(database)} AND startsWith(name, 'ledger_lock_')
     AND dateDiff('second', metadata_modification_time, now()) > ${DAY_MS / 1000}`,
  )
  for (const { name } of left) await shard.run(`DROP TABLE IF EXISTS ${database}.${name} SYNC`)
}

async function dropStudies(shard: Shard, database: string, before: number): Promise<void> {
  const prefix = `${database}_study_`
  const left = await shard.rows(`SELECT name FROM system.databases WHERE startsWith(name, ${clickhouse.quote(prefix)})`)
  for (const { name } of left) {
    const number = String(name).slice(prefix.length)
    // A slice of a study has its own number behind the study's.
    if (/^\d+(?:_\d+)?$/.test(number) && momentOf(Number.parseInt(number, 10)) < before)
      await shard.run(`DROP DATABASE IF EXISTS ${name} SYNC`)
  }
}
