import { all, any, not, type Predicate } from '../algebra/index.js'
import { CERTAIN, type JudgedUnit } from '../model/index.js'
import { type ClusterSums, expectedHalf, planSample, type SampleWish, shareEstimate } from '../stats/index.js'
import { UsageError } from './exit.js'
import type { Wanted } from './judge-shares.js'

/** What the rules say of a share for some units: that they have it, that they do not, or that nobody can tell. */
type Says = 'yes' | 'no' | 'unknown'
const SAYS: readonly Says[] = ['yes', 'no', 'unknown']

/** Units of which the rules say the same about every share that is wanted. */
export interface Stratum {
  name: string
  where: Predicate
  says: readonly Says[]
}

/** The same with what was counted of it. */
export interface Counted extends Stratum {
  units: number
  /** Per share: units whose truth a dearer judge told before, and those of them that have it. */
  told: readonly { n: number; yes: number }[]
}

/** A stratum with the chance of each of its units to be drawn. */
export interface Drawn extends Counted {
  /** Per share: which part of the units is taken to have it. */
  expected: readonly number[]
  /** In parts of {@link CERTAIN}. */
  chance: number
}

/** How well a share will be told. */
export interface Expected {
  name: string
  /** What the rules say; null where they cannot tell for any unit. */
  share: number | null
  /** Half the width of the 95% interval to be expected; null where there would be none. */
  half: number | null
  /** The same if every unit were judged. */
  least: number | null
}

/** How units of one kind are to be drawn. */
export interface SampleOf {
  unit: JudgedUnit
  population: number
  strata: Drawn[]
  shares: Expected[]
  /** Whether what is expected within strata rests on verdicts for all of them; else it is assumed for some. */
  told: boolean
}

/** What decides how many are drawn. */
export type Size = { width: number } | { units: number }

/** What was counted of a population. */
export interface Population {
  unit: JudgedUnit
  shares: readonly Wanted[]
  strata: readonly Counted[]
  /** Per share, what the rules say of the units of which they can tell, clustered as figures are. */
  sums: readonly ClusterSums[]
}

/** More than this make too many strata. */
const MOST_SHARES = 4

/**
 * Parts units by what the rules say of each share.
 * @throws UsageError where there are too many shares.
 */
export function strataOf(shares: readonly Wanted[]): Stratum[] {
  if (shares.length > MOST_SHARES)
    throw new UsageError(
      `--for: a sample is for at most ${MOST_SHARES} shares of a unit, and ${shares.length} are named`,
    )
  return shares.reduce<Stratum[]>(
    (strata, share) =>
      strata.flatMap(({ name, where, says }) =>
        SAYS.map((one) => ({
          name: [...(name === '' ? [] : [name]), nameOf(share, one)].join(', '),
          where: all(where, conditionOf(share, one)),
          says: [...says, one],
        })),
      ),
    [{ name: '', where: all(), says: [] }],
  )
}

const nameOf = ({ name }: Wanted, says: Says): string =>
  says === 'yes' ? name : says === 'no' ? `not ${name}` : `${name} unknown`

function conditionOf({ yes, unknown }: Wanted, says: Says): Predicate {
  if (says === 'unknown') return unknown
  return says === 'yes' ? all(yes, not(unknown)) : not(any(yes, unknown))
}

/** How often the rules are taken to be right by themselves; elsewhere they are taken to be right as often as chance is. */
export const RULES_RIGHT = 0.9
/** Verdicts in a stratum from which on they say what is to be expected there. */
export const ENOUGH_TOLD = 30

/**
 * Which part of a stratum is to be expected to have a share: what verdicts told there, if there are enough, else by how
 * often rules are right.
 * @param overall share of all units, by the rules.
 */
export function expectedIn(says: Says, told: { n: number; yes: number }, overall: number): number {
  if (told.n >= ENOUGH_TOLD) return told.yes / told.n
  if (says === 'unknown') return overall
  return (says === 'yes' ? RULES_RIGHT : 0) + (1 - RULES_RIGHT) * overall
}

