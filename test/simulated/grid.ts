import { correctedCoverage, correctedMeanCoverage, type Judging, type Scoring } from './corrected.js'
import { meanCoverage, type Values } from './means.js'
import type { Rates, Sizes } from './populations.js'
import { type Durations, quantileCoverage } from './quantiles.js'
import type { Coverage } from './replicate.js'
import { shareCoverage } from './shares.js'

/** One line of the tables in docs/intervals.md: a population, and how often its intervals held the truth. */
export interface Cell {
  estimate: 'share' | 'mean' | 'percentile' | 'corrected share' | 'corrected mean'
  /** whose units they are, and what they are like */
  population: string
  /** `suite`: held to the bounds by the test. `bench`: only measured. `hard`: known to miss them, and said so in the docs. */
  kind: 'suite' | 'bench' | 'hard'
  /** whether units are independent, so that the naive interval is right */
  independent: boolean
  run(): { name: string; coverage: Coverage }[]
}

const even = (contributors: number, units: number): Sizes => ({ contributors, units, shape: 'even' })
const zipf = (contributors: number, units: number): Sizes => ({ contributors, units, shape: 'zipf' })
const uneven = (contributors: number, units: number, sigma = 1): Sizes => ({
  contributors,
  units,
  shape: 'lognormal',
  sigma,
})
const beta = (mean: number, alike: number): Rates => ({ kind: 'beta', mean, alike })
const tied = (steep: number, tie: number): Rates => ({ kind: 'tied', at: -1, steep, tie })

const sizesName = ({ contributors, units, shape, sigma }: Sizes) =>
  `${contributors} ${shape === 'lognormal' ? `log-normal σ ${sigma}` : shape} × ${units}`
const ratesName = (rates: Rates) =>
  rates.kind === 'beta'
    ? `${100 * rates.mean}%, ρ ${rates.alike}`
    : `Φ(−1 + ${rates.steep}·z), z tied to size by ${rates.tie}`

const share = (kind: Cell['kind'], sizes: Sizes, rates: Rates, seed: number): Cell => ({
  estimate: 'share',
  population: `${sizesName(sizes)}; ${ratesName(rates)}`,
  kind,
  independent: rates.kind === 'beta' && rates.alike === 0,
  run: () => [{ name: '', coverage: shareCoverage(seed, sizes, rates) }],
})

const mean = (kind: Cell['kind'], sizes: Sizes, rates: Rates, values: Values, seed: number): Cell => ({
  estimate: 'mean',
  population: `${sizesName(sizes)}; ${values.kind}, ${ratesName(rates)}`,
  kind,
  independent: false,
  run: () => [{ name: '', coverage: meanCoverage(seed, sizes, rates, values) }],
})

const percentiles = (kind: Cell['kind'], sizes: Sizes, durations: Durations, seed: number): Cell => ({
  estimate: 'percentile',
  population: `${sizesName(sizes)}; σ ${durations.among} among, ${durations.within} within`,
  kind,
  independent: false,
  run: () =>
    quantileCoverage(seed, sizes, durations, [0.5, 0.9, 0.99]).map(({ q, coverage }) => ({
      name: `p${100 * q}`,
      coverage,
    })),
})

const corrected = (
  kind: Cell['kind'],
  sizes: Sizes,
  rates: Rates,
  judge: string,
  judging: Judging,
  seed: number,
): Cell => ({
  estimate: 'corrected share',
  population: `${sizesName(sizes)}; ${ratesName(rates)}; ${judge}`,
  kind,
  independent: false,
  run: () => [{ name: '', coverage: correctedCoverage(seed, sizes, rates, judging).corrected }],
})

const correctedScores = (kind: Cell['kind'], sizes: Sizes, judge: string, scoring: Scoring, seed: number): Cell => ({
  estimate: 'corrected mean',
  population: `${sizesName(sizes)}; scores, 25%, ρ 0.1; ${judge}`,
  kind,
  independent: false,
  run: () => [{ name: '', coverage: correctedMeanCoverage(seed, sizes, beta(0.25, 0.1), scoring) }],
})

const mild: Durations = { among: 0.5, within: 1.2, long: { mean: 0.05, alike: 0.02 }, tie: 0 }
const strong: Durations = { among: 1, within: 1, long: { mean: 0.05, alike: 0.1 }, tie: 0 }

const drawn = (chance: number) => ({ drawn: { yes: chance, no: chance } })
const GOOD = { sensitivity: 0.9, specificity: 0.95 }
const LAVISH = { sensitivity: 0.95, specificity: 0.7 }
const FICKLE = { sensitivity: 0.6, specificity: 0.8, alike: 0.1 }
const scoring: Scoring = { up: 0.2, down: 0.05, any: 0.05, drawn: 0.1 }

