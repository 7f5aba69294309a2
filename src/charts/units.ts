import { compact, count, duration, percent, plain } from './numbers.js'

/** How the values of an axis are written and spaced. */
export interface Unit {
  /** What one value is, as an axis label. */
  label: string
  /** `symlog` is linear below its constant and logarithmic above, so that zero has a place. */
  scale: { type: 'log' } | { type: 'symlog'; constant: number } | { type: 'linear' }
  ticks: readonly number[]
  say(value: number): string
  /** Shorter, for ticks; `say` where absent. */
  tick?(value: number): string
}

const decades = (from: number, to: number): number[] => {
  const ticks: number[] = []
  for (let power = from; power <= to; power++) for (const m of [1, 2, 5]) ticks.push(Number(`${m}e${power}`))
  return ticks
}

export const SECONDS: Unit = {
  label: 'time, log scale',
  scale: { type: 'log' },
  ticks: [0.1, 0.3, 1, 3, 10, 30, 60, 180, 600, 1800, 3600, 10_800, 36_000, 86_400],
  say: duration,
  tick: (value) => (value === 3600 ? '1 h' : duration(value)),
}

export const SHARE: Unit = {
  label: 'share',
  scale: { type: 'linear' },
  ticks: [0, 0.02, 0.04, 0.06, 0.08, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1],
  say: percent,
  // Ticks are round, and small shares need more digits on an axis than in a sentence.
  tick: (value) => `${Number((value * 100).toPrecision(3))}%`,
}

/** How many times one share is another. */
export const FACTOR: Unit = {
  label: 'times',
  scale: { type: 'linear' },
  ticks: [],
  say: (value) => `${Number(value.toPrecision(2))}×`,
}

/** A difference of two shares, in percentage points. */
export const POINTS: Unit = {
  label: 'percentage points',
  scale: { type: 'linear' },
  ticks: [],
  say: (value) => `${value < 0 ? '−' : '+'}${(Math.abs(value) * 100).toFixed(1)} pt`,
}

/** Whole things that people count: actions, turns. */
export const counted = (label: string): Unit => ({
  label: `${label}, log scale`,
  scale: { type: 'symlog', constant: 1 },
  ticks: [0, ...decades(0, 7)],
  say: count,
  tick: compact,
})

export const HOURS: Unit = {
  label: 'agent-hours, log scale',
  scale: { type: 'symlog', constant: 0.05 },
  ticks: [0, ...decades(-2, 3)],
  say: (value) => `${plain(value)} h`,
}

export const TOKENS: Unit = {
  label: 'tokens, log scale',
  scale: { type: 'symlog', constant: 1000 },
  ticks: [0, 1e3, 3e3, 1e4, 3e4, 1e5, 3e5, 1e6, 3e6, 1e7, 1e8],
  say: compact,
}

export const TIMES: Unit = {
  label: 'per session',
  scale: { type: 'linear' },
  ticks: [],
  say: plain,
}

/** Means of what was judged from 1 to 10: risk and autonomy. */
export const SCORE: Unit = {
  label: 'mean, from 1 to 10',
  scale: { type: 'linear' },
  ticks: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  say: (value) => value.toFixed(1),
  tick: (value) => String(Number(value.toFixed(1))),
}
