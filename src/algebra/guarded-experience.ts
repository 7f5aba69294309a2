import type { Rows } from './cut.js'
import type { Answer, Axis, Cohort, Part, Share } from './figure.js'
import { type Bins, type Check, type Cutting, passingCut } from './guard.js'
import { all, fields, not, type Predicate } from './predicate.js'
import { Private } from './private.js'
import type { CellRow, Cluster, Engine } from './query.js'
import { estimateRows } from './rows.js'

type Experience = Extract<Axis, { kind: 'experience' }>

/** What a policy asks of cells. */
export interface Guard {
  check: Check
  /** Contributors that must reach the end of the last bin of experience (method.md 8, rule 4). */
  people: number
  /** How counts of units, and of contributors, are told in sentences. */
  round(n: number): number
  roundPeople(contributors: number): number
}

/** Rows that the policy lets stand, and how many cells it does not, by reason. */
export interface Guarded extends Answer {
  withheld: Record<string, number>
}

/**
 * Shares along experience in a cut whose atoms all pass: bins merge, values fall back to coarser partitions, and a
 * cohort is shown only where it and the rest of the people can be told apart in every bin.
 */
export async function guardedExperience(
  part: Part,
  axis: Experience,
  where: Predicate,
  engine: Engine,
  cluster: Cluster,
  guard: Guard,
): Promise<Private<Guarded>> {
  if (part.estimate.kind !== 'share') throw new Error('along experience, only shares are estimated')
  const estimate = part.estimate
  const units = { of: part.of, where, cluster }
  const reached = await topCoded(units, axis.bins, engine, guard)
  return reached.chain(async (bins) => {
    const ask = (partition: readonly string[]) => (cut: Bins) =>
      engine.aggregate(atoms(units, cut, sumsFor(estimate, partition)))
    const cutting = await passingCut(estimate.partitions, bins, ask, guard.check)
    return cutting.chain(async (cut) => {
      if (cut === null) return Private.of<Guarded>({ rows: [], curve: [], withheld: { k_users: axis.bins.length } })
      const shown = await shownCohorts(units, axis.cohorts, cut, estimate, engine, guard)
      return shown.chain(async (cohorts) => {
        const narrowed = narrowedTo(estimate, cut.partition)
        const rows = await Promise.all(cohorts.map((cohort) => rowsOfCohort(units, cohort, cut.bins, narrowed, engine)))
        return Private.all(rows).map((list) => {
          const all = list.flat()
          const left = axis.cohorts.length - cohorts.length
          return {
            rows: all,
            curve: throughRows(all, estimate.key),
            withheld: left === 0 ? {} : { k_users: left * cut.bins.length },
          }
        })
      })
    })
  })
}

interface Units {
  of: Part['of']
  where: Predicate
  cluster: Cluster
}

const sumsFor = (estimate: Share, partition: readonly string[]) =>
  partition.map((value) => ({ count: estimate.values[value]! }))

const atoms = ({ of, where, cluster }: Units, bins: Bins, sums: readonly { count: Predicate }[]) =>
  ({
    ask: 'sums',
    of,
    where,
    cluster,
    by: [{ kind: 'bins', column: 'experience', bins }],
    sums,
    guarded: true,
  }) as const

/** The bins up to the last whose end enough people reach; what lies beyond counts into it. */
async function topCoded(
  { of, where, cluster }: Units,
  bins: Bins,
  engine: Engine,
  guard: Guard,
): Promise<Private<Bins>> {
  const ends = bins.map(([from, to]) => ({ count: fields(of).experience.between(to ?? from, null) }))
  const found = await engine.aggregate({ ask: 'sums', of, where, cluster, by: [], sums: ends, guarded: true })
  return found.map(([row]) => {
    const people = (i: number) => row?.parts?.[i]?.counted.contributors ?? 0
    const last = bins.findLastIndex((_, i) => people(i) >= guard.people)
    const kept = bins.slice(0, Math.max(1, last + 1))
    return [...kept.slice(0, -1), [kept[kept.length - 1]![0], null] as const]
  })
}

