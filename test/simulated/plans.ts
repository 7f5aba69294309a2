import { correctedShare, planSample, type SamplePlan, shareEstimate } from '../../src/stats/index.js'
import { clusterSums } from '../stats/cluster-sums.js'
import { Chance } from './chance.js'
import { type Judging, judged, labelledSums } from './corrected.js'
import { contributors, type Rates, rateOf, type Sizes, trueShare } from './populations.js'
import { REPLICATIONS } from './replicate.js'

/** What a plan promised, and what became of it. */
export interface Kept {
  /** mean half width that was promised, over the wanted one */
  promised: number
  /** mean half width that was reached, over the wanted one, and the one that 9 of 10 samples stay below */
  reached: number
  reachedMostly: number
  /** share of samples whose interval holds the truth */
  covered: number
  /** median number of labels, since a plan that cannot be kept takes all, and mean number of units */
  labels: number
  units: number
  /** mean half width of a plain sample of as many labels without the rules, over the wanted one */
  plain: number
}

/**
 * Plans, draws and corrects, again and again: strata are what the rules say, expectations are those of the rules' known errors,
 * design effect and effective contributors are those of the rules' own share, as `judge plan` takes them.
 *
 * @param half wanted half width
 * @param errors sensitivity and specificity of the rules
 * @param expected what is believed of them when planning; what they are unless told
 */
export function plansKept(
  seed: number,
  sizes: Sizes,
  rates: Rates,
  errors: Omit<Judging, 'drawn'>,
  half: number,
  expected: Pick<Judging, 'sensitivity' | 'specificity'> = errors,
): Kept {
  const chance = new Chance(seed)
  const truth = trueShare(rates, sizes)
  const halves: number[] = []
  const labels: number[] = []
  const sum = { promised: 0, covered: 0, units: 0, plain: 0 }
  for (let n = 0; n < REPLICATIONS; n++) {
    const people = contributors(chance, sizes).map((person) => ({ person, rate: rateOf(chance, rates, person) }))
    const whole = people.map(({ person, rate }) =>
      judged(chance, person, rate, { ...errors, drawn: { yes: 0, no: 0 } }),
    )
    const yes = whole.map((counts) => counts[4]! + counts[6]!)
    const sums = clusterSums(people.map(({ person }, i) => [person.units, yes[i]!] as const))
    const plan = planFor(sums, truth, expected, half)
    const drawn = { no: plan.probability[0]!, yes: plan.probability[1]! }
    const { low, high } = correctedShare(whole.map((counts) => labelledSums(label(chance, counts, drawn), drawn)))
    const plain = { no: plan.n / sums.n, yes: plan.n / sums.n }
    const alone = correctedShare(
      whole.map((counts) => ({ ...labelledSums(label(chance, counts, plain), plain), judged: 0, labelledJudged: 0 })),
    )
    halves.push((high! - low!) / 2)
    sum.promised += plan.half
    sum.covered += low! <= truth && truth <= high! ? 1 : 0
    labels.push(plan.n)
    sum.units += sums.n
    sum.plain += (alone.high! - alone.low!) / 2
  }
  halves.sort((a, b) => a - b)
  labels.sort((a, b) => a - b)
  return {
    promised: sum.promised / REPLICATIONS / half,
    reached: halves.reduce((a, b) => a + b) / REPLICATIONS / half,
    reachedMostly: halves[Math.floor(0.9 * REPLICATIONS)]! / half,
    covered: sum.covered / REPLICATIONS,
    labels: labels[REPLICATIONS / 2]!,
    units: sum.units / REPLICATIONS,
    plain: sum.plain / REPLICATIONS / half,
  }
}

function planFor(
  sums: ReturnType<typeof clusterSums>,
  truth: number,
  { sensitivity, specificity }: Pick<Judging, 'sensitivity' | 'specificity'>,
  half: number,
): SamplePlan {
  const said = truth * sensitivity + (1 - truth) * (1 - specificity)
  const stratum = (units: number, mean: number) => ({ units, mean, deviation: Math.sqrt(mean * (1 - mean)) })
  const { deff, effectiveClusters } = shareEstimate(sums)
  return planSample({
    strata: [
      stratum(sums.n - sums.k, (truth * (1 - sensitivity)) / (1 - said)),
      stratum(sums.k, (truth * sensitivity) / said),
    ],
    half,
    deff,
    effectiveClusters,
  })
}

/** Units of which none has a label, with labels drawn from them. */
function label(chance: Chance, counts: readonly number[], drawn: Judging['drawn']): number[] {
  return [0, 2, 4, 6].flatMap((kind) => {
    const labelled = chance.binomial(counts[kind]!, kind >= 4 ? drawn.yes : drawn.no)
    return [counts[kind]! - labelled, labelled]
  })
}
