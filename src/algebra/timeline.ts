import { apart, type Span, spoiled, type Units } from './earlier.js'
import { type Bins, passes, passingBins } from './guard.js'
import type { Guard } from './guarded-experience.js'
import { all, any, fields, kept, type Predicate } from './predicate.js'
import { Private } from './private.js'
import type { CellRow, Cluster, Engine, Telling } from './query.js'
import type { Unit } from './units.js'
import { weeksOf } from './weeks.js'
import type { Window } from './window.js'

/** Conditions that part the units of each bin as well and exclude each other, such as that there is something to count. */
export interface Mark {
  name: string
  parts: readonly Predicate[]
}

/** What all figures over one kind of unit have in common: which units they count, and how time cuts them. */
export interface Base {
  of: Unit
  column: 'day' | 'month'
  /** Units that are counted, inside the window. */
  where: Predicate
  marks: readonly Mark[]
}

type Bin = readonly [number, number]

/** A bin of time that is shown: counted now, or as an earlier release told it. */
export interface Stretch {
  bin: Bin
  span: Span | null
}

/**
 * How a policy lets time cut the units of one kind. Spans that were told stay as they were: what came later for them is
 * not counted, so that nobody can take the one from the other.
 */
export interface Timeline extends Base {
  stretches: readonly Stretch[]
  withheld: readonly { bin: Bin; reason: string }[]
  /** Nothing is missing by now of what was told. */
  whole: boolean
  /** Everything that is counted lies in the stretches. */
  complete: boolean
  n: number
  last: number
}

export const familyOf = ({ of }: Base, mark?: Mark): string => (mark === undefined ? of : `${of}/${mark.name}`)

/** The units that a timeline lets figures count. */
export const insideOf = (line: Timeline, cluster: Cluster): Units => unitsIn(line, line.stretches, cluster)

/** The stretches that are counted now. */
export const freshOf = ({ stretches }: Pick<Timeline, 'stretches'>): Stretch[] =>
  stretches.filter(({ span }) => span === null)

/** Those in some of its stretches. */
export function unitsIn(
  { of, column, where }: Pick<Timeline, 'of' | 'column' | 'where'>,
  stretches: readonly Stretch[],
  cluster: Cluster,
): Units {
  const at = fields(of)[column as 'day']
  const parts = stretches.map(({ bin, span }) =>
    all(...(span === null ? [] : [kept.between(1, null)]), at.between(...bin)),
  )
  const history = stretches.some(({ span }) => span !== null) ? { history: { kept: of } } : {}
  return { of, where: all(where, any(...parts)), cluster, ...history }
}

/** What is told by showing the stretches that are counted now. */
export function tellingsOf(line: Timeline): Telling[] {
  const fresh = freshOf(line)
  if (fresh.length === 0) return []
  const { of, column } = line
  const { where } = unitsIn(line, fresh, 'contributor')
  const bins = fresh.map(({ bin }) => bin)
  const by = [{ kind: 'bins', column, bins }] as const
  return [
    { family: familyOf(line), of, where, by, parts: [] },
    ...line.marks.map((mark) => ({ family: familyOf(line, mark), of, where, by, parts: mark.parts })),
  ]
}

/** The spans that a timeline tells, to be kept for later releases. */
export function spansOf(line: Timeline, counts: ReadonlyMap<string, number>, window: Window): Span[] {
  return line.stretches.map(
    ({ bin: [from, to], span }) =>
      span ?? { from, to, n: counts.get(`${from}/${to}`) ?? 0, closed: window.to !== null || to !== line.last },
  )
}

/** Cuts the units of one kind along time, as far as they and earlier releases allow. */
export async function timelineOf(base: Base, window: Window, engine: Engine, guard: Guard): Promise<Private<Timeline>> {
  const units: Units = { of: base.of, where: base.where, cluster: 'contributor' }
  const seen = await engine.aggregate({
    ask: 'sums',
    ...units,
    by: [{ kind: 'column', column: base.column }],
    sums: [],
  })
  return seen.chain(async (rows) => {
    const ends = endsOf(
      base,
      rows.map((row) => Number(row.cell[0])),
      window,
    )
    if (ends === null) return Private.of(emptyLine(base))
    const inside = guard.earlier.spans(base.of).filter(({ from, to }) => from >= ends[0] && to <= ends[1])
    const closed = inside.filter((span) => span.closed)
    const runs = between(ends, closed).filter((run) => closed.length === 0 || longEnough(base, run))
    const cuts = await Promise.all(runs.map((run) => cutRun(base, run, inside, engine, guard)))
    return Private.all(cuts).chain(async (list) => {
      const stretches = [
        ...closed.map((span) => ({ bin: [span.from, span.to] as const, span })),
        ...list.flatMap((cut) => cut.stretches),
      ]
      const withheld = list.flatMap((cut) => cut.withheld)
      const line = {
        ...emptyLine(base),
        stretches: stretches.sort((a, b) => a.bin[0] - b.bin[0]),
        withheld,
        marks: base.marks.filter((mark) => list.every((cut) => cut.marks.includes(mark))),
        last: ends[1],
      }
      return counted(
        line,
        rows.reduce((sum, row) => sum + row.n, 0),
        engine,
      )
    })
  })
}

const emptyLine = (base: Base): Timeline => ({
  ...base,
  stretches: [],
  withheld: [],
  whole: true,
  complete: true,
  n: 0,
  last: 0,
})

/** First and last day or month of a study, both inclusive; null where there is nothing to count. */
function endsOf({ column }: Base, seen: readonly number[], window: Window): Bin | null {
  if (seen.length === 0) return null
  const [first, last] = [Math.min(...seen), Math.max(...seen)]
  if (column === 'month') return [first, last]
  return [
    window.from === null ? first : Math.floor(window.from / 86_400_000),
    window.to === null ? last : Math.ceil(window.to / 86_400_000) - 1,
  ]
}