/**
 * Decides with which chance the units of each stratum are drawn: for a width the least that every share needs (Neyman), else
 * the same for all.
 * @param equal whether every unit must have the same chance.
 * @throws UsageError where no sample tells some share as well as that.
 */
export function planOf({ unit, shares, strata: all, sums }: Population, size: Size, equal: boolean): SampleOf {
  const strata = all.filter(({ units }) => units > 0)
  const population = strata.reduce((sum, { units }) => sum + units, 0)
  const proxies = sums.map((one) => shareEstimate(one))
  const expected = strata.map(({ says, told }) =>
    shares.map((_, i) => expectedIn(says[i]!, told[i]!, proxies[i]!.share ?? 0.5)),
  )
  const wishes = shares.map((_, i): Omit<SampleWish, 'half'> => {
    const { share, deff, effectiveClusters } = proxies[i]!
    const means = expected.map((of) => of[i]!)
    const cells = equal
      ? [{ units: population, mean: mixed(strata, means) }]
      : strata.map(({ units }, h) => ({ units, mean: means[h]! }))
    // Where all contributors are alike to the rules, nothing is seen of how they differ.
    const seen = share !== null && share > 0 && share < 1
    return {
      strata: cells.map((cell) => ({ ...cell, deviation: Math.sqrt(cell.mean * (1 - cell.mean)) })),
      ...(seen ? { deff: Math.max(1, deff) } : {}),
      ...(effectiveClusters > 0 ? { effectiveClusters } : {}),
    }
  })
  const chances =
    population === 0
      ? []
      : 'units' in size
        ? strata.map(() => Math.min(1, size.units / population))
        : widest(wishes, shares, size.width, strata)
  const takes = (wish: Omit<SampleWish, 'half'>) =>
    wish.strata.map(({ units }, h) => units * chances[wish.strata.length === 1 ? 0 : h]!)
  const finite = (half: number) => (Number.isFinite(half) ? half : null)
  return {
    unit,
    population,
    strata: strata.map((stratum, h) => ({
      ...stratum,
      expected: expected[h]!,
      chance: Math.min(CERTAIN, Math.ceil(chances[h]! * CERTAIN)),
    })),
    shares: shares.map(({ name }, i) => ({
      name,
      share: proxies[i]!.share,
      half: population === 0 ? null : finite(expectedHalf(wishes[i]!, takes(wishes[i]!))),
      least:
        population === 0
          ? null
          : finite(
              expectedHalf(
                wishes[i]!,
                wishes[i]!.strata.map(({ units }) => units),
              ),
            ),
    })),
    told: strata.every(({ told }) => told.every(({ n }) => n >= ENOUGH_TOLD)),
  }
}

const mixed = (strata: readonly Counted[], means: readonly number[]): number => {
  const units = strata.reduce((sum, stratum) => sum + stratum.units, 0)
  return strata.reduce((sum, stratum, h) => sum + (stratum.units / units) * means[h]!, 0)
}

/** Per stratum, the largest chance that any of the shares asks for. */
function widest(
  wishes: readonly Omit<SampleWish, 'half'>[],
  shares: readonly Wanted[],
  half: number,
  strata: readonly Counted[],
): number[] {
  const plans = wishes.map((wish, i) => {
    const plan = planSample({ ...wish, half })
    if (!plan.reached) throw unreached(shares[i]!.name, half, plan.least)
    return plan.probability
  })
  return strata.map((_, h) => Math.max(...plans.map((chances) => chances[chances.length === 1 ? 0 : h]!)))
}

function unreached(name: string, half: number, least: number): UsageError {
  const why = Number.isFinite(least)
    ? `judging every unit gives ±${least.toPrecision(2)}, because contributors differ`
    : 'there are too few contributors, or days, for any interval'
  return new UsageError(
    `--width ${half}: no sample tells ${name} as well as that: ${why}. Name a larger --width, other shares with --for, or a --sample`,
  )
}
