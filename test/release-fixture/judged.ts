import { WEIGHTS } from '../../src/release/index.js'
import { normal, round } from './random.js'

export const SOURCE = 'Measuring AI agent autonomy in practice, 18 Feb 2026'

/** How many actions were judged, of the 618,833 in the logs. */
export const JUDGED = 61_204

/** One share under each weight: people who let agents act much differ from others. */
export function weightedShare(share: number, n: number, next: () => number, extra: Record<string, unknown> = {}) {
  return WEIGHTS.map((weight) => {
    const value = clamp(share * { action: 1, session: 0.93, contributor: 0.88 }[weight] * (1 + 0.02 * normal(next)))
    const effective = { action: n, session: n * 0.21, contributor: n * 0.034 }[weight]
    const width = 2.1 * Math.sqrt(Math.max(value * (1 - value), 0.001) / Math.min(effective, 260))
    return {
      weight,
      n,
      n_eff: round(effective),
      contributors: 38,
      share: value,
      low: clamp(value - width),
      high: clamp(value + width),
      raw: value,
      ...extra,
    }
  })
}

export const clamp = (value: number): number => round(Math.min(1, Math.max(0, value)))

/** What all figures over judged actions have in common. */
export const judgedActions = {
  evidence: 'session logs',
  unit: 'actions',
  n: JUDGED,
  contributors: 38,
  clusters: 'contributors' as const,
  flow: [
    { step: 'eligible', n: 618_833 },
    { step: 'not sampled', n: 557_211 },
    { step: 'unknown', n: 418 },
    { step: 'counted', n: JUDGED },
  ],
  suppressed: { cells: 0, reasons: {} },
}
