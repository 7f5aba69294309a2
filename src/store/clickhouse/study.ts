import { type Clustered, type IntegerRows, Private, type Query } from '../../algebra/index.js'
import type { ReadCounts } from '../../model/index.js'
import { compile, compileDays } from '../aggregate.js'
import { numbersOf, plainNumbersOf, readAnswer } from '../answers.js'
import { assemble, type Scope, scopeOver } from '../assemble.js'
import { OF_A_PERSON } from '../files.js'
import { COUNTED, type FileCounts, Frame } from '../frame.js'
import { columnsOf, ROW_TABLES } from '../schema.js'
import { emptied, GROUP_COLUMNS, type GroupRow, SENTENCES } from '../sentences.js'
import type { Published, Remembered, StudyRows } from '../store.js'
import { UNTOLD } from '../units.js'
import { clickhouse } from './dialect.js'
import { historyOf, type Ledger, type Told } from './ledger.js'
import { type Merged, merge, overDays, withDays } from './merge.js'
import { newNumber } from './numbers.js'
import type { Row, Shard } from './shard.js'
import { dropSlices, slicesFor, slicesOf } from './slices.js'

/** Where a study is put together: a database of its own beside the store's, on every shard. */
const studyName = (database: string): string => `${database}_study_${newNumber()}`

/** Sentences that are sent at a time. */
const GROUPS_AT_A_TIME = 50_000

/** A study's rows, each contributor's on their shard. What leaves a shard are whole numbers per cell. */
export class ClickhouseStudy extends Frame implements StudyRows {
  private sinceTold: Promise<Told> | null = null
  /** Of each shard, its people in slices. */
  private slices: readonly (readonly Shard[])[]

  /** @param shards where names mean the study's tables. @param name of the database that goes when this is closed. */
  private constructor(
    private readonly shards: readonly Shard[],
    private readonly ledger: Ledger,
    scope: Scope,
    private readonly name: string | null,
  ) {
    const ask = async (statement: string) => (await Promise.all(shards.map((shard) => shard.rows(statement)))).flat()
    super(ask, async (where) => (await ask(fileCounts(where))).map(fileCountsOf), scope, clickhouse)
    this.slices = shards.map((shard) => [shard])
  }

  static async open(
    shards: readonly Shard[],
    database: string,
    scope: Scope,
    ledger: Ledger,
  ): Promise<ClickhouseStudy> {
    const name = studyName(database)
    const inside = shards.map((shard) => shard.inside(name))
    const study = new ClickhouseStudy(inside, ledger, scope, name)
    try {
      const { before, oldest, after } = assemble(scopeOver(scope, await sourcesOf(shards, scope, database)), clickhouse)
      await Promise.all(
        shards.map(async (shard, i) => {
          await shard.run(`CREATE DATABASE IF NOT EXISTS ${name}`)
          for (const statement of [...standing(scope, database), ...before]) await inside[i]!.run(statement)
        }),
      )
      const reached = await study.everywhere((shard) => shard.rows(oldest))
      const since = clickhouse.keep('oldest', oldestOf(reached.flat()))
      await study.everywhere(async (shard) => {
        for (const statement of [since, ...after]) await shard.run(statement)
      })
      await study.slice(name)
      await study.checkVerdicts()
      // From here on what others remember makes a difference.
      await study.since()
      return study
    } catch (error) {
      await study.close()
      throw error
    }
  }

  /** Over tables that are put together already: `turns`, `sessions` and `told`, as src/algebra/units.ts names their columns. */
  static over(shards: readonly Shard[], ledger: Ledger): ClickhouseStudy {
    return new ClickhouseStudy(shards, ledger, { places: [], protect: 'user' }, null)
  }

