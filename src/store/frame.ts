import { type Clustered, type GroupPath, Private, type SentenceUse, type Truth, type Window } from '../algebra/index.js'
import { PERSON, type ReadCounts, type Unreadable } from '../model/index.js'
import type { Scope } from './assemble.js'
import type { Dialect } from './dialect.js'
import { type DrawWish, drawn, within } from './draw.js'
import type { AnswerRow } from './judged.js'
import { keptOf, leftOut } from './left-out.js'
import { type GroupRow, groupRows, inGroups, kindsOf, usesOf } from './sentences.js'
import type { Published, RowOf, SourceTotals } from './store.js'
import { checkChances, countVerdicts, type UnitCounts, unitCounts } from './verdict-counts.js'
import { saysItself } from './verdicts.js'

/** Asks every part of a study's contributors the same. @returns the rows of all parts, one part behind the other. */
export type AskAll = (statement: string) => Promise<AnswerRow[]>

/** What is counted when files are read, but for records of unknown types. */
export const COUNTED = ['records', 'unreadable', 'duplicates', 'untimed', 'clock_back', 'unanswered'] as const

/** What was counted when files were read. */
export interface FileCounts {
  source: string
  files: number
  counts: ReadCounts
}

/** Asks what was counted in the files that meet a condition, added up as far as the engine does so by itself. */
export type AskFiles = (where: string) => Promise<FileCounts[]>

/** What frames the figures of a study that was put together: what there is, and single rows for their owner. */
export abstract class Frame {
  readonly truth: Truth | null
  private readonly places: string

  constructor(
    private readonly ask: AskAll,
    private readonly files: AskFiles,
    private readonly scope: Scope,
    private readonly d: Dialect,
  ) {
    this.places = scope.places.map(d.quote).join(', ') || "''"
    const { judge, as } = scope.judged ?? {}
    this.truth =
      judge === undefined || as !== 'truth' ? null : { judge, kind: judge.startsWith(PERSON) ? 'person' : 'model' }
  }

  async totals(): Promise<Private<SourceTotals[]>> {
    const inside = `place IN (${this.places})`
    const bySource = new Map<string, SourceTotals>()
    for (const { source, files, counts } of await this.files(inside)) {
      const known = bySource.get(source) ?? emptyTotals(source)
      known.files += files
      add(known.counts, counts)
      bySource.set(source, known)
    }
    const counted = async (statement: string) => {
      const rows = await this.ask(statement)
      return (source: string) =>
        rows.reduce((sum, row) => sum + (String(row.source) === source ? Number(row.counted) : 0), 0)
    }
    const of = (table: string, what = '*') =>
      counted(`SELECT source, count(${what}) AS counted FROM ${table} GROUP BY source`)
    const [sessions, turns, actions, people, copies] = [
      await of('sessions'),
      await of('turns'),
      await of('actions'),
      await of('sessions', 'DISTINCT contributor'),
      await of(`(SELECT source FROM turn WHERE ${keptOf(this.scope, this.d)}) copied`),
    ]
    for (const totals of bySource.values()) {
      const { source } = totals
      totals.sessions = sessions(source)
      totals.turns = turns(source)
      totals.actions = actions(source)
      totals.contributors = people(source)
      totals.duplicates = totals.counts.duplicates + copies(source) - turns(source)
    }
    return Private.of([...bySource.values()].sort((a, b) => (a.source < b.source ? -1 : 1)))
  }

  async sources(): Promise<readonly string[]> {
    const rows = await this.ask(`SELECT DISTINCT source FROM files WHERE place IN (${this.places})`)
    return [...new Set(rows.map((row) => String(row.source)))].sort()
  }

  async leftOut(): Promise<Private<number>> {
    const gone = leftOut(this.scope, this.d)
    const rows = gone === null ? [] : await this.ask(`SELECT count(*) AS counted FROM (${gone}) gone`)
    return Private.of(rows.reduce((sum, row) => sum + Number(row.counted), 0))
  }

  async observed({ from, to }: Window): Promise<Private<{ from: number | null; to: number | null }>> {
    const rows = await this.ask(
      `SELECT min(started_at) AS first, max(ended_at) AS last FROM turns WHERE ${within({ from, to })}`,
    )
    const known = (name: string) => rows.flatMap((row) => (row[name] == null ? [] : [Number(row[name])]))
    const [first, last] = [known('first'), known('last')]
    return Private.of({
      from: first.length === 0 ? null : Math.min(...first),
      to: last.length === 0 ? null : Math.max(...last),
    })
  }

