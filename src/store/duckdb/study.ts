import { availableParallelism } from 'node:os'
import type { DuckDBConnection } from '@duckdb/node-api'
import { type CellRow, type History, type IntegerRows, Private, type Query, type Window } from '../../algebra/index.js'
import type { ReadCounts, Unreadable } from '../../model/index.js'
import { compile, UNTOLD } from '../aggregate.js'
import { cellsOf, isMany, readAnswer } from '../answers.js'
import { assemble, type Scope } from '../assemble.js'
import type { Published, Remembered, RowOf, SourceTotals, StudyRows } from '../store.js'
import { compileTelling, publish } from '../told.js'
import { duckdb, STUDY } from './dialect.js'
import { makeRoom, withRoom } from './memory.js'
import { exec, query, type Row, transaction } from './query.js'

/** A study's rows as tables that the embedded engine holds beside the store. */
export class DuckStudy implements StudyRows {
  /** Families of cells of which something has been told. */
  private families: Promise<ReadonlySet<string>> | null = null
  private turn = 0

  /** @param connections those that answer figures, in turn: each answers one question at a time. */
  private constructor(
    private readonly connection: DuckDBConnection,
    private readonly scope: Scope,
    private readonly connections: readonly DuckDBConnection[] = [connection],
  ) {}

  /** @param second another connection to the same store. */
  static async open(connection: DuckDBConnection, second: DuckDBConnection, scope: Scope): Promise<DuckStudy> {
    await makeRoom(connection)
    await exec(connection, `ATTACH IF NOT EXISTS ':memory:' AS ${STUDY}`)
    const [own] = await query(connection, 'SELECT current_database() AS name')
    for (const each of [connection, second]) await exec(each, `SET search_path = '"${own!.name}".main,${STUDY}.main'`)
    for (const statement of assemble(scope, duckdb)) await withRoom(connection, () => exec(connection, statement))
    // Each connection answers on its share of the processors: small questions spread over all of them take longer.
    await exec(connection, `SET threads = ${Math.max(1, Math.floor(availableParallelism() / 2))}`)
    return new DuckStudy(connection, scope, [connection, second])
  }

  /** Over tables that are put together already: `turns` and `sessions`, as src/algebra/units.ts names their columns. */
  static over(connection: DuckDBConnection): DuckStudy {
    return new DuckStudy(connection, { places: [], protect: 'user' })
  }

  async aggregate(asked: Query): Promise<Private<IntegerRows>> {
    const known = asked.history === undefined ? asked : { ...asked, history: await this.toldOf(asked.history) }
    if (known.ask === 'gone' && known.history?.told === UNTOLD) return Private.of([])
    const connection = this.connections[this.turn++ % this.connections.length]!
    const rows = await withRoom(connection, () => query(connection, compile(known, duckdb)))
    return Private.of(rows.map((row) => cellRow(row, asked)))
  }

  private async toldOf(history: History): Promise<History> {
    const known = await this.familiesTold()
    return Object.fromEntries(
      Object.entries(history).map(([name, family]) => [name, known.has(family) ? family : UNTOLD]),
    )
  }

  private familiesTold(): Promise<ReadonlySet<string>> {
    this.families ??= query(this.connection, 'SELECT DISTINCT family FROM told').then(
      (rows) => new Set(rows.map((row) => String(row.family))),
    )
    return this.families
  }

  async totals(): Promise<Private<SourceTotals[]>> {
    const files = await query(this.connection, `SELECT source, counts FROM files WHERE place IN (${this.places})`)
    const units = await query(
      this.connection,
      `SELECT source, sum(sessions) AS sessions, sum(turns) AS turns, sum(actions) AS actions FROM (
         SELECT source, count(*) AS sessions, 0 AS turns, 0 AS actions FROM sessions GROUP BY source
         UNION ALL SELECT source, 0, count(*), 0 FROM turns GROUP BY source
         UNION ALL SELECT source, 0, 0, count(*) FROM actions GROUP BY source) GROUP BY source`,
    )
    const people = await query(
      this.connection,
      'SELECT source, count(DISTINCT contributor) AS n FROM sessions GROUP BY source',
    )
    const copies = await query(
      this.connection,
      `SELECT source, sum(n) AS n FROM (
         SELECT source, count(*) AS n FROM turn WHERE place IN (${this.places}) GROUP BY source
         UNION ALL SELECT source, -count(*) FROM turns GROUP BY source) GROUP BY source`,
    )
    const bySource = new Map<string, SourceTotals>()
    for (const row of files) {
      const source = String(row.source)
      const known = bySource.get(source) ?? emptyTotals(source)
      known.files++
      add(known.counts, JSON.parse(String(row.counts)) as ReadCounts)
      bySource.set(source, known)
    }
    for (const totals of bySource.values()) {
      const unit = units.find((row) => row.source === totals.source)
      totals.sessions = Number(unit?.sessions ?? 0)
      totals.turns = Number(unit?.turns ?? 0)
      totals.actions = Number(unit?.actions ?? 0)
      totals.contributors = Number(people.find((row) => row.source === totals.source)?.n ?? 0)
      totals.duplicates = totals.counts.duplicates + Number(copies.find((row) => row.source === totals.source)?.n ?? 0)
    }
    return Private.of([...bySource.values()].sort((a, b) => (a.source < b.source ? -1 : 1)))
  }