  /**
   * Asks about the people of each shard in slices from now on.
   * @param name of the database where the study lies. @param many by default as many as its turns ask for.
   */
  async slice(name: string, many?: number): Promise<void> {
    const counts = await this.everywhere((shard) => shard.rows('SELECT count() AS n FROM turns'))
    const most = Math.max(...counts.map(([row]) => Number(row?.n ?? 0)))
    this.slices = await this.everywhere((shard) => slicesOf(shard, name, many ?? slicesFor(most)))
  }

  /** Characters of all answers so far. */
  get received(): number {
    return [...new Set([...this.shards, ...this.slices.flat()])].reduce((sum, shard) => sum + shard.received, 0)
  }

  async aggregate(asked: Query): Promise<Private<IntegerRows>> {
    const { families } = await this.since()
    const known = asked.history === undefined ? asked : { ...asked, history: historyOf(asked.history, families) }
    if (known.ask === 'gone' && known.history?.told === UNTOLD) return Private.of([])
    const rows = await this.answer(known)
    return Private.of(rows.map(({ cell, idx, split, numbers }) => readAnswer(asked, cell, idx, split, numbers)))
  }

  async families(): Promise<Private<ReadonlySet<string>>> {
    return Private.of(new Set((await this.since()).families.keys()))
  }

  /** Days cross shards where contributors do not: they are asked one by one, and squared when all shards are in. */
  private async answer(query: Query): Promise<Merged[]> {
    // What is gone of all that was told, no slice can tell by itself; and histograms do not ask whose units they are of.
    const whole = query.ask === 'gone' || query.ask === 'histogram'
    const asked = whole ? this.shards : this.slices.flat()
    const ask = async (of: Query, statement: string, names: readonly string[]) =>
      merge(of, names, await Promise.all(asked.map((shard) => shard.rows(statement))))
    if (query.cluster === 'day' && query.ask === 'corrected')
      return overDays(query, await ask(query, compileDays(query, clickhouse), plainNumbersOf(query)))
    if (query.cluster !== 'day' || (query.ask !== 'sums' && query.ask !== 'below'))
      return ask(query, compile(query, clickhouse), numbersOf(query))
    const people: Query = { ...query, cluster: 'contributor' }
    const [byPerson, byDay] = await Promise.all([
      ask(people, compile(people, clickhouse), numbersOf(people)),
      ask(query, compileDays(query, clickhouse), plainNumbersOf(query)),
    ])
    return withDays(query, byPerson, byDay)
  }

  protected async keepGroups(of: Clustered, rows: readonly GroupRow[]): Promise<void> {
    const { groups } = SENTENCES[of]
    const given = `${groups}_given`
    await this.everywhere(async (shard) => {
      await shard.run(emptied(of, clickhouse, given))
      for (let from = 0; from < rows.length; from += GROUPS_AT_A_TIME)
        await shard.insert(
          given,
          GROUP_COLUMNS,
          rows.slice(from, from + GROUPS_AT_A_TIME).map((row) => row.map(String)),
        )
      // What was sent again because an answer got lost is there twice.
      await shard.run(clickhouse.keep(groups, `SELECT DISTINCT * FROM ${given}`))
      await shard.run(clickhouse.drop(given))
    })
  }

  async published(definition: string): Promise<Private<Published[]>> {
    return Private.of(await this.ledger.published(definition))
  }

  async remember(told: Private<Remembered>): Promise<void> {
    const since = await this.since()
    await told.chain(async (remembered) => {
      await this.ledger.remember(remembered, since, this.shards)
      return Private.of(null)
    })
    this.sinceTold = null
  }

  /** Where a server is away by now, its tables are swept later. */
  async close(): Promise<void> {
    const name = this.name
    await Promise.all(
      this.shards.map(async (shard, i) => {
        const slices = this.slices[i]!
        if (name !== null) {
          await dropSlices(shard.hasty(), name, slices.length).catch(() => {})
          await shard
            .hasty()
            .run(`DROP DATABASE IF EXISTS ${name} SYNC`)
            .catch(() => {})
        }
        for (const each of new Set([shard, ...slices])) await each.close()
      }),
    )
  }

