import type { Rows } from './cut.js'
import { apart, type Earlier, spoiled, type Units } from './earlier.js'
import type { Answer, Axis, Cohort, Part, Share } from './figure.js'
import { type Bins, type Check, type Cutting, passingCut } from './guard.js'
import { all, any, fields, not, type Predicate } from './predicate.js'
import { Private } from './private.js'
import type { Engine, Telling } from './query.js'
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
  /** What earlier releases let out. */
  earlier: Earlier
}

/** Rows that the policy lets stand, and how many cells it does not, by reason. */
export interface Guarded extends Answer {
  withheld: Record<string, number>
}

/** Shares along experience, and what is told by showing them. */
export interface GuardedExperience extends Guarded {
  tellings: Telling[]
}

/**
 * Shares along experience in a cut whose atoms all pass, each also apart from what earlier releases told: bins merge,
 * values fall back to coarser partitions, and a cohort is shown only where it and the rest of the people can be told
 * apart in every bin.
 * @param family names the cells in earlier and later releases.
 */
export async function guardedExperience(
  part: Part,
  axis: Experience,
  units: Units,
  family: string,
  engine: Engine,
  guard: Guard,
): Promise<Private<GuardedExperience>> {
  if (part.estimate.kind !== 'share') throw new Error('along experience, only shares are estimated')
  const estimate = part.estimate
  const nothing = (reason: string): GuardedExperience => ({
    rows: [],
    curve: [],
    withheld: { [reason]: axis.bins.length },
    tellings: [],
  })
  const spoilt = await spoiled(units, family, engine, guard.check)
  const reached = await topCoded(units, axis.bins, engine, guard)
  return Private.both(spoilt, reached).chain(async ([groups, bins]) => {
    if (groups.length > 0) return Private.of<GuardedExperience>(nothing('ledger'))
    const ask = (partition: readonly string[]) => (cut: Bins) =>
      engine.aggregate(atoms(units, family, cut, sumsFor(estimate, partition)))
    const cutting = await passingCut(estimate.partitions, bins, ask, guard.check)
    return cutting.chain(async (cut) => {
      if (cut === null) {
        // Would it pass if nothing had been told before?
        const alone = await engine.aggregate({ ask: 'sums', ...units, by: [], sums: [], guarded: 'both' })
        return alone.map(([row]) =>
          nothing((row === undefined ? null : guard.check({ ...row, units: row.n })) ?? 'ledger'),
        )
      }
      const shown = await shownCohorts(units, family, axis.cohorts, cut, estimate, engine, guard)
      return shown.chain(async ({ cohorts, pairs }) => {
        const narrowed = narrowedTo(estimate, cut.partition)
        const rows = await Promise.all(cohorts.map((cohort) => rowsOfCohort(units, cohort, cut.bins, narrowed, engine)))
        return Private.all(rows).map((list) => {
          const all = list.flat()
          const left = axis.cohorts.length - cohorts.length
          const parts = cut.partition.map((value) => estimate.values[value]!)
          return {
            rows: all,
            curve: throughRows(all, estimate.key),
            withheld: left === 0 ? {} : { k_users: left * cut.bins.length },
            tellings: [
              tellingOf(units, family, cut.bins, parts),
              ...pairs.map((pair) => pairTelling(units, family, pair, cut, parts)),
            ],
          }
        })
      })
    })
  })
}

const tellingOf = (
  { of, where, history }: Units,
  family: string,
  bins: Bins,
  parts: readonly Predicate[],
): Telling => ({
  family,
  of,
  where,
  ...(history === undefined ? {} : { history }),
  by: [{ kind: 'bins', column: 'experience', bins }],
  parts,
})

const sumsFor = (estimate: Share, partition: readonly string[]) =>
  partition.map((value) => ({ count: estimate.values[value]! }))

const atoms = (units: Units, family: string, bins: Bins, sums: readonly { count: Predicate }[]) =>
  apart(units, family, [{ kind: 'bins', column: 'experience', bins }], sums)