/** A share with only the values that follow from a partition: its own, and unions of them. */
function narrowedTo(estimate: Share, partition: readonly string[]): Share {
  const has = (value: string) =>
    partition.includes(value) || (estimate.unions?.[value]?.every((own) => partition.includes(own)) ?? false)
  const { atMost, ...rest } = estimate
  const values = Object.fromEntries(Object.entries(estimate.values).filter(([value]) => has(value)))
  // The most that a value can be is a union too, and needs the unknown ones as a part of their own.
  return { ...rest, values, ...(atMost !== undefined && has(atMost.value) && has('unknown') ? { atMost } : {}) }
}

/** Cohorts whose members and non-members both pass in every bin and part; the widest one always stands. */
async function shownCohorts(
  units: Units,
  cohorts: readonly Cohort[],
  cut: Cutting,
  estimate: Share,
  engine: Engine,
  guard: Guard,
): Promise<Private<Cohort[]>> {
  const [widest, ...narrower] = cohorts
  const verdicts = await Promise.all(
    narrower.map((cohort) => standsApart(units, widest!, cohort, cut, estimate, engine, guard)),
  )
  return Private.all(verdicts).chain(async (list) => {
    const standing = narrower.filter((_, i) => list[i])
    // One cohort inside another: the difference between them is told as well.
    const pairs = standing.flatMap((inner, i) => standing.slice(0, i).map((outer) => ({ inner, outer })))
    const nested = pairs.filter(({ inner, outer }) => inner.upTo !== null && outer.upTo !== null)
    const between = await Promise.all(
      nested.map(({ inner, outer }) => standsApart(units, outer, inner, cut, estimate, engine, guard)),
    )
    return Private.all(between).map((fine) => {
      const dropped = new Set(nested.filter((_, i) => !fine[i]).map(({ inner }) => inner.name))
      return [widest!, ...standing.filter((cohort) => !dropped.has(cohort.name))]
    })
  })
}

/** Whether a cohort and the rest of a wider one both pass, in every bin that the cohort covers. */
async function standsApart(
  units: Units,
  wider: Cohort,
  cohort: Cohort,
  cut: Cutting,
  estimate: Share,
  engine: Engine,
  guard: Guard,
): Promise<Private<boolean>> {
  const bins = covered(cut.bins, cohort)
  if (bins.length === 0) return Private.of(false)
  const inside = fields(units.of).experience.between(1, bins[bins.length - 1]![1])
  const values = cut.partition.map((value) => estimate.values[value]!)
  const rest = all(...values.map(not))
  const sums = [...values, rest].flatMap((value) => [
    { count: all(cohort.where, value) },
    { count: all(not(cohort.where), value) },
  ])
  const asked = atoms({ ...units, where: all(units.where, wider.where, inside) }, bins, sums)
  return (await engine.aggregate(asked)).map(
    (rows: CellRow[]) =>
      rows.length > 0 && rows.every((row) => row.parts!.every(({ counted }) => guard.check(counted) === null)),
  )
}

/** Bins that all members of a cohort have reached. */
const covered = (bins: Bins, { upTo }: Cohort): Bins =>
  upTo === null ? bins : bins.filter(([, to]) => to !== null && to <= upTo)

async function rowsOfCohort(
  units: Units,
  cohort: Cohort,
  cut: Bins,
  estimate: Share,
  engine: Engine,
): Promise<Private<Rows>> {
  const bins = covered(cut, cohort)
  const inside = fields(units.of).experience.between(1, bins[bins.length - 1]![1])
  return estimateRows(
    {
      ...units,
      where: all(units.where, cohort.where, inside),
      by: [{ kind: 'bins', column: 'experience', bins }],
      keys: ([bin]) => ({ from: bins[Number(bin)]![0], to: bins[Number(bin)]![1], cohort: cohort.name }),
    },
    estimate,
    engine,
  )
}

/** A curve through published rows, which says nothing beyond them. */
function throughRows(rows: Rows, key: string): Rows {
  return rows.map(({ from, to, cohort, share, low, high, ...row }) => ({
    cohort,
    [key]: row[key],
    x: Math.sqrt(Number(from) * Number(to ?? from)),
    share,
    low,
    high,
  }))
}
