import { holm } from '../stats/index.js'
import { alongTaxa } from './along-taxa.js'
import { alongWeeks, marked, notLooked } from './along-weeks.js'
import { asidesOf, found, peopleQuery } from './asides.js'
import type { Cut } from './cut.js'
import { alongDays } from './days.js'
import { alongExperience } from './experience.js'
import type { Answer, Axis, FigureEstimate, FigureSpec, Left, Part } from './figure.js'
import { all, any, not, type Predicate } from './predicate.js'
import { Private } from './private.js'
import type { Cluster, Engine, Query } from './query.js'
import { estimateRows } from './rows.js'
import { asked, standingOf } from './standing.js'
import { eligible, inTime, UNTIMED } from './timed.js'
import { drawn, truthOf } from './truth.js'
import { type Stood, truthNotes } from './truth-notes.js'
import type { Window } from './window.js'

/** `whole`: only what speaks of the whole window, for comparing it with another. */
export type Depth = 'full' | 'whole'

/** With fewer contributors than this, days stand in for them and the figure speaks of these people only (method.md 6). */
export const MIN_CONTRIBUTORS = 5

/**
 * Answers a figure: asks the engine, and turns its integers into estimates with intervals. The result stays private
 * until the gate lets it out.
 */
export async function estimateFigure(
  spec: FigureSpec,
  engine: Engine,
  window: Window,
  depth: Depth = 'full',
): Promise<Private<FigureEstimate>> {
  const inside = inTime(spec, spec.unit, window)
  const { where, left } = eligible(spec, window)
  const base = await engine.aggregate(flowQuery(spec, left, { where, inside }))
  return base.chain(async (rows) => {
    const total = rows[0]
    const counted = total === undefined ? 0 : total.k[total.k.length - 1]!
    const people = await engine.aggregate(peopleQuery(spec, inside))
    return people.chain(async (own) => {
      const contributors = own[0]?.contributors ?? 0
      const cluster: Cluster = contributors < MIN_CONTRIBUTORS ? 'day' : 'contributor'
      const flow = [{ step: 'eligible', n: total?.n ?? 0 }]
      left.forEach(({ step }, i) => {
        const n = total?.k[i] ?? 0
        if (n > 0 || step !== UNTIMED) flow.push({ step, n })
      })
      flow.push({ step: 'counted', n: counted })
      const parts = depth === 'full' ? spec.parts : spec.parts.filter(hasWhole)
      const cuts = await Promise.all(parts.map((part) => cut(spec, part, part.by, engine, window, cluster, depth)))
      const others = spec.parts.filter((part) => !hasWhole(part))
      const overall = await Promise.all(others.map((part) => cut(spec, part, null, engine, window, cluster)))
      const told = await asidesOf(spec, inside, { n: counted, contributors }, engine)
      const variants = await Promise.all(
        (depth === 'full' ? (spec.variants ?? []) : []).map((part) => cut(spec, part, null, engine, window, cluster)),
      )
      const stood = await Promise.all([
        ...parts.map((part, i) => stoodOf(spec, part, part.by, cuts[i]!, window, engine)),
        ...others.map((part, i) => stoodOf(spec, part, null, overall[i]!, window, engine)),
      ])
      const notes = Private.all(stood).map((list) => truthNotes(engine.truth, list.flat()))
      const answers = Private.all(cuts).map((list) => marked(list, holm))
      const beside = Private.both(Private.all(overall), Private.all(variants))
      const sentences = Private.both(told, notes).map((list) => list.flat())
      return Private.both(Private.both(answers, beside), sentences).map(([[rows, [totals, varied]], said]) => ({
        spec,
        n: counted,
        contributors,
        clusters: cluster === 'day' ? ('days' as const) : ('contributors' as const),
        flow,
        withheld: {},
        asides: [...said, ...(counted === 0 ? [] : notLooked(rows))],
        rows: rows.flatMap((r) => r.rows),
        curve: rows.flatMap((r) => r.curve),
        overall: totals.flatMap((r) => r.rows),
        sensitivity: varied.flatMap((r, i) => r.rows.map((row) => ({ variant: spec.variants![i]!.variant, ...row }))),
      }))
    })
  })
}

/** Whether a part has a row over everything among its own, or nothing to say of everything. */
const hasWhole = ({ by, estimate }: Part): boolean =>
  by.kind === 'days' || by.kind === 'whole' || estimate.kind === 'extremes' || estimate.kind === 'spread'

