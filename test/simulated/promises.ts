import type { Judging } from './corrected.js'
import type { Rates, Sizes } from './populations.js'
import type { Work } from './weights.js'

/** A sample that is planned. */
export interface Plan {
  name: string
  seed: number
  sizes: Sizes
  rates: Rates
  /** how the rules err */
  errors: Pick<Judging, 'sensitivity' | 'specificity'>
  /** how they are believed to err when planning; as they do unless told */
  expected?: Pick<Judging, 'sensitivity' | 'specificity'>
  /** wanted half width */
  half: number
}

const people = (contributors: number): Sizes => ({ contributors, units: 300, shape: 'lognormal', sigma: 1 })
const beta = (mean: number, alike: number): Rates => ({ kind: 'beta', mean, alike })

/** Plans whose promises are looked into; the first by the test. */
export const PLANS: readonly Plan[] = [
  {
    name: '20%, ρ 0.02; 90% and 95% right',
    seed: 701,
    sizes: people(120),
    rates: beta(0.2, 0.02),
    errors: { sensitivity: 0.9, specificity: 0.95 },
    half: 0.035,
  },
  {
    name: '2%, ρ 0.01; 80% and 98% right',
    seed: 702,
    sizes: people(120),
    rates: beta(0.02, 0.01),
    errors: { sensitivity: 0.8, specificity: 0.98 },
    half: 0.012,
  },
  {
    name: '0.8%, ρ 0.005; 80% and 99% right',
    seed: 703,
    sizes: people(300),
    rates: beta(0.008, 0.005),
    errors: { sensitivity: 0.8, specificity: 0.99 },
    half: 0.005,
  },
  {
    name: '73%, ρ 0.03; 85% and 75% right',
    seed: 704,
    sizes: people(300),
    rates: beta(0.73, 0.03),
    errors: { sensitivity: 0.85, specificity: 0.75 },
    half: 0.03,
  },
  {
    name: '50%, ρ 0.01; 85% and 85% right',
    seed: 705,
    sizes: people(600),
    rates: beta(0.5, 0.01),
    errors: { sensitivity: 0.85, specificity: 0.85 },
    half: 0.015,
  },
  {
    name: '20%, ρ 0.02; 70% and 90% right, believed 90% and 95%',
    seed: 706,
    sizes: people(300),
    rates: beta(0.2, 0.02),
    errors: { sensitivity: 0.7, specificity: 0.9 },
    expected: { sensitivity: 0.9, specificity: 0.95 },
    half: 0.02,
  },
]

/** Work in which those who say Yes more often have longer sessions, and also more of them. */
export const WORK: Readonly<Record<string, Work>> = {
  'longer sessions': {
    contributors: 150,
    sessions: { mean: 12, sigma: 0.6, tie: 0 },
    actions: { mean: 30, sigma: 1.2, tie: 0.6 },
    at: -0.6,
    steep: 0.7,
  },
  'longer and more sessions': {
    contributors: 150,
    sessions: { mean: 12, sigma: 0.6, tie: 0.3 },
    actions: { mean: 30, sigma: 1.2, tie: 0.6 },
    at: -0.75,
    steep: 0.9,
  },
}
