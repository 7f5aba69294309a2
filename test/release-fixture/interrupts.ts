import { COHORTS, type FigureOf, INTERRUPT_KINDS } from '../../src/release/index.js'
import { bins, clamp, half, ordinals, reached, TOTAL, without } from './experience.js'
import { normal } from './random.js'

type Figure = FigureOf<'interrupts-by-experience'>
const PART = { any: 1, working: 0.72, prompt: 0.28 } as const

/** Interrupted turns by experience, rising from five to nine in a hundred. */
export function interruptsFigure(next: () => number): Figure {
  const rows: Figure['rows'] = []
  const overall: Record<string, unknown>[] = []
  const curve: Figure['curve'] = []
  const at = (x: number) => 0.046 + 0.045 * (Math.log(x) / Math.log(1400)) ** 1.5
  for (const cohort of COHORTS) {
    for (const kind of INTERRUPT_KINDS) {
      for (const bin of [...bins, { ...TOTAL, label: 'total', middle: 60, contributors: 38, sessions: 4892 }]) {
        const contributors = reached(cohort, bin.contributors)
        const share = clamp(at(bin.middle) * PART[kind] * (1 + 0.08 * normal(next)))
        const known = contributors >= 5
        const width = half(share, contributors) * 0.35
        const row = {
          from: bin.from,
          to: bin.to,
          cohort,
          kind,
          n: Math.round((bin.sessions * 9.4 * contributors) / bin.contributors),
          contributors,
          share,
          low: known ? clamp(share - width) : null,
          high: known ? clamp(share + width) : null,
        }
        if (bin.label !== 'total') rows.push(row)
        else if (cohort === 'all') overall.push(without(row))
      }
      for (const x of ordinals) {
        const share = clamp(at(x) * PART[kind])
        const width = (0.006 + 0.016 * (Math.log(x) / Math.log(1400)) ** 2) * PART[kind]
        curve.push({ cohort, kind, x, share, low: clamp(share - width), high: clamp(share + width) })
      }
    }
  }
  return {
    id: 'interrupts-by-experience',
    title: 'Interrupts by experience',
    question: 'Do people interrupt the agent more as they gain experience?',
    evidence: 'session logs',
    unit: 'turns',
    n: 46_117,
    contributors: 38,
    clusters: 'contributors',
    flow: [
      { step: 'eligible', n: 46_251 },
      { step: 'unreadable', n: 41 },
      { step: 'unknown', n: 93 },
      { step: 'counted', n: 46_117 },
    ],
    rows,
    curve,
    overall,
    suppressed: { cells: 0, reasons: {} },
    published: [0.05, 0.09].map((value, i) => ({
      label: i ? 'experienced users' : 'at about 10 sessions',
      value,
      source: 'Measuring AI agent autonomy in practice, 18 Feb 2026',
      comparable: i ? ('no' as const) : ('yes' as const),
      why: i ? 'the study does not say where "experienced" begins' : 'the same definition of an interrupted turn',
    })),
    notes: ['Codex logs do not tell a stop at a permission prompt from a stop while working.'],
  }
}
