import { type FigureOf, INTERVENTIONS } from '../../src/release/index.js'
import { normal, round } from './random.js'

const MONTHS = ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05', 'all']
const LEVEL = { interrupts: 0.72, rejections: 0.31, answers: 1.9, corrections: 1.45, all: 4.38 } as const

/** Interventions per session, falling over five months, of which the last has only four days. */
export function interventionsFigure(next: () => number): FigureOf<'interventions'> {
  const rows: FigureOf<'interventions'>['rows'] = []
  const overall: Record<string, unknown>[] = []
  for (const [index, month] of MONTHS.entries()) {
    for (const measure of INTERVENTIONS) {
      const value = LEVEL[measure] * (month === 'all' ? 0.92 : 1.15 - 0.09 * index) * (1 + 0.04 * normal(next))
      const thin = month === '2026-05'
      const row = {
        measure,
        n: thin ? 88 : month === 'all' ? 4892 : 1180,
        contributors: thin ? 4 : 36,
        per_session: round(value),
        low: thin ? null : round(value * 0.84),
        high: thin ? null : round(value * 1.17),
      }
      if (month === 'all') overall.push(row)
      else rows.push({ month, ...row })
    }
  }
  return {
    id: 'interventions',
    title: 'Human interventions per session',
    question: 'How often do people step in?',
    evidence: 'session logs',
    unit: 'sessions',
    n: 4892,
    contributors: 38,
    clusters: 'contributors',
    flow: [
      { step: 'eligible', n: 4899 },
      { step: 'unreadable', n: 7 },
      { step: 'counted', n: 4892 },
    ],
    rows,
    overall,
    suppressed: { cells: 0, reasons: {} },
    published: [
      { label: 'August', value: 5.4 },
      { label: 'December', value: 3.3 },
    ].map((p) => ({
      ...p,
      source: 'Measuring AI agent autonomy in practice, 18 Feb 2026',
      comparable: 'partly' as const,
      why: 'internal users of one company, and interventions as a model read them',
    })),
    notes: ['Approvals are not in these logs, so an approval is not counted as an intervention.'],
  }
}