  async observed({ from, to }: Window): Promise<Private<{ from: number | null; to: number | null }>> {
    const inside = [from === null ? [] : [`started_at >= ${from}`], to === null ? [] : [`started_at < ${to}`]].flat()
    const [row] = await query(
      this.connection,
      `SELECT min(started_at) AS a, max(ended_at) AS b FROM turns WHERE ${inside.join(' AND ') || '1 = 1'}`,
    )
    const ms = (v: unknown) => (v === null || v === undefined ? null : Number(v))
    return Private.of({ from: ms(row?.a), to: ms(row?.b) })
  }

  async contributors(): Promise<Private<number>> {
    const [row] = await query(this.connection, 'SELECT count(DISTINCT contributor) AS n FROM sessions')
    return Private.of(Number(row?.n ?? 0))
  }

  async published(definition: string): Promise<Private<Published[]>> {
    const own = duckdb.quote(definition)
    const rows = await query(this.connection, `SELECT figure, cell, body FROM published WHERE definition = ${own}`)
    const text = (row: Row, name: string) => String(row[name])
    return Private.of(
      rows.map((row) => ({
        definition,
        figure: text(row, 'figure'),
        cell: text(row, 'cell'),
        body: text(row, 'body'),
      })),
    )
  }

  async remember(told: Private<Remembered>): Promise<void> {
    await told.chain(async ({ tellings, published }) => {
      const known = await this.familiesTold()
      await transaction(this.connection, async () => {
        const statements = [
          ...tellings.flatMap((telling) => compileTelling(telling, !known.has(telling.family), duckdb)),
          ...published.flatMap((entry) => publish(entry, duckdb)),
        ]
        for (const statement of statements) await exec(this.connection, statement)
      })
      return Private.of(null)
    })
    this.families = null
  }

  async problems(): Promise<Private<{ path: string; lines: Unreadable[] }[]>> {
    const rows = await query(
      this.connection,
      `SELECT path, unreadable FROM files WHERE place IN (${this.places}) AND unreadable <> '[]' ORDER BY path`,
    )
    return Private.of(
      rows.map((row) => ({ path: String(row.path), lines: JSON.parse(String(row.unreadable)) as Unreadable[] })),
    )
  }

  async rows(of: 'sessions' | 'turns' | 'actions'): Promise<Private<RowOf[]>> {
    const order = {
      sessions: 's.started_at NULLS LAST, s.session',
      turns: 's.started_at, s.turn',
      actions: 's.started_at, s.file, s.line',
    }[of]
    const rows = await query(
      this.connection,
      `SELECT s.*, f.path, f.place AS of_place FROM ${of} s LEFT JOIN files f ON f.file = s.file ORDER BY ${order}`,
    )
    return Private.of(rows.map(plain))
  }

  private get places(): string {
    return this.scope.places.map(duckdb.quote).join(', ') || "''"
  }
}

function plain(row: Row): RowOf {
  const out: RowOf = {}
  for (const [name, value] of Object.entries(row)) out[name] = typeof value === 'bigint' ? Number(value) : value
  return out
}

const emptyTotals = (source: string): SourceTotals => ({
  source,
  files: 0,
  duplicates: 0,
  sessions: 0,
  turns: 0,
  actions: 0,
  contributors: 0,
  // Without a prototype, so that a type called `constructor` is a name like any other.
  counts: {
    records: 0,
    unreadable: 0,
    unknown: Object.create(null),
    duplicates: 0,
    untimed: 0,
    clock_back: 0,
    unanswered: 0,
  },
})

function add(to: ReadCounts, counts: ReadCounts): void {
  for (const name of ['records', 'unreadable', 'duplicates', 'untimed', 'clock_back', 'unanswered'] as const)
    to[name] += counts[name]
  for (const [type, n] of Object.entries(counts.unknown)) to.unknown[type] = (to.unknown[type] ?? 0) + n
}

function cellRow(row: Row, asked: Query): CellRow {
  const cell = cellsOf(asked).map((name) => value(row[name]!))
  // Whole numbers of any size come as such; all are far below 2^53 by the bounds of what is counted.
  const given = row.numbers as unknown as number[] | (bigint | number)[]
  const numbers = isMany(asked) ? (given as number[]) : given.map(Number)
  return readAnswer(asked, cell, Number(row.idx), Number(row.split), numbers)
}

const value = (v: string | number | bigint | boolean | null) =>
  typeof v === 'bigint' ? Number(v) : typeof v === 'string' ? v : Number(v)