/** What lies between spans. */
function between([first, last]: Bin, spans: readonly Span[]): Bin[] {
  const runs: Bin[] = []
  let from = first
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    if (span.from > from) runs.push([from, span.from - 1])
    from = Math.max(from, span.to + 1)
  }
  if (from <= last) runs.push([from, last])
  return runs
}

/** Beside weeks that were told, days are shown when they make up a week. */
const longEnough = ({ column }: Base, [from, to]: Bin) => column === 'month' || to - from >= 6

interface Cut {
  stretches: Stretch[]
  withheld: { bin: Bin; reason: string }[]
  marks: readonly Mark[]
}

async function cutRun(
  base: Base,
  run: Bin,
  earlier: readonly Span[],
  engine: Engine,
  guard: Guard,
): Promise<Private<Cut>> {
  const units = unitsIn(base, [{ bin: run, span: null }], 'contributor')
  const standing = await marksThatStand(base, units, engine, guard)
  return standing.chain(async (marks) => {
    const ask = async (bins: Bins) => {
      const by = [{ kind: 'bins', column: base.column, bins }] as const
      const asked = [
        apart(units, familyOf(base), by, []),
        ...marks.map((mark) => apart(units, familyOf(base, mark), by, counts(mark))),
      ]
      return Private.all(await Promise.all(asked.map((query) => engine.aggregate(query)))).map((list) => list.flat())
    }
    const steps: Bins = base.column === 'day' ? weeksOf(...run) : months(run)
    return (await passingBins(steps, ask, guard.check)).chain(async (bins) => {
      if (bins !== null) return unspoiled({ ...base, marks }, bins as readonly Bin[], engine, guard)
      const before = earlier.filter(({ from, to, closed }) => !closed && from >= run[0] && to <= run[1])
      if (before.length > 0) {
        const stretches = before.map((span) => ({ bin: [span.from, span.to] as const, span }))
        return Private.of<Cut>({ stretches, withheld: [], marks })
      }
      const all = await engine.aggregate({ ask: 'sums', ...units, by: [], sums: [], guarded: 'both' })
      return all.map(([row]) => ({ stretches: [], withheld: [{ bin: run, reason: reasonOf(row, guard) }], marks }))
    })
  })
}

/** Marks that part all units of a run so that both sides pass; others would leave no bin to be shown. */
async function marksThatStand(base: Base, units: Units, engine: Engine, guard: Guard): Promise<Private<Mark[]>> {
  const asked = base.marks.map(async (mark) => {
    const rows = await engine.aggregate(apart(units, familyOf(base, mark), [], counts(mark)))
    return rows.map((list) => (list.every((row) => passes(row, guard.check)) ? [mark] : []))
  })
  return Private.all(await Promise.all(asked)).map((list) => list.flat())
}

const counts = ({ parts }: Mark) => parts.map((count) => ({ count }))

const months = ([from, to]: Bin): Bins => Array.from({ length: to - from + 1 }, (_, i) => [from + i, from + i])

const reasonOf = (row: CellRow | undefined, guard: Guard) =>
  (row === undefined ? null : guard.check({ ...row, units: row.n })) ?? 'ledger'

/** Without the bins that hold part of a group of which the rest may not be told apart. */
async function unspoiled(base: Base, bins: readonly Bin[], engine: Engine, guard: Guard): Promise<Private<Cut>> {
  const stretches = bins.map((bin) => ({ bin, span: null }))
  if (bins.length === 0) return Private.of<Cut>({ stretches, withheld: [], marks: base.marks })
  const units = unitsIn(base, stretches, 'contributor')
  const families = [familyOf(base), ...base.marks.map((mark) => familyOf(base, mark))]
  const found = await Promise.all(
    families.map(async (family) =>
      (await spoiled(units, family, engine, guard.check)).chain(async (groups) => {
        if (groups.length === 0) return Private.of<number[]>([])
        const by = [{ kind: 'bins', column: base.column, bins }] as const
        const rows = await engine.aggregate(apart(units, family, by, []))
        return rows.map((list) =>
          list.filter((row) => groups.includes(Number(row.cell[1]))).map((row) => Number(row.cell[0])),
        )
      }),
    ),
  )
  return Private.all(found).chain(async (list) => {
    const bad = new Set(list.flat())
    if (bad.size === 0) return Private.of<Cut>({ stretches, withheld: [], marks: base.marks })
    const rest = await unspoiled(
      base,
      bins.filter((_, i) => !bad.has(i)),
      engine,
      guard,
    )
    return rest.map((cut) => ({
      ...cut,
      withheld: [...cut.withheld, ...bins.filter((_, i) => bad.has(i)).map((bin) => ({ bin, reason: 'ledger' }))],
    }))
  })
}

/** Counts what lies in the stretches, and compares it with what was told and with everything there is. */
async function counted(line: Timeline, everything: number, engine: Engine): Promise<Private<Timeline>> {
  const [fresh, before] = [true, false].map((now) => line.stretches.filter(({ span }) => (span === null) === now))
  const count = async (of: readonly Stretch[]) =>
    of.length === 0
      ? Private.of(0)
      : (await engine.aggregate({ ask: 'sums', ...unitsIn(line, of, 'contributor'), by: [], sums: [] })).map(
          ([row]) => row?.n ?? 0,
        )
  const told = before!.reduce((sum, { span }) => sum + span!.n, 0)
  return Private.both(await count(fresh!), await count(before!)).map(([now, there]) => ({
    ...line,
    n: now + told,
    whole: there === told,
    complete: there === told && now + told === everything,
  }))
}