/** Every cell, in the order of the tables. */
export const GRID: readonly Cell[] = [
  share('suite', even(10, 30), beta(0.2, 0.2), 101),
  share('bench', even(10, 30), beta(0.02, 0.05), 102),
  share('bench', even(10, 30), beta(0.95, 0.1), 103),
  share('suite', uneven(20, 30), beta(0.008, 0.02), 104),
  share('suite', uneven(20, 30), beta(0.2, 0.2), 105),
  share('bench', uneven(20, 30), beta(0.5, 0.5), 106),
  share('suite', uneven(20, 30), beta(0.95, 0.1), 107),
  share('suite', zipf(60, 30), beta(0.02, 0.05), 108),
  share('suite', zipf(60, 30), beta(0.73, 0.3), 109),
  share('suite', even(40, 30), beta(0.2, 0), 110),
  share('bench', even(40, 30), beta(0.008, 0.02), 111),
  share('suite', even(40, 30), beta(0.02, 0.05), 112),
  share('suite', even(40, 30), beta(0.5, 0.2), 113),
  share('suite', uneven(100, 30), beta(0.008, 0.02), 114),
  share('suite', uneven(100, 30), beta(0.02, 0.05), 115),
  share('suite', uneven(100, 30), beta(0.2, 0.2), 116),
  share('bench', uneven(100, 30), beta(0.5, 0.5), 117),
  share('suite', uneven(100, 30), beta(0.73, 0.3), 118),
  share('suite', uneven(100, 30), beta(0.95, 0.1), 119),
  share('suite', uneven(100, 30), tied(0.3, 0.3), 120),
  share('bench', uneven(200, 15, 1.5), beta(0.008, 0.02), 121),
  share('suite', uneven(200, 15, 1.5), beta(0.2, 0.2), 122),
  share('bench', uneven(200, 15, 1.5), beta(0.95, 0.1), 123),
  share('suite', zipf(1000, 10), beta(0.02, 0.05), 124),
  share('bench', zipf(1000, 30), beta(0.2, 0.2), 125),
  share('bench', zipf(1000, 30), beta(0.5, 0.2), 126),
  share('bench', uneven(600, 30), beta(0.008, 0.02), 127),
  share('bench', uneven(600, 30), beta(0.2, 0.2), 128),
  share('hard', even(40, 30), beta(0.008, 0.1), 129),
  share('hard', zipf(1000, 30), beta(0.008, 0.1), 130),
  share('hard', uneven(100, 30), tied(0.5, 0.5), 131),
  share('hard', uneven(200, 30, 1.5), tied(0.5, 0.5), 132),

  mean('suite', uneven(20, 20), beta(0.02, 0.05), { kind: 'counts', most: 10 }, 201),
  mean('suite', zipf(60, 20), beta(0.25, 0.1), { kind: 'scores' }, 202),
  mean('bench', zipf(60, 20), beta(0.1, 0.2), { kind: 'mixture' }, 203),
  mean('suite', even(40, 20), beta(0.1, 0.2), { kind: 'mixture' }, 204),
  mean('suite', uneven(100, 20), beta(0.25, 0.1), { kind: 'scores' }, 205),
  mean('bench', uneven(100, 20), beta(0.1, 0.2), { kind: 'mixture' }, 206),
  mean('suite', uneven(100, 20), beta(0.1, 0.05), { kind: 'counts', most: 10 }, 207),
  mean('bench', uneven(100, 20), beta(0.02, 0.05), { kind: 'counts', most: 10 }, 208),
  mean('bench', uneven(200, 15, 1.5), beta(0.25, 0.1), { kind: 'scores' }, 209),
  mean('hard', uneven(200, 15, 1.5), tied(0.3, 0.3), { kind: 'scores' }, 210),

  percentiles('suite', uneven(20, 20), mild, 301),
  percentiles('bench', zipf(60, 20), mild, 302),
  percentiles('bench', zipf(60, 20), strong, 303),
  percentiles('bench', even(40, 20), mild, 304),
  percentiles('bench', even(40, 20), strong, 305),
  percentiles('suite', uneven(100, 20), mild, 306),
  percentiles('bench', uneven(100, 20), strong, 307),
  percentiles('bench', uneven(200, 15, 1.5), strong, 308),

  corrected('bench', even(12, 100), beta(0.2, 0.1), 'good, 10% labelled', { ...GOOD, ...drawn(0.1) }, 401),
  corrected('suite', uneven(20, 100), beta(0.2, 0.1), 'lavish, 10% labelled', { ...LAVISH, ...drawn(0.1) }, 402),
  corrected('suite', zipf(60, 100), beta(0.73, 0.2), 'fickle, 10% labelled', { ...FICKLE, ...drawn(0.1) }, 403),
  corrected('suite', even(40, 100), beta(0.2, 0.1), 'good, 10% labelled', { ...GOOD, ...drawn(0.1) }, 404),
  corrected(
    'bench',
    even(40, 100),
    beta(0.2, 0.1),
    'knows nothing, 10%',
    { sensitivity: 0.3, specificity: 0.7, ...drawn(0.1) },
    405,
  ),
  corrected(
    'bench',
    even(40, 100),
    beta(0.2, 0.1),
    'never errs, 10%',
    { sensitivity: 1, specificity: 1, ...drawn(0.1) },
    406,
  ),
  corrected(
    'suite',
    uneven(100, 50),
    beta(0.2, 0.1),
    'lavish, 20% of Yes, 5% of No',
    { ...LAVISH, drawn: { yes: 0.2, no: 0.05 } },
    407,
  ),
  corrected('suite', uneven(100, 50), beta(0.73, 0.2), 'fickle, 10% labelled', { ...FICKLE, ...drawn(0.1) }, 408),
  corrected(
    'suite',
    uneven(100, 200),
    beta(0.02, 0.03),
    'good, all of Yes, 20% of No',
    { ...GOOD, drawn: { yes: 1, no: 0.2 } },
    409,
  ),
  corrected('bench', uneven(200, 50, 1.5), beta(0.2, 0.1), 'good, 10% labelled', { ...GOOD, ...drawn(0.1) }, 410),
  corrected(
    'hard',
    even(40, 100),
    beta(0.02, 0.03),
    'good, 50% of Yes, 5% of No',
    { ...GOOD, drawn: { yes: 0.5, no: 0.05 } },
    411,
  ),
  correctedScores('bench', zipf(60, 40), 'a step up in 20%, 10% labelled', scoring, 501),
  correctedScores('suite', uneven(100, 20), 'a step up in 20%, 10% labelled', scoring, 502),
  correctedScores(
    'bench',
    uneven(100, 20),
    'half at random, 20% labelled',
    { up: 0.1, down: 0.1, any: 0.5, drawn: 0.2 },
    503,
  ),
]
