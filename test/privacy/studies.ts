import {
  all,
  any,
  type Earlier,
  estimateGuarded,
  type FigureEstimate,
  type FigureSpec,
  fields,
  type Memory,
  not,
  type Predicate,
  Private,
  type Telling,
  type Unit,
  type Window,
  within,
} from '../../src/algebra/index.js'
import { open } from '../../src/algebra/open.js'
import { MEASURES } from '../../src/measures/index.js'
import { type Entry, entriesOf, told } from '../../src/privacy/ledger.js'
import type { Release } from '../../src/release/index.js'
import type { OpenEngine } from '../algebra/engine.js'
import { inTaxa } from '../algebra/hand-taxa.js'
import { holds } from '../algebra/plain-answer.js'
import { teamGuard } from '../algebra/team-guard.js'
import type { Population, UnitRow } from '../algebra/unit-rows.js'

/** A study of invented people: what it reads and over which window. Studies of one definition repeat each other's weeks. */
export interface Study {
  name: string
  definition: string
  rows: Population
  window: Window
}

/** A number that was let out: what every unit adds to it. */
export interface Count {
  name: string
  of: Unit
  adds: ReadonlyMap<string, number>
  /** Over what a judge says. */
  judged?: boolean
}

/** A study with the figures that were let out, and the counts in them. */
export interface Answered {
  study: Study
  figures: FigureEstimate[]
  counts: Count[]
}

/** Names a unit, the same in every study: sessions by themselves, turns by their place in the session. */
export function keysOf(rows: readonly UnitRow<Unit>[] | Population[Unit]): Map<unknown, string> {
  const seen = new Map<string, number>()
  return new Map(
    (rows as UnitRow[]).map((row) => {
      const session = `${row.contributor}/${row.session}`
      const nth = (seen.get(session) ?? 0) + 1
      seen.set(session, nth)
      return [row, `${session}/${nth}`]
    }),
  )
}

/** Figures of which at least something is told that no judge said. */
export const COUNTING = MEASURES.filter(
  ({ id }) =>
    ![
      ...['oversight', 'domains', 'distributions', 'human-involvement-by-complexity', 'stops-by-complexity'],
      ...['stop-reasons', 'interrupt-reasons', 'risk-autonomy', 'extremes'],
    ].includes(id),
)

/** Answers studies one after the other, each against what those before it told. */
export async function answerInTurn(
  studies: readonly Study[],
  engine: OpenEngine,
  measures: readonly FigureSpec[] = MEASURES,
): Promise<Answered[]> {
  const ledgers = new Map<string, Map<string, Entry>>()
  const sets = new Map<string, ReadonlySet<string>>()
  const answered: Answered[] = []
  for (const study of studies) {
    await engine.replace(study.rows)
    const ledger = ledgers.get(study.definition) ?? new Map<string, Entry>()
    ledgers.set(study.definition, ledger)
    const before = told([...ledger.values()], study.window)
    const found = await estimateGuarded(measures, inTaxa(engine.engine), study.window, teamGuard(), Private.of(before))
    const figures = found.figures.map(open)
    const memory = open(found.memory)
    await engine.engine.remember(Private.of({ tellings: memory.tellings, published: [] }))
    const counts = countsOf(study, figures, memory, before, sets)
    for (const entry of entriesOf(asRelease(figures), figures, memory, before, study.window))
      ledger.set(`${entry.figure} ${entry.cell}`, entry)
    answered.push({ study, figures, counts })
  }
  return answered
}

const asRelease = (figures: readonly FigureEstimate[]): Release =>
  ({
    figures: figures
      .filter((figure) => figure.repeats !== true)
      .map(({ spec, rows, n }) => ({ id: spec.id, unit: spec.unit, rows, n })),
  }) as unknown as Release

