import type { TimeLine, TimePoint } from './time-line.js'

const DAY = 86_400_000
type Span = readonly [first: number, last: number]

const spanOf = (times: readonly number[]): Span => [
  times.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
  times.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
]

/** By how many days another release is moved so that both can be seen: 0 where they lie near each other. */
export function daysMoved(own: readonly number[], other: readonly number[]): number {
  if (own.length === 0 || other.length === 0) return 0
  const [[a, b], [c, d]] = [spanOf(own), spanOf(other)]
  const together = Math.max(b, d) - Math.min(a, c)
  const longest = Math.max(b - a, d - c, 7 * DAY)
  return together > 3 * longest ? Math.round((a - c) / DAY) : 0
}

/** The lines of another release on the dates of this one: their own where those are near, else from the same first day. */
export function beside(own: readonly TimePoint[], lines: readonly TimeLine[]): TimeLine[] {
  const days = (points: readonly TimePoint[]) => points.map(({ day }) => day.getTime())
  const moved = daysMoved(days(own), days(lines.flatMap(({ points }) => points)))
  return lines.map((line) => ({
    ...line,
    quiet: true,
    points: line.points.map((point) => ({
      ...point,
      day: new Date(point.day.getTime() + moved * DAY),
      says: `other release\n${point.says}`,
    })),
  }))
}
