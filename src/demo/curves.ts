import { normalQuantile } from './normal.js'

/** The window of the demo, half-open, in milliseconds since 1970, UTC. */
export const FROM = Date.UTC(2025, 7, 1)
export const TO = Date.UTC(2026, 1, 1)
export const DAY = 86_400_000

/** Bins of experience in which shares are planted and counted; both ends inclusive, the last open. */
export const BINS: readonly (readonly [from: number, to: number | null])[] = [
  [1, 1],
  [2, 2],
  [3, 4],
  [5, 9],
  [10, 19],
  [20, 49],
  [50, 99],
  [100, 199],
  [200, 499],
  [500, 999],
  [1000, 1999],
  [2000, null],
]

export const binOf = (experience: number) => BINS.findIndex(([, to]) => to === null || experience <= to)

/** Linear between points given as [x, y, x, y, …], constant outside them. */
function line(x: number, ...points: number[]): number {
  if (x <= points[0]!) return points[1]!
  for (let i = 2; i < points.length; i += 2) {
    const [x0, y0, x1, y1] = points.slice(i - 2, i + 2) as [number, number, number, number]
    if (x <= x1) return y0 + ((x - x0) / (x1 - x0)) * (y1 - y0)
  }
  return points.at(-1)!
}

/** Share of sessions that are fully auto-approved: 20% up to the 50th session, 41% at the 750th, a little more beyond. */
export const autoApproveShare = (experience: number) =>
  line(Math.log(experience), Math.log(50), 0.2, Math.log(750), 0.41, Math.log(2000), 0.44)

/** Share of turns that end interrupted: 5% up to the 10th session, 9% from about the 500th. */
export const interruptShare = (experience: number) =>
  line(Math.log(experience), Math.log(10), 0.05, Math.log(500), 0.09)

/** Interventions per session, by months since August 2025: 5.4 falling to 3.3 in December, then level. */
export const interventionsPerSession = (month: number) => line(month, 0, 5.4, 4, 3.3)

/** Planted 99.9th percentile of turn duration on a day, in seconds: just under 25 min, just over 45 min, about 42 min. */
export const p999Seconds = (day: number) =>
  line(day, Date.UTC(2025, 8, 25), 1480, Date.UTC(2026, 0, 4), 2740, Date.UTC(2026, 0, 18), 2520)

export const MEDIAN_SECONDS = 45

/** Ordinary turns: lognormal, cut at 3 standard deviations. */
const SIGMA = 1
const CUT = 0.9986501019683699
/** Long runs: a share of all turns, lognormal and narrow, so that percentiles up to the 99th do not feel them. */
const LONG = 0.006
const LONG_SIGMA = 0.06
const LONG_AT_P999 = normalQuantile(1 - 0.001 / LONG)
const CENTRE = normalQuantile((0.5 / (1 - LONG)) * CUT)

/** The planted quantile of turn duration, in seconds, for turns of a day (milliseconds since 1970). */
export function turnSeconds(p: number, day: number): number {
  if (p < 1 - LONG) return MEDIAN_SECONDS * Math.exp(SIGMA * (normalQuantile((p / (1 - LONG)) * CUT) - CENTRE))
  return p999Seconds(day) * Math.exp(LONG_SIGMA * (normalQuantile((p - (1 - LONG)) / LONG) - LONG_AT_P999))
}
