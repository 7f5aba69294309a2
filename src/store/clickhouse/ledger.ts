import type { History } from '../../algebra/index.js'
import { publishedOf } from '../frame.js'
import { numberOf } from '../number-of.js'
import { LEDGER_COLUMNS } from '../schema.js'
import type { LedgerPage, Parts, Patience, Published, Remembered } from '../store.js'
import { compileTelling, PUBLISHED_COLUMNS, TOLD_COLUMNS } from '../told.js'
import { UNTOLD } from '../units.js'
import { clickhouse } from './dialect.js'
import { refusal } from './failure.js'
import { locked } from './lock.js'
import { newNumber, shardOf } from './numbers.js'
import type { Shard } from './shard.js'

/** What was told when a study was put together: the name under which each family's groups lie, and when that was so. */
export interface Told {
  families: ReadonlyMap<string, string>
  revision: number
}

/** Entries that name where a family's groups lie stand among what was published, under no data. */
const NO_DATA = ''
/** Ends the names of groups that were taken over from an embedded store. */
const COPIED = '.copy'

const { quote } = clickhouse

/** What a cluster remembers of releases. Units lie with their contributor, everything else on the first shard. */
export class Ledger {
  private readonly first: Shard

  constructor(
    private readonly shards: readonly Shard[],
    private readonly database: string,
    private readonly patience: Patience,
  ) {
    this.first = shards[0]!
  }

  async told(): Promise<Told> {
    const rows = await this.first.rows(
      `SELECT cell, body, revision, max(revision) OVER () AS last FROM ${this.database}.published FINAL
       WHERE definition = ${quote(NO_DATA)} AND figure = 'told'`,
    )
    return {
      families: new Map(rows.map((row) => [String(row.cell), String(row.body)])),
      revision: Number(rows[0]?.last ?? 0),
    }
  }

  async published(definition: string): Promise<Published[]> {
    const own = quote(definition)
    const from = `${this.database}.published FINAL WHERE definition = ${own}`
    return publishedOf(
      definition,
      await this.first.rows(`SELECT figure, cell, body FROM ${from} ORDER BY figure, cell`),
    )
  }

  /** Enters a study and says the how-manieth of these data it is, with the one before it. */
  async enter(data: string, hash: string, parts: Parts): Promise<{ analysis: number; before: Parts | null }> {
    const known = await this.entered(data, hash)
    if (known.nth !== null) return { analysis: known.nth, before: known.before }
    return locked(this.first, this.database, this.patience, async () => {
      const { nth, last, before } = await this.entered(data, hash)
      if (nth !== null) return { analysis: nth, before }
      await this.enterAll([{ data, nth: last + 1, hash, parts: JSON.stringify(parts) }])
      return { analysis: last + 1, before }
    })
  }

  private async entered(data: string, hash: string) {
    const rows = await this.first.rows(
      `SELECT nth, hash, parts FROM ${this.database}.ledger FINAL WHERE data = ${quote(data)} ORDER BY nth`,
    )
    const at = rows.findIndex((row) => row.hash === hash)
    const previous = rows[(at === -1 ? rows.length : at) - 1]
    return {
      nth: at === -1 ? null : at + 1,
      last: rows.length,
      before: previous === undefined ? null : (JSON.parse(String(previous.parts)) as Parts),
    }
  }

  /**
   * Keeps what a release tells: the units beside those of earlier releases, and then, in one insertion, what was
   * published and that these units hold from now on.
   * @param inside the shards, where names mean the study's tables.
   * @throws StoreError where another release was remembered since the study was put together.
   */
  async remember({ tellings, published }: Remembered, since: Told, inside: readonly Shard[]): Promise<void> {
    if (tellings.length === 0 && published.length === 0) return
    await locked(this.first, this.database, this.patience, async (lock) => {
      const now = await this.told()
      if (now.revision !== since.revision)
        throw refusal('another release was made of this store in the meantime; run this again to be held against it')
      const revision = newNumber(now.revision)
      const families = new Map(now.families)
      for (const [i, telling] of tellings.entries()) {
        const { family } = telling
        const names = {
          own: families.get(family) ?? null,
          next: `${family}@${revision}.${i}`,
          into: `${this.database}.told`,
        }
        const known =
          telling.history === undefined ? telling : { ...telling, history: historyOf(telling.history, families) }
        const statement = compileTelling(known, names, clickhouse)
        await Promise.all(inside.map((shard) => shard.run(statement)))
        families.set(family, names.next)
      }
      await lock.mustHold()
      await this.publish(published, families, revision)
    })
  }

