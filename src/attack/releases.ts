import type { Making, Scene, Target } from './attack.js'
import type { Planted } from './rows.js'
import { DAY_MS, sessionOf } from './team.js'

/** So little that it hides among what others do in the same week, where it may be put together with that. */
export const LATER = 3
/** How likely it is that what is no longer shown grew. */
const GONE = 20

/** The same logs with the targets, and with them excluded. */
export const withAndWithout = (sessions: readonly Planted[], targets: readonly Target[]): Scene[] => [
  { sessions },
  { sessions, without: targets.map(({ contributor }) => contributor) },
]

/**
 * Logs, and the same with one week more, in which everybody has done ordinary things and targets something else.
 * @param own what targets do then, from a moment of that week on.
 */
export function aWeekLater(
  { random, team }: Making,
  before: readonly Planted[],
  own: (at: number) => Planted[],
): Scene[] {
  const at = team.to + 2 * DAY_MS
  const last = team.people.map((one) => sessionOf(random, one, 'last', at + random.below(DAY_MS)))
  return [{ sessions: before }, { sessions: [...before, ...last, ...own(at)] }]
}

/**
 * How likely it is that a target added to something, from what two releases show of it: nothing where it was not shown at first.
 * @param growth what one release has more than another; what is the same everywhere cancels.
 */
export function oddsOfGrowth<T>(old: T | undefined, own: T | undefined, growth: (old: T, own: T) => number): number {
  if (old === undefined) return 1
  if (own === undefined) return GONE
  return Math.exp(Math.max(-9, Math.min(9, growth(old, own))))
}