const unitsOf = (spec: FigureSpec, part: Part, window: Window): Predicate =>
  all(spec.unit === part.of ? spec.counted : all(), part.where, inTime(spec, part.of, window))

async function cut(
  spec: FigureSpec,
  part: Part,
  by: Axis | null,
  engine: Engine,
  window: Window,
  cluster: Cluster,
  depth: Depth = 'full',
): Promise<Private<Answer>> {
  const question = { estimate: part.estimate, axis: by, where: unitsOf(spec, part, window) }
  const { estimate, axis, where, cut: standing } = asked(question, engine.truth)
  const ask = async (c: Omit<Cut, 'cluster' | 'of'>) => {
    const weights = part.weights ?? [undefined]
    const own = { ...c, ...standing, of: part.of, cluster }
    const cuts = weights.map((weight) => ({ ...own, ...(weight === undefined ? {} : { weight }) }))
    const rows = await Promise.all(cuts.map((one) => estimateRows(one, estimate, engine)))
    return Private.all(rows).map((list) => list.flat())
  }
  const fixed = part.fixed ?? {}
  const plain = (rows: Private<Record<string, unknown>[]>): Private<Answer> => rows.map((r) => ({ rows: r, curve: [] }))
  if (axis === null || axis.kind === 'whole') return plain(await ask({ where, by: [], keys: () => ({ ...fixed }) }))
  if (axis.kind === 'taxa') return alongTaxa({ ...standing, of: part.of, where, cluster }, axis, estimate, engine)
  if (axis.kind === 'values') {
    const names = Object.keys(axis.parting.cells)
    const parts = Object.values(axis.parting.cells)
    return plain(
      await ask({
        where: all(where, any(...parts)),
        by: [{ kind: 'parts', parts }],
        keys: ([i]) => ({ [axis.key]: names[Number(i)], ...fixed }),
      }),
    )
  }
  if (axis.kind === 'weeks') {
    if (estimate.kind !== 'share') throw new Error('along weeks, only shares are estimated')
    return alongWeeks({ ...standing, of: part.of, where, cluster }, fixed, estimate, engine, window)
  }
  if (axis.kind === 'months') {
    return plain(
      await ask({
        where,
        by: [{ kind: 'column', column: 'month' }],
        keys: ([m]) => ({ month: monthName(Number(m)), ...fixed }),
      }),
    )
  }
  if (axis.kind === 'experience') return alongExperience(part, axis, where, engine, cluster)
  if (estimate.kind !== 'quantiles') throw new Error('along days, only percentiles are estimated')
  if (depth === 'whole')
    return plain(await ask({ where, by: [], keys: () => ({ day: 'all', window: 'all', ...fixed }) }))
  return plain(await alongDays({ of: part.of, where, cluster }, fixed, estimate, engine, window))
}

/** How the rows of a part stand to a dearer judge; nothing where it has no say in them. */
async function stoodOf(
  spec: FigureSpec,
  part: Part,
  axis: Axis | null,
  answer: Private<Answer>,
  window: Window,
  engine: Engine,
): Promise<Private<Stood[]>> {
  const standing = standingOf(part.estimate, axis, engine.truth)
  if (standing === null) return Private.of<Stood[]>([])
  const units = unitsOf(spec, part, window)
  const judged = await found(part.of, all(drawn, standing === 'verdicts' ? truthOf(units) : units), engine)
  return Private.both(answer, judged).map(([{ rows }, { n }]) => [{ part, axis, standing, rows, judged: n }])
}

export const monthName = (month: number): string =>
  `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`

/** A month, or the first and the last of several. */
export const monthSpan = (from: number, to: number): string =>
  from === to ? monthName(from) : `${monthName(from)}/${monthName(to)}`

/** Counts the units that each step leaves out, by the first that does, and those that are left. */
export function flowQuery(
  { unit, counted }: FigureSpec,
  left: readonly Left[],
  { where, inside }: { where: Predicate; inside: Predicate },
): Query & { ask: 'sums' } {
  const before: Predicate[] = []
  const sums = left.map((step) => {
    const only = all(step.where, ...before.map(not))
    before.push(step.where)
    return { count: only }
  })
  return {
    ask: 'sums',
    of: unit,
    where,
    by: [],
    cluster: 'contributor',
    sums: [...sums, { count: all(inside, counted) }],
  }
}