  /** All in one insertion into one table, so that it is there or not. */
  private publish(published: readonly Published[], families: ReadonlyMap<string, string>, revision: number) {
    const pointers = [...families].map(([family, name]) => [NO_DATA, 'told', family, name, revision])
    const rows = published.map(({ definition, figure, cell, body }) => [definition, figure, cell, body, revision])
    const columns = [...Object.keys(PUBLISHED_COLUMNS), 'revision']
    return this.first.insert(`${this.database}.published`, columns, [...rows, ...pointers])
  }

  /**
   * Takes over what an embedded store remembers.
   * @param owners those whose rows lie here, by whom units find their shard.
   * @throws StoreError where releases were made of this store that the other one does not know.
   */
  async inherit(
    pages: AsyncIterable<LedgerPage>,
    owners: readonly { contributor: string; customer: string | null }[],
  ): Promise<void> {
    const shardsOf = new Map<bigint, number>()
    for (const { contributor, customer } of owners) {
      const shard = shardOf(contributor, customer, this.shards.length)
      for (const name of customer === null ? [contributor] : [contributor, customer])
        shardsOf.set(numberOf(name), shard)
    }
    await locked(this.first, this.database, this.patience, async (lock) => {
      const now = await this.told()
      const own = [...now.families.values()].some((name) => !name.endsWith(COPIED))
      if (own)
        throw refusal('releases were made of this store already; only one of which nobody made any takes over another')
      const revision = newNumber(now.revision)
      const families = new Map(now.families)
      const published: Published[] = []
      for await (const page of pages) {
        if (page.table === 'published') published.push(...page.rows)
        else if (page.table === 'ledger') await this.inheritStudies(page.rows)
        else {
          const nameOf = (family: string) => `${family}@${revision}${COPIED}`
          for (const [i, shard] of this.shards.entries()) {
            const rows = page.rows.filter(
              ({ who }) => (shardsOf.get(BigInt(who)) ?? Number(BigInt(who) % BigInt(this.shards.length))) === i,
            )
            const values = rows.map(({ family, unit, who, told }) => [nameOf(family), unit, who, told])
            await shard.insert(`${this.database}.told`, Object.keys(TOLD_COLUMNS), values)
          }
          for (const { family } of page.rows) families.set(family, nameOf(family))
        }
      }
      await lock.mustHold()
      await this.publish(published, families, revision)
    })
  }

  private async inheritStudies(rows: Studies): Promise<void> {
    const there = await this.first.rows(`SELECT data, nth, hash FROM ${this.database}.ledger FINAL`)
    const known = new Map(there.map((row) => [`${row.nth}/${row.data}`, String(row.hash)]))
    for (const { data, nth, hash } of rows) {
      const other = known.get(`${nth}/${data}`)
      if (other !== undefined && other !== hash)
        throw refusal(
          'studies were made of this store that the other one does not know; only one of which nobody made any takes over another',
        )
    }
    await this.enterAll(rows)
  }

  private enterAll(studies: Studies): Promise<void> {
    const values = studies.map(({ nth, data, hash, parts }) => [nth, data, hash, parts])
    return this.first.insert(`${this.database}.ledger`, Object.keys(LEDGER_COLUMNS), values)
  }
}

type Studies = Extract<LedgerPage, { table: 'ledger' }>['rows']

/** The names under which families lie; those of which nothing was told by their mark. */
export const historyOf = (history: History, families: ReadonlyMap<string, string>): History =>
  Object.fromEntries(Object.entries(history).map(([name, family]) => [name, families.get(family) ?? UNTOLD]))
