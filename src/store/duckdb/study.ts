import { availableParallelism } from 'node:os'
import type { DuckDBConnection } from '@duckdb/node-api'
import {
  type CellRow,
  type Clustered,
  type History,
  type IntegerRows,
  Private,
  type Query,
  type Telling,
} from '../../algebra/index.js'
import type { ReadCounts } from '../../model/index.js'
import { compile, orderOf } from '../aggregate.js'
import { cellsOf, readAnswer } from '../answers.js'
import { assemble, type Scope, scopeOver } from '../assemble.js'
import { OF_A_PERSON } from '../files.js'
import { Frame, publishedOf } from '../frame.js'
import { emptied, type GroupRow, SENTENCES } from '../sentences.js'
import type { Published, Remembered, StudyRows } from '../store.js'
import { compileTelling, publish } from '../told.js'
import { UNTOLD } from '../units.js'
import { duckdb, STUDY } from './dialect.js'
import { appendGroups } from './groups.js'
import { makeRoom, withRoom } from './memory.js'
import { exec, query, type Row, transaction } from './query.js'

/** A study's rows as tables that the embedded engine holds beside the store. */
export class DuckStudy extends Frame implements StudyRows {
  /** Families of cells of which something has been told. */
  private knownFamilies: Promise<ReadonlySet<string>> | null = null
  private turn = 0

  /** @param connections those that answer figures, in turn: each answers one question at a time. */
  private constructor(
    private readonly connection: DuckDBConnection,
    scope: Scope,
    private readonly connections: readonly DuckDBConnection[] = [connection],
  ) {
    const ask = (statement: string) => query(connection, statement)
    const files = async (where: string) =>
      (await ask(`SELECT source, source_version, counts FROM files WHERE ${where}`)).map((row) => ({
        source: String(row.source),
        files: Number(row.source_version) === OF_A_PERSON ? 0 : 1,
        counts: JSON.parse(String(row.counts)) as ReadCounts,
      }))
    super(ask, files, scope, duckdb)
  }

  /** @param second another connection to the same store. */
  static async open(connection: DuckDBConnection, second: DuckDBConnection, scope: Scope): Promise<DuckStudy> {
    await makeRoom(connection)
    await exec(connection, `ATTACH IF NOT EXISTS ':memory:' AS ${STUDY}`)
    const [own] = await query(connection, 'SELECT current_database() AS name')
    for (const each of [connection, second]) await exec(each, `SET search_path = '"${own!.name}".main,${STUDY}.main'`)
    const among = scope.places.map(duckdb.quote).join(', ') || "''"
    const sources = await query(connection, `SELECT DISTINCT source FROM files WHERE place IN (${among})`)
    const read = new Set(sources.map(({ source }) => String(source)))
    const { before, oldest, after } = assemble(scopeOver(scope, read), duckdb)
    for (const statement of [...before, duckdb.keep('oldest', oldest), ...after])
      await withRoom(connection, () => exec(connection, statement))
    // Each connection answers on its share of the processors: small questions spread over all of them take longer.
    // Nor do they write with more: checkpoints of the engine fail now and then where several threads have just written.
    await exec(connection, `SET threads = ${Math.max(1, Math.floor(availableParallelism() / 2))}`)
    const study = new DuckStudy(connection, scope, [connection, second])
    await study.checkVerdicts()
    return study
  }

  /** Over tables that are put together already: `turns` and `sessions`, as src/algebra/units.ts names their columns. */
  static over(connection: DuckDBConnection): DuckStudy {
    return new DuckStudy(connection, { places: [], protect: 'user' })
  }

  async aggregate(asked: Query): Promise<Private<IntegerRows>> {
    const known = asked.history === undefined ? asked : { ...asked, history: await this.toldOf(asked.history) }
    if (known.ask === 'gone' && known.history?.told === UNTOLD) return Private.of([])
    const connection = this.connections[this.turn++ % this.connections.length]!
    const rows = await withRoom(connection, () => query(connection, `${compile(known, duckdb)} ${orderOf(known)}`))
    return Private.of(rows.map((row) => cellRow(row, asked)))
  }

  private async toldOf(history: History): Promise<History> {
    const known = await this.familiesTold()
    return Object.fromEntries(
      Object.entries(history).map(([name, family]) => [name, known.has(family) ? family : UNTOLD]),
    )
  }

  async families(): Promise<Private<ReadonlySet<string>>> {
    return Private.of(await this.familiesTold())
  }

  private familiesTold(): Promise<ReadonlySet<string>> {
    this.knownFamilies ??= query(this.connection, 'SELECT DISTINCT family FROM told').then(
      (rows) => new Set(rows.map((row) => String(row.family))),
    )
    return this.knownFamilies
  }

  protected async keepGroups(of: Clustered, rows: readonly GroupRow[]): Promise<void> {
    await exec(this.connection, emptied(of, duckdb))
    await appendGroups(this.connection, SENTENCES[of].groups, rows)
  }

  async published(definition: string): Promise<Private<Published[]>> {
    const own = duckdb.quote(definition)
    const rows = await query(this.connection, `SELECT figure, cell, body FROM published WHERE definition = ${own}`)
    return Private.of(publishedOf(definition, rows))
  }

  async remember(told: Private<Remembered>): Promise<void> {
    await told.chain(async ({ tellings, published }) => {
      const known = await this.familiesTold()
      await transaction(this.connection, async () => {
        const statements = [
          ...tellings.flatMap((telling) => tell(telling, known.has(telling.family))),
          ...published.flatMap((entry) => publish(entry, duckdb)),
        ]
        for (const statement of statements) await exec(this.connection, statement)
      })
      return Private.of(null)
    })
    this.knownFamilies = null
  }
}

/** The statements that put units into groups; the new ones lie beside the old ones until those are gone. */
function tell(telling: Telling, again: boolean): string[] {
  const { family } = telling
  if (!again) return [compileTelling(telling, { own: null, next: family, into: 'told' }, duckdb)]
  const next = `${family}, next`
  return [
    compileTelling(telling, { own: family, next, into: 'told' }, duckdb),
    `DELETE FROM told WHERE family = ${duckdb.quote(family)}`,
    `UPDATE told SET family = ${duckdb.quote(family)} WHERE family = ${duckdb.quote(next)}`,
  ]
}

function cellRow(row: Row, asked: Query): CellRow {
  const cell = cellsOf(asked).map((name) => value(row[name]!))
  const numbers = row.numbers as unknown as (bigint | number | null)[]
  return readAnswer(asked, cell, Number(row.idx), Number(row.split), numbers)
}

const value = (v: string | number | bigint | boolean | null) =>
  typeof v === 'bigint' ? Number(v) : typeof v === 'string' ? v : Number(v)
