import type { JudgedRow } from '../../model/index.js'
import {
  countJudged,
  JUDGED_NAMES,
  type JudgedWish,
  type JudgeTotals,
  judgedRow,
  judgeTotals,
  latest,
  wanted,
} from '../judged.js'
import { clickhouse } from './dialect.js'
import { shardOf } from './numbers.js'
import type { Shard } from './shard.js'

/** Verdicts that are sent at a time. */
const AT_A_TIME = 10_000

/** What judges other than the rules say, each verdict on the shard of the one it is of. */
export class Verdicts {
  private readonly table: string

  constructor(
    private readonly shards: readonly Shard[],
    private readonly database: string,
  ) {
    this.table = `${database}.judged`
  }

  /** Keeps verdicts; of those of one name the later one is what everybody sees. */
  async keep(rows: readonly JudgedRow[]): Promise<void> {
    const all = latest(rows)
    await Promise.all(
      this.shards.map(async (shard, i) => {
        const own = all.filter((row) => shardOf(row.contributor, row.customer, this.shards.length) === i)
        for (let from = 0; from < own.length; from += AT_A_TIME)
          await shard.insert(
            this.table,
            JUDGED_NAMES,
            own.slice(from, from + AT_A_TIME).map((row) => JUDGED_NAMES.map((name) => row[name as keyof JudgedRow])),
          )
      }),
    )
  }

  async found(wish: JudgedWish): Promise<JudgedRow[]> {
    const rows = await this.ask(`SELECT * FROM ${this.table} FINAL WHERE ${wanted(wish, clickhouse)}`)
    // Whose customer changed has verdicts on two shards.
    return latest(rows.map(judgedRow))
  }

  async totals(): Promise<JudgeTotals[]> {
    return judgeTotals(await this.ask(countJudged(`${this.table} FINAL`)))
  }

  /** Removes what was said of people of whom no file is left. */
  async forget(people: readonly string[]): Promise<void> {
    if (people.length === 0) return
    const theirs = `contributor IN (${people.map(clickhouse.quote).join(', ')})
      AND contributor NOT IN (SELECT assumeNotNull(contributor) FROM ${this.database}.files FINAL WHERE NOT gone)`
    for (const shard of this.shards) {
      const [row] = await shard.rows(`SELECT count() AS n FROM ${this.table} WHERE ${theirs}`)
      if (Number(row?.n ?? 0) > 0) await shard.run(`DELETE FROM ${this.table} WHERE ${theirs}`)
    }
  }

  private async ask(statement: string) {
    return (await Promise.all(this.shards.map((shard) => shard.rows(statement)))).flat()
  }
}
