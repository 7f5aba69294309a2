import { type FigureOf, PROXIES, type Row } from '../../src/release/index.js'
import { days, normal, round } from './random.js'

type ProxyRow = Row<'autonomy-proxies'>
const LEVELS = {
  actions_per_turn: { p50: 4, p75: 11, p90: 26, p95: 44, p99: 118 },
  unattended_actions: { p50: 7, p75: 21, p90: 52, p95: 90, p99: 240 },
  agent_hours: { p50: 0.11, p75: 0.4, p90: 1.3, p95: 2.4, p99: 7.7 },
  tokens_per_turn: { p50: 9200, p75: 31_000, p90: 98_000, p95: 190_000, p99: 720_000 },
} as const

/** The companions of turn duration, over 120 days. */
export function proxiesFigure(next: () => number): FigureOf<'autonomy-proxies'> {
  const rows: ProxyRow[] = []
  for (const measure of PROXIES) {
    const whole = measure.includes('actions')
    const make = (day: string, window: '1d' | '7d' | 'all', drift: number): ProxyRow => {
      const spread = { '1d': 0.16, '7d': 0.07, all: 0.03 }[window]
      const values: Record<string, number | null> = {}
      for (const [level, centre] of Object.entries(LEVELS[measure])) {
        const value = centre * drift * Math.exp(0.4 * spread * normal(next))
        const say = (v: number) => (whole ? Math.round(v) : round(v))
        values[level] = say(value)
        values[`${level}_low`] = say(value * (1 - spread))
        values[`${level}_high`] = say(value * (1 + spread * 1.2))
      }
      const per = measure === 'actions_per_turn' || measure === 'tokens_per_turn' ? 'turn' : 'session'
      const n = { '1d': 380, '7d': 2600, all: per === 'turn' ? 46_117 : 4892 }[window]
      return { day, window, measure, per, n, contributors: 38, ...values } as ProxyRow
    }
    for (const [index, day] of days(120).entries()) {
      rows.push(make(day, '1d', 0.9 + (0.3 * index) / 120))
      if (index >= 6) rows.push(make(day, '7d', 0.9 + (0.3 * index) / 120))
    }
    rows.push(make('all', 'all', 1.05))
  }
  return {
    id: 'autonomy-proxies',
    title: 'Companions of turn duration',
    question: 'How much does the agent do before a person steps in?',
    evidence: 'session logs',
    unit: 'turns and sessions',
    n: 46_117,
    contributors: 38,
    clusters: 'contributors',
    flow: [
      { step: 'eligible', n: 46_251 },
      { step: 'unknown', n: 134 },
      { step: 'counted', n: 46_117 },
    ],
    rows,
    suppressed: { cells: 0, reasons: {} },
    published: [],
    notes: ['Tokens are those the log reports; they are never estimated.'],
  }
}
