import type { FigureOf, Row } from '../../src/release/index.js'
import { days, normal, round } from './random.js'

type TurnRow = Row<'turn-duration'>
const whole = (level: string) => (level === 'p999' ? 1.2 : 1.03)
const LEVELS = { p50: 44, p75: 118, p90: 265, p95: 470, p99: 1150, p999: 1900 } as const
type Level = keyof typeof LEVELS

/** Turn durations over 120 days: a steady median, and a far tail that grows. */
export function turnDurationFigure(next: () => number): FigureOf<'turn-duration'> {
  const rows: TurnRow[] = []
  for (const clock of ['wall', 'work', 'reported'] as const) {
    const factor = { wall: 1, work: 0.86, reported: 1.4 }[clock]
    for (const window of ['1d', '7d'] as const) {
      for (const [index, day] of days(120).entries()) {
        if (window === '7d' && index < 6) continue
        if (window === '1d' && clock === 'wall' && index >= 71 && index <= 73) continue
        const n = Math.round((window === '1d' ? 380 : 2600) * (0.7 + 0.6 * next()) * (clock === 'reported' ? 0.3 : 1))
        const trend = (level: Level) =>
          level === 'p999' ? 0.8 + (0.8 * index) / 120 : level === 'p99' ? 1 + index / 600 : 1
        rows.push(row({ day, window, clock }, n, factor, trend, next))
      }
    }
    rows.push(row({ day: 'all', window: 'all', clock }, clock === 'reported' ? 9120 : 46_117, factor, whole, next))
  }
  const sensitivity: Record<string, unknown>[] = []
  const variants = {
    'gap-2m': 0.8,
    'gap-5m': 0.86,
    'gap-15m': 0.93,
    'gap-none': 0.99,
    'unknown-out': 1.02,
    'questions-joined': 1.11,
  }
  for (const [variant, factor] of Object.entries(variants)) {
    const clock = variant.startsWith('gap') ? ('work' as const) : ('wall' as const)
    const { day: _, window: __, ...rest } = row({ day: 'all', window: 'all', clock }, 46_117, factor, whole, next)
    sensitivity.push({ variant, ...rest })
  }
  return {
    id: 'turn-duration',
    title: 'Turn duration',
    question: 'How long does the agent work before it stops?',
    evidence: 'session logs',
    unit: 'turns',
    n: 46_117,
    contributors: 38,
    clusters: 'contributors',
    flow: [
      { step: 'eligible', n: 50_117 },
      { step: 'not interactive', n: 3866 },
      { step: 'unreadable', n: 41 },
      { step: 'censored', n: 6 },
      { step: 'unknown', n: 87 },
      { step: 'refused', n: 0 },
      { step: 'counted', n: 46_117 },
    ],
    rows,
    sensitivity,
    suppressed: { cells: 0, reasons: {} },
    published: [
      published('p50, for months', 45, 'partly'),
      published('p99.9, late September 2025', 1500, 'partly'),
      published('p99.9, early January 2026', 2700, 'partly'),
    ],
    notes: [
      'Elapsed time is an imperfect proxy of autonomy: faster models and parallel subagents shorten a turn.',
      '212 sessions of unknown interactivity count as interactive.',
    ],
  }
}

function published(label: string, value: number, comparable: 'yes' | 'partly' | 'no') {
  return {
    label,
    value,
    source: 'Measuring AI agent autonomy in practice, 18 Feb 2026',
    comparable,
    why: 'one product and its whole population; these logs come from the people named by the study file',
  }
}

function row(
  key: Pick<TurnRow, 'day' | 'window' | 'clock'>,
  n: number,
  factor: number,
  trend: (level: Level) => number,
  next: () => number,
): TurnRow {
  const values: Record<string, number | null> = {}
  const withheld: Record<string, string> = {}
  for (const [level, centre] of Object.entries(LEVELS) as [Level, number][]) {
    const spread = (level === 'p999' ? 0.5 : level === 'p99' ? 0.22 : 0.1) * Math.sqrt(2600 / Math.max(n, 100)) * 0.5
    const value = centre * factor * trend(level) * Math.exp(spread * 0.5 * normal(next))
    const tail = level === 'p999' && n < 300
    values[level] = tail ? null : round(value)
    values[`${level}_low`] = tail ? null : round(value * Math.exp(-spread))
    values[`${level}_high`] = tail || (level === 'p999' && n < 2000) ? null : round(value * Math.exp(spread * 1.2))
    if (tail) withheld[level] = 'censored'
  }
  const rest = Object.keys(withheld).length ? { withheld } : {}
  return {
    ...key,
    n,
    contributors: key.window === '1d' ? 21 : 38,
    censored: n > 40_000 ? 6 : 0,
    ...values,
    ...rest,
  } as TurnRow
}