  private since(): Promise<Told> {
    this.sinceTold ??= this.ledger.told()
    return this.sinceTold
  }

  private everywhere<T>(work: (shard: Shard) => Promise<T>): Promise<T[]> {
    return Promise.all(this.shards.map(work))
  }
}

/** What was counted in files, added up: one row for each source, however many files there are. */
function fileCounts(where: string): string {
  const sums = COUNTED.map((name) => `sum(JSONExtractInt(counts, '${name}')) AS ${name}`)
  return `SELECT source, countIf(source_version <> ${OF_A_PERSON}) AS files, ${sums.join(', ')},
    sumMap(JSONExtract(assumeNotNull(counts), 'unknown', 'Map(String, Int64)')) AS unknown
    FROM files WHERE ${where} GROUP BY source`
}

function fileCountsOf(row: Row): FileCounts {
  const counts = Object.fromEntries(COUNTED.map((name) => [name, Number(row[name])])) as Omit<ReadCounts, 'unknown'>
  const unknown = row.unknown as unknown as Record<string, number>
  return { source: String(row.source), files: Number(row.files), counts: { ...counts, unknown } }
}

/** Kinds of logs of which some shard has files of a study. */
async function sourcesOf(shards: readonly Shard[], { places }: Scope, database: string): Promise<Set<string>> {
  const inside = `place IN (${places.map(clickhouse.quote).join(', ') || "''"})`
  const select = `SELECT DISTINCT source FROM ${database}.files FINAL WHERE ${inside} AND NOT gone`
  const rows = await Promise.all(shards.map((shard) => shard.rows(select)))
  return new Set(rows.flat().map(({ source }) => String(source)))
}

/** A study's files as they are now, and views on the rows that count of them. */
function standing({ places, judged }: Scope, database: string): string[] {
  const inside = `place IN (${places.map(clickhouse.quote).join(', ') || "''"})`
  return [
    clickhouse.keep('files', `SELECT * FROM ${database}.files FINAL WHERE ${inside} AND NOT gone`),
    clickhouse.keep(
      'valid',
      `SELECT assumeNotNull(file) AS file, w.1 AS writing, w.2 AS upto, w.1 = writings[-1].1 AS latest
       FROM files ARRAY JOIN writings AS w`,
    ),
    ...ROW_TABLES.map((table) => {
      const columns = Object.keys(columnsOf(table)).map((column) => `r.${column} AS ${column}`)
      // A session is told as a whole by the latest writing.
      const counts = table === 'session' ? 'v.latest' : 'r.line < v.upto'
      return `CREATE OR REPLACE VIEW ${table} AS SELECT ${columns.join(', ')}
        FROM (SELECT * FROM ${database}.${table} FINAL WHERE ${inside}) r
        JOIN valid v ON v.file = r.file AND v.writing = r.writing WHERE ${counts}`
    }),
    `CREATE OR REPLACE VIEW told AS SELECT * FROM ${database}.told FINAL`,
    ...(judged === undefined ? [] : [`CREATE OR REPLACE VIEW judged AS SELECT * FROM ${database}.judged FINAL`]),
  ]
}

/** The first moment of each place over all shards, as a query that gives it. */
function oldestOf(rows: readonly Row[]): string {
  const first = new Map<string, number | null>()
  for (const { place, oldest } of rows) {
    const at = oldest === null ? null : Number(oldest)
    const known = first.get(String(place)) ?? null
    first.set(String(place), known === null || at === null ? (known ?? at) : Math.min(known, at))
  }
  const text = `CAST('' AS ${clickhouse.types.text})`
  const none = `SELECT ${text} AS place, CAST(NULL AS ${clickhouse.types.integer}) AS oldest WHERE 1 = 0`
  const some = [...first].map(([place, at]) => `SELECT ${clickhouse.quote(place)}, ${at ?? 'NULL'}`)
  return [none, ...some].join(' UNION ALL ')
}
