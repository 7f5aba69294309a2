import { correctedMean, correctedShare, type JudgedCluster, shareEstimate, wilson } from '../../src/stats/index.js'
import { clusterSums } from '../stats/cluster-sums.js'
import type { Chance } from './chance.js'
import { type Contributor, contributors, type Rates, rateOf, type Sizes, tieOf, trueShare } from './populations.js'
import { type Coverage, coverages, type Outcome } from './replicate.js'
import { Z } from './shares.js'

/** How a judge errs, and how labels are drawn. */
export interface Judging {
  /** chance that a Yes is called Yes, and a No a No */
  sensitivity: number
  specificity: number
  /** correlation of its errors within a contributor; 0 where it errs alike with everybody */
  alike?: number
  /** chance of a label where the judge says Yes, and where it says No */
  drawn: { yes: number; no: number }
}

/** Units of one contributor by what the judge says, the truth, and whether there is a label: counts at 4·f + 2·y + labelled. */
export type Counts = readonly number[]

/** Draws what the judge says of a contributor's units, and labels. */
export function judged(chance: Chance, { units }: Contributor, rate: number, judging: Judging): Counts {
  const { sensitivity, specificity, alike = 0, drawn } = judging
  const yes = chance.binomial(units, rate)
  const found = chance.binomial(yes, chance.beta(sensitivity, alike))
  const wrong = units - yes - chance.binomial(units - yes, chance.beta(specificity, alike))
  const counts: number[] = new Array(8).fill(0)
  const put = (f: 0 | 1, y: 0 | 1, n: number) => {
    const labelled = chance.binomial(n, f === 1 ? drawn.yes : drawn.no)
    counts[4 * f + 2 * y + 1] = labelled
    counts[4 * f + 2 * y] = n - labelled
  }
  put(1, 1, found)
  put(0, 1, yes - found)
  put(1, 0, wrong)
  put(0, 0, units - yes - wrong)
  return counts
}

const KINDS = Array.from({ length: 8 }, (_, kind) => ({ f: kind >> 2, y: (kind >> 1) & 1, labelled: kind & 1 }))

/** Sums of some units; `weight` of a label is over the chance with which it was drawn. */
export function labelledSums(counts: Counts, { yes, no }: Judging['drawn']): JudgedCluster {
  const sums = { units: 0, judged: 0, labelled: 0, squares: 0, labelledJudged: 0, labelledTruth: 0 }
  for (const [kind, { f, y, labelled }] of KINDS.entries()) {
    const n = counts[kind]!
    const v = labelled / (f === 1 ? yes : no)
    sums.units += n
    sums.judged += n * f
    sums.labelled += n * v
    sums.squares += n * v * v
    sums.labelledJudged += n * v * f
    sums.labelledTruth += n * v * y
  }
  return sums
}

/**
 * The same estimator, were all units independent: PPI++ (Angelopoulos, Duchi and Zrnic, 2023) with u = a + λ·b unit by unit.
 */
function independent(counts: Counts, drawn: Judging['drawn']): Outcome['naive'] {
  const all = labelledSums(counts, drawn)
  const [raw, truth] = [all.judged / all.units, all.labelledTruth / all.labelled]
  const labelledJudged = all.labelledJudged / all.labelled
  const parts = KINDS.map(({ f, y, labelled }) => {
    const v = labelled / (f === 1 ? drawn.yes : drawn.no) / all.labelled
    return { a: v * (y - truth), b: (f - raw) / all.units - v * (f - labelledJudged) }
  })
  const sum = (of: (part: { a: number; b: number }) => number) =>
    parts.reduce((total, part, kind) => total + counts[kind]! * of(part), 0)
  const lambda = Math.min(1, Math.max(0, -sum(({ a, b }) => a * b) / sum(({ b }) => b * b)))
  const value = lambda * raw + truth - lambda * labelledJudged
  const half = Z * Math.sqrt(sum(({ a, b }) => (a + lambda * b) ** 2))
  return { low: value - half, high: value + half }
}

/**
 * Coverage of `correctedShare`, beside the interval of independent units; then of what the judge alone says with its clustered interval
 * (`ours` of `raw`), which covers the judge's share, not the true one.
 */
export function correctedCoverage(
  seed: number,
  sizes: Sizes,
  rates: Rates,
  judging: Judging,
): { corrected: Coverage; raw: Coverage } {
  const truth = trueShare(rates, sizes)
  const [corrected, raw] = coverages(seed, [truth, truth], (chance) => {
    const people = contributors(chance, sizes, tieOf(rates))
      .filter(({ units }) => units > 0)
      .map((person) => judged(chance, person, rateOf(chance, rates, person), judging))
    const clusters = people.map((counts) => labelledSums(counts, judging.drawn))
    const whole = KINDS.map((_, kind) => people.reduce((sum, counts) => sum + counts[kind]!, 0))
    const { low, high, effectiveClusters } = correctedShare(clusters)
    const judgedSums = clusterSums(clusters.map((c) => [c.units, c.judged] as const))
    const alone = shareEstimate(judgedSums)
    return [
      { ours: { low, high }, naive: independent(whole, judging.drawn), effective: effectiveClusters },
      {
        ours: { low: alone.low, high: alone.high },
        naive: wilson(alone.share!, judgedSums.n, Z),
        effective: alone.effectiveClusters,
      },
    ]
  })
  return { corrected: corrected!, raw: raw! }
}

/** How a judge errs on scores 1–10: by one up or down, or, seldom, with any score at all. */
export interface Scoring {
  up: number
  down: number
  any: number
  /** chance of a label */
  drawn: number
}

/** Coverage of `correctedMean` of scores 1 + Binomial(9, p), p from `rates`, beside the judge's own mean of independent units. */
export function correctedMeanCoverage(seed: number, sizes: Sizes, rates: Rates, scoring: Scoring): Coverage {
  const truth = 1 + 9 * trueShare(rates, sizes)
  return coverages(seed, [truth], (chance) => {
    let [n, sum, squares] = [0, 0, 0]
    const clusters = contributors(chance, sizes, tieOf(rates)).map((person) => {
      const rate = rateOf(chance, rates, person)
      const own = { units: person.units, judged: 0, labelled: 0, squares: 0, labelledJudged: 0, labelledTruth: 0 }
      for (let i = 0; i < person.units; i++) {
        const y = 1 + chance.binomial(9, rate)
        const f = score(chance, y, scoring)
        own.judged += f
        n++
        sum += f
        squares += f * f
        if (chance.uniform() >= scoring.drawn) continue
        own.labelled += 1 / scoring.drawn
        own.squares += 1 / scoring.drawn ** 2
        own.labelledJudged += f / scoring.drawn
        own.labelledTruth += y / scoring.drawn
      }
      return own
    })
    const { low, high, effectiveClusters } = correctedMean(clusters, { floor: 1, ceiling: 10 })
    const half = Z * Math.sqrt((squares / n - (sum / n) ** 2) / n)
    const naive = { low: sum / n - half, high: sum / n + half }
    return [{ ours: { low, high }, naive, effective: effectiveClusters }]
  })[0]!
}

function score(chance: Chance, truth: number, { up, down, any }: Scoring): number {
  const at = chance.uniform()
  if (at < any) return 1 + Math.floor(10 * chance.uniform())
  const said = at < any + up ? truth + 1 : at < any + up + down ? truth - 1 : truth
  return Math.min(10, Math.max(1, said))
}
