import { randomBytes } from 'node:crypto'
import type { Patience, StoreError } from '../store.js'
import { clickhouse } from './dialect.js'
import { refusal } from './failure.js'
import type { Shard } from './shard.js'

/** A lock that is older is of a process that is gone. */
const GONE_S = 3600

/** Somebody's hold on what is remembered of releases. */
export interface Lock {
  /** @throws StoreError where it was held for so long that somebody else may have taken it, or where somebody has. */
  mustHold(): Promise<void>
}

/**
 * Does something while nobody else does. There are no transactions here, but a table can be made only once.
 * @param goneS seconds after which a lock is of a process that is gone.
 * @throws StoreError where somebody else holds the lock for too long.
 */
export async function locked<T>(
  shard: Shard,
  database: string,
  patience: Patience,
  work: (lock: Lock) => Promise<T>,
  goneS = GONE_S,
): Promise<T> {
  const own = `${process.pid}/${randomBytes(8).toString('hex')}`
  const name = `${database}.ledger_lock`
  const quoted = clickhouse.quote(own)
  const start = performance.now()
  let said = false
  for (;;) {
    await shard.run(`CREATE TABLE IF NOT EXISTS ${name} (none UInt8) ENGINE = Memory COMMENT ${quoted}`)
    const [holder] = await shard.rows(
      `SELECT comment, dateDiff('second', metadata_modification_time, now()) AS age
       FROM system.tables WHERE database = ${clickhouse.quote(database)} AND name = 'ledger_lock'`,
    )
    if (holder?.comment === own) break
    // Of several that find it, one moves it away: there is one name for that.
    const aside = `${name}_${String(holder?.comment).replaceAll(/\W/g, '_')}`
    if (
      holder !== undefined &&
      Number(holder.age) > goneS &&
      (await done(shard.run(`RENAME TABLE ${name} TO ${aside}`)))
    )
      continue
    const waited = performance.now() - start
    if (waited > patience.ms) throw busy(shard, name)
    if (waited > 1000 && !said) patience.waits(`another process is making a release of the store at ${shard.at}`)
    said ||= waited > 1000
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  const taken = performance.now()
  const held = async () => {
    const [row] = await shard.rows(
      `SELECT count() AS n FROM system.tables WHERE database = ${clickhouse.quote(database)} AND name = 'ledger_lock' AND comment = ${quoted}`,
    )
    return Number(row?.n ?? 0) > 0
  }
  const mustHold = async () => {
    if (performance.now() - taken > (goneS / 2) * 1000 || !(await held()))
      throw refusal('remembering this release took so long that another one may have begun; run this again')
  }
  try {
    return await work({ mustHold })
  } finally {
    if (await held().catch(() => false)) await shard.run(`DROP TABLE IF EXISTS ${name} SYNC`).catch(() => {})
  }
}

const done = (work: Promise<void>): Promise<boolean> =>
  work.then(
    () => true,
    () => false,
  )

const busy = ({ at }: Shard, name: string): StoreError =>
  refusal(
    `another process is making a release of the store at ${at}; wait for it to end and run this again (LEEWAY_WAIT lets Leeway wait longer). If it was killed, the lock goes by itself within an hour, or now with: DROP TABLE ${name}`,
  )
