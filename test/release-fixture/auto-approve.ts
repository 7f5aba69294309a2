import { COHORTS, type FigureOf, REGIMES } from '../../src/release/index.js'
import { bins, clamp, half, ordinals, reached, TOTAL, without } from './experience.js'
import { normal } from './random.js'

type Figure = FigureOf<'auto-approve-by-experience'>
type Regime = (typeof REGIMES)[number]

/** The share of a regime at a session ordinal; the rest of the sessions asks and leaves no record of the answer. */
function level(regime: Regime, x: number): number {
  const t = Math.log(x) / Math.log(1400)
  const of = {
    bypass: 0.05 + 0.14 * t,
    classifier: 0.04 + 0.09 * t,
    rules: 0.03 + 0.05 * t,
    manual: 0.34 - 0.2 * t,
    unknown: 0.54 - 0.08 * t,
  }
  return regime === 'auto' ? of.bypass + of.classifier + of.rules : of[regime]
}

/** Approval regimes by experience, most sessions of a kind that does not record approvals. */
export function autoApproveFigure(next: () => number): Figure {
  const rows: Figure['rows'] = []
  const overall: Record<string, unknown>[] = []
  const curve: Figure['curve'] = []
  for (const cohort of COHORTS) {
    for (const regime of REGIMES) {
      for (const bin of [...bins, { ...TOTAL, label: 'total', middle: 60, contributors: 38, sessions: 4892 }]) {
        const contributors = reached(cohort, bin.contributors)
        const share = clamp(level(regime, bin.middle) + 0.015 * normal(next))
        const known = contributors >= 5
        const top = clamp(share + level('unknown', bin.middle))
        const width = half(share, contributors)
        const row = {
          from: bin.from,
          to: bin.to,
          cohort,
          regime,
          n: Math.round((bin.sessions * contributors) / bin.contributors),
          contributors,
          share,
          low: known ? clamp(share - width) : null,
          high: known ? clamp((regime === 'auto' ? top : share) + width) : null,
          ...(regime === 'auto' ? { share_max: top } : {}),
          ...(cohort.startsWith('reached') && bin.from >= 10
            ? { change: clamp(0.1), change_low: clamp(0.02), change_high: clamp(0.18) }
            : {}),
        }
        if (bin.label !== 'total') rows.push(row)
        else if (cohort === 'all') overall.push(without(row))
      }
      for (const x of ordinals) {
        const share = clamp(level(regime, x))
        const width = 0.03 + 0.05 * (Math.log(x) / Math.log(1400)) ** 2
        curve.push({ cohort, regime, x, share, low: clamp(share - width), high: clamp(share + width) })
      }
    }
  }
  return {
    id: 'auto-approve-by-experience',
    title: 'Full auto-approve by experience',
    question: 'Do people let the agent act without asking as they gain experience?',
    evidence: 'session logs',
    unit: 'sessions',
    n: 4892,
    contributors: 38,
    clusters: 'contributors',
    flow: [
      { step: 'eligible', n: 5210 },
      { step: 'nothing to approve', n: 318 },
      { step: 'counted', n: 4892 },
    ],
    rows,
    curve,
    overall,
    suppressed: { cells: 0, reasons: {} },
    published: [0.2, 0.4].map((value, i) => ({
      label: i ? 'at 750 sessions' : 'under 50 sessions',
      value,
      source: 'Measuring AI agent autonomy in practice, 18 Feb 2026',
      comparable: 'partly' as const,
      why: 'new sign-ups only, after 19 September 2025; there, approvals were known',
    })),
    notes: [
      'Claude Code transcripts record the permission mode and denials, never approvals: whether a session in a mode that asks did ask is not known.',
      'Transcripts are deleted after 30 days, so the first visible session need not be the first; 21 of 38 contributors are left out of "known start".',
    ],
  }
}