  async judged(window: Window): Promise<Private<UnitCounts[]>> {
    const { judged } = this.scope
    const statements = countVerdicts(this.truth?.kind === 'person' ? undefined : judged, within(window))
    const counts: UnitCounts[] = []
    for (const { unit, statement } of statements) counts.push(unitCounts(unit, await this.ask(statement)))
    return Private.of(counts)
  }

  /** @throws StoreError where verdicts are to take the place of the rules' and may not. */
  protected async checkVerdicts(): Promise<void> {
    const { judged } = this.scope
    if (judged?.as !== 'verdict') return
    const counts = await this.judged({ from: null, to: null })
    counts.map((list) => checkChances(judged, list))
  }

  async contributors(): Promise<Private<number>> {
    const rows = await this.ask('SELECT count(DISTINCT contributor) AS counted FROM sessions')
    return Private.of(rows.reduce((sum, row) => sum + Number(row.counted), 0))
  }

  async problems(): Promise<Private<{ path: string; lines: Unreadable[] }[]>> {
    const rows = await this.ask(
      `SELECT path, unreadable FROM files WHERE place IN (${this.places}) AND unreadable <> '[]'`,
    )
    const files = rows.map((row) => ({
      path: String(row.path),
      lines: JSON.parse(String(row.unreadable)) as Unreadable[],
    }))
    return Private.of(files.sort((a, b) => (a.path < b.path ? -1 : 1)))
  }

  async sentences(of: Clustered): Promise<Private<SentenceUse[]>> {
    const rows = await this.ask(usesOf(of, saysItself(this.scope.judged), this.d))
    const uses = rows.map((row) => ({ key: String(row.key), contributor: String(row.contributor), n: Number(row.n) }))
    const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
    return Private.of(uses.sort((a, b) => order(a.key, b.key) || order(a.contributor, b.contributor)))
  }

  async assign(of: Clustered, groups: Private<ReadonlyMap<string, GroupPath>>): Promise<void> {
    await groups.chain(async (paths) => {
      await this.keepGroups(of, groupRows(paths))
      return Private.of(null)
    })
  }

  /** Keeps the groups of the numbered sentences of a kind in the place of what was kept before. */
  protected abstract keepGroups(of: Clustered, rows: readonly GroupRow[]): Promise<void>

  /** Single rows in the order of time, then of their names or places. */
  async rows(of: 'sessions' | 'turns' | 'actions'): Promise<Private<RowOf[]>> {
    return Private.of(await this.single(of, inGroups(of, kindsOf(of))))
  }

  /** Single rows that are drawn by chance, in the same order. */
  async draw(of: 'turns' | 'actions', wish: DrawWish): Promise<Private<RowOf[]>> {
    return Private.of(await this.single(of, drawn(of, wish, this.d)))
  }

  /** @param from the rows of a relation that are wanted. */
  private async single(of: keyof typeof ORDER, from: string): Promise<RowOf[]> {
    const order = ORDER[of]
    const rows = await this.ask(`SELECT s.*, ${OF_FILE} FROM ${from} s LEFT JOIN files f ON f.file = s.file`)
    const inOrder = (a: RowOf, b: RowOf) => {
      for (const column of order) {
        const [x, y] = [a[column] ?? null, b[column] ?? null]
        if (x !== y) return x === null ? 1 : y === null ? -1 : x < y ? -1 : 1
      }
      return 0
    }
    return rows.map(plain).sort(inOrder)
  }
}

/** What a single row is told with of the file that it is of; a row's own contributor is whom the study protects. */
const OF_FILE = 'f.path AS path, f.place AS of_place, f.contributor AS of_contributor, f.customer AS of_customer'

const ORDER = {
  sessions: ['started_at', 'session', 'contributor'],
  turns: ['started_at', 'turn', 'contributor'],
  actions: ['started_at', 'path', 'line', 'action'],
} as const

function plain(row: AnswerRow): RowOf {
  const out: RowOf = {}
  for (const [name, value] of Object.entries(row))
    out[name] = typeof value === 'bigint' ? Number(value) : (value as RowOf[string])
  return out
}

/** Entries of the ledger as they are stored. */
export const publishedOf = (definition: string, rows: readonly AnswerRow[]): Published[] =>
  rows.map((row) => ({
    definition,
    figure: String(row.figure),
    cell: String(row.cell),
    body: String(row.body),
  }))

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
  for (const name of COUNTED) to[name] += counts[name]
  for (const [type, n] of Object.entries(counts.unknown)) to.unknown[type] = (to.unknown[type] ?? 0) + n
}