/** What the numbers of figures count, worked out from the rows of the study and from what their keys say. */
function countsOf(
  study: Study,
  figures: readonly FigureEstimate[],
  memory: Memory,
  before: Earlier,
  sets: Map<string, ReadonlySet<string>>,
): Count[] {
  const counts: Count[] = []
  const { turns, sessions, actions } = study.rows
  const keys = { turns: keysOf(turns), sessions: keysOf(sessions), actions: keysOf(actions) }
  const pick = (of: Unit, where: Predicate) => (study.rows[of] as UnitRow[]).filter((row) => holds(where, row))
  const inside = new Map<Unit, ReadonlySet<string>>()
  for (const [unit, spans] of Object.entries(memory.spans)) {
    const of = unit as Unit
    const column = fields(of)[of === 'sessions' ? 'month' : 'day']
    const timed = { turns: 'turn-duration', sessions: 'interventions', actions: 'frontier' }[of]
    const counted = MEASURES.find((spec) => spec.id === timed)!.counted
    const everything = new Set<string>()
    for (const span of spans) {
      const name = `${study.definition}/${of}/${span.from}/${span.to}`
      const now = pick(of, all(counted, within(of, study.window), column.between(span.from, span.to)))
      const fresh = new Set(now.map((row) => keys[of].get(row)!))
      // What was told stays what it was.
      const kept = before
        .spans(of)
        .some(({ from, to, n, closed }) => closed && from === span.from && to === span.to && n === span.n)
      const set = (kept || fresh.size !== span.n ? sets.get(name) : undefined) ?? fresh
      if (set.size !== span.n) throw new Error(`${study.name}: ${name} has ${span.n} units, not ${set.size}`)
      sets.set(name, set)
      for (const key of set) everything.add(key)
    }
    inside.set(of, everything)
  }
  const add = (name: string, of: Unit, rows: readonly UnitRow[], value: (row: UnitRow) => number = () => 1) =>
    counts.push({
      name: `${study.name} ${name}`,
      of,
      judged: JUDGED.test(name),
      adds: new Map(rows.map((row) => [keys[of].get(row)!, value(row)])),
    })
  const here = (of: Unit, where: Predicate) => pick(of, where).filter((row) => inside.get(of)!.has(keys[of].get(row)!))
  for (const figure of figures) {
    if (figure.repeats === true || figure.n === 0) continue
    const { spec } = figure
    const of = spec.unit
    const all_ = here(of, all(spec.counted, within(of, study.window)))
    add(`${spec.id} n`, of, all_)
    for (const { step } of figure.flow) {
      if (figure.flow.length === 1) continue
      const eligible = pick(of, within(of, study.window))
      const i = spec.left.findIndex((left) => left.step === step)
      const left = (row: UnitRow) => spec.left.findIndex((own) => holds(own.where, row))
      add(
        `${spec.id} ${step}`,
        of,
        step === 'eligible' ? eligible : i < 0 ? all_ : eligible.filter((row) => left(row) === i),
      )
    }
    if (figure.asides.length > 0)
      for (const aside of spec.asides ?? [])
        add(
          `${spec.id} aside`,
          of,
          all_.filter((row) => holds(aside.where, row)),
        )
    const repeated = (row: Record<string, unknown>) =>
      spec.parts.some((part) =>
        before.spans(part.of).some((span) => {
          const rows = before.rows(spec.id, part.of, span) ?? []
          return rows.some((own) => JSON.stringify(own) === JSON.stringify(row))
        }),
      )
    const rows = figure.rows.filter((row) => !('suppressed' in row) && !repeated(row) && !isJudged(row))
    rowCounts(spec, rows, (unit, where) => here(unit, all(where, within(unit, study.window))), add)
  }
  for (const telling of memory.tellings.filter(({ family }) => JUDGED.test(family)))
    for (const [i, part] of atomsOf(telling).entries())
      add(`${telling.family} ${i}`, telling.of, here(telling.of, all(withoutHistory(telling.where), part)))
  return counts
}