/** The bins up to the last whose end enough people reach; what lies beyond counts into it. */
async function topCoded(units: Units, bins: Bins, engine: Engine, guard: Guard): Promise<Private<Bins>> {
  const ends = bins.map(([from, to]) => ({ count: fields(units.of).experience.between(to ?? from, null) }))
  const found = await engine.aggregate({ ask: 'sums', ...units, by: [], sums: ends, guarded: 'both' })
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

/** Two cohorts of which the narrower one and the rest of the wider one are told apart. */
interface Pair {
  wider: Cohort
  cohort: Cohort
}

/** Cohorts whose members and non-members both pass in every bin and part; the widest one always stands. */
async function shownCohorts(
  units: Units,
  family: string,
  cohorts: readonly Cohort[],
  cut: Cutting,
  estimate: Share,
  engine: Engine,
  guard: Guard,
): Promise<Private<{ cohorts: Cohort[]; pairs: Pair[] }>> {
  const [widest, ...narrower] = cohorts
  const stands = (pair: Pair) => standsApart(units, family, pair, cut, estimate, engine, guard)
  const outer = narrower.map((cohort) => ({ wider: widest!, cohort }))
  return Private.all(await Promise.all(outer.map(stands))).chain(async (list) => {
    const standing = narrower.filter((_, i) => list[i])
    // One cohort inside another: the difference between them is told as well.
    const pairs = standing.flatMap((cohort, i) => standing.slice(0, i).map((wider) => ({ cohort, wider })))
    const nested = pairs.filter(({ cohort, wider }) => cohort.upTo !== null && wider.upTo !== null)
    return Private.all(await Promise.all(nested.map(stands))).map((fine) => {
      const dropped = new Set(nested.filter((_, i) => !fine[i]).map(({ cohort }) => cohort.name))
      const shown = [widest!, ...standing.filter((cohort) => !dropped.has(cohort.name))]
      return {
        cohorts: shown,
        pairs: [...outer, ...nested].filter(({ wider, cohort }) => shown.includes(cohort) && shown.includes(wider)),
      }
    })
  })
}

const pairFamily = (family: string, { wider, cohort }: Pair) => `${family}/${wider.name}>${cohort.name}`

/** The wider cohort, in the bins that the narrower one covers. */
function pairUnits(units: Units, { wider, cohort }: Pair, cut: Cutting): { units: Units; bins: Bins } {
  const bins = covered(cut.bins, cohort)
  const last = bins[bins.length - 1]?.[1] ?? null
  const inside = bins.length === 0 ? any() : fields(units.of).experience.between(1, last)
  return { units: { ...units, where: all(units.where, wider.where, inside) }, bins }
}

function pairTelling(units: Units, family: string, pair: Pair, cut: Cutting, parts: readonly Predicate[]): Telling {
  const both = pairUnits(units, pair, cut)
  return tellingOf(both.units, pairFamily(family, pair), both.bins, [pair.cohort.where, ...parts])
}

/** Whether a cohort and the rest of a wider one both pass, in every bin that the cohort covers. */
async function standsApart(
  given: Units,
  family: string,
  pair: Pair,
  cut: Cutting,
  estimate: Share,
  engine: Engine,
  guard: Guard,
): Promise<Private<boolean>> {
  const { units, bins } = pairUnits(given, pair, cut)
  if (bins.length === 0) return Private.of(false)
  const { where } = pair.cohort
  const values = cut.partition.map((value) => estimate.values[value]!)
  const sums = [...values, all(...values.map(not))].flatMap((value) => [
    { count: all(where, value) },
    { count: all(not(where), value) },
  ])
  const own = pairFamily(family, pair)
  const [groups, rows] = await Promise.all([
    spoiled(units, own, engine, guard.check),
    engine.aggregate(atoms(units, own, bins, sums)),
  ])
  return Private.both(groups, rows).map(
    ([bad, list]) =>
      bad.length === 0 &&
      list.length > 0 &&
      list.every((row) => row.parts!.every(({ counted }) => guard.check(counted) === null)),
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