/** Rows over what a judge says: they count unions of what their figures tell apart. */
export const isJudged = (row: Record<string, unknown>): boolean =>
  ['weight', 'complexity', 'week', 'cluster'].some((key) => row[key] !== undefined)
const JUDGED =
  /^(?:actions|turns)\/|^(?:stops-by-complexity|interventions\/\d|frontier|oversight|domains|distributions|human-involvement-by-complexity)\/(?!flow|aside)/

/** What a telling tells apart. */
export function atomsOf({ by, parts }: Telling): Predicate[] {
  const cells = by.flatMap((one): Predicate[] => {
    if (one.kind === 'bins') return one.bins.map(([low, high]) => ({ op: 'between', column: one.column, low, high }))
    if (one.kind !== 'mapped') return []
    const numbers = (as: number) => [...one.to].filter(([, own]) => own === as).map(([number]) => number)
    const named = [...new Set(one.to.values())].filter((as) => as !== 0)
    const own = named.map((as): Predicate => ({ op: 'in', column: one.column, values: numbers(as) }))
    return [...own, not(any(...own))]
  })
  const bins = cells.length === 0 ? [all()] : cells
  return bins.flatMap((bin) => [bin, ...parts.map((part) => all(bin, part))])
}

/** A condition on what units are, whatever was told of them. */
export function withoutHistory(p: Predicate): Predicate {
  if (p.op === 'not') return { op: 'not', of: withoutHistory(p.of) }
  if ('all' in p) return { op: p.op, all: p.all.map(withoutHistory) }
  return p.column === 'told' || p.column === 'kept' ? all() : p
}

type Add = (name: string, of: Unit, rows: readonly UnitRow[], value?: (row: UnitRow) => number) => void

function rowCounts(
  spec: FigureSpec,
  rows: readonly Record<string, unknown>[],
  here: (of: Unit, where: Predicate) => UnitRow[],
  add: Add,
): void {
  for (const row of rows) {
    const part = spec.parts.find((own) => Object.entries(own.fixed ?? {}).every(([key, value]) => row[key] === value))!
    const base = all(part.of === spec.unit ? spec.counted : all(), part.where)
    const name = `${spec.id} ${JSON.stringify(row).slice(0, 90)}`
    if (part.by.kind === 'days') {
      const to = row.day === 'all' ? null : Date.parse(String(row.day)) / 86_400_000
      const day = fields(part.of).day
      const at = to === null ? all() : day.between(to - Number(row.days) + 1, to)
      check(name, row, here(part.of, all(base, at)))
      add(name, part.of, here(part.of, all(base, at)))
    } else if (part.by.kind === 'months') {
      const [from, to] = String(row.month).split('/')
      const number = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1
      const cell = here(part.of, all(base, fields(part.of).month.between(number(from!), number(to ?? from!))))
      check(name, row, cell)
      const values = (part.estimate as { values: Record<string, string> }).values
      const column = values[String(row.measure)]!
      add(name, part.of, cell)
      add(`${name} sum`, part.of, cell, (unit) => Number((unit as Record<string, unknown>)[column]))
    } else if (part.by.kind === 'experience') {
      const cohort = part.by.cohorts.find((own) => own.name === row.cohort)!
      const bin = fields(part.of).experience.between(Number(row.from), row.to === null ? null : Number(row.to))
      const cell = here(part.of, all(base, cohort.where, bin))
      check(name, row, cell)
      const { key, values } = part.estimate as { key: string; values: Record<string, Predicate> }
      add(name, part.of, cell)
      add(
        `${name} share`,
        part.of,
        cell.filter((unit) => holds(values[String(row[key])]!, unit)),
      )
    }
  }
}

/** What a row says it counts is what its keys say, or the test would be about other numbers than those let out. */
function check(name: string, row: Record<string, unknown>, cell: readonly UnitRow[]): void {
  if (row.n !== cell.length) throw new Error(`${name}: ${row.n} units, not ${cell.length}`)
}
