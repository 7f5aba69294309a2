import type { Attack, Team } from '../attack.js'
import { ORDINARY, VALUES } from '../kinds.js'
import { doing } from '../team.js'

const WEEK_MS = 7 * 86_400_000
/** Weeks of a gap: one for each secret, and one on either side. */
const GAP = 1 + VALUES + 1
/** Weeks after each gap in which everybody is back. */
const AFTER = 4

/** When a target's gap begins. */
const gapOf = ({ to }: Pick<Team, 'to'>, nth: number): number => to + nth * (GAP + AFTER) * WEEK_MS

/** Nobody works for more than a year, but the target, in one week: that week would tell the secret. */
export const gap: Attack = {
  id: 'gap',
  says: 'The team rests for 66 weeks, in one of which the target works; the attacker looks where weeks that are shown begin and end.',
  share: 5,
  words: false,
  reads: ['turn-duration'],
  plant({ random, team }, targets) {
    const first = team.sessions.filter(({ at }) => at < team.from + AFTER * WEEK_MS)
    const back = targets.flatMap(({ nth }) => {
      const later = gapOf(team, nth) + GAP * WEEK_MS - team.from
      return first.map((one) => ({ ...one, name: `${one.name}.back${nth}`, at: one.at + later }))
    })
    const own = targets.map(({ contributor, nth, secret }) => {
      const at = gapOf(team, nth) + (1 + secret) * WEEK_MS + random.below(WEEK_MS / 2)
      return doing(contributor, 'alone', at, ORDINARY)
    })
    return [{ sessions: [...team.sessions, ...back, ...own] }]
  },
  guess([release], { nth }, team) {
    const figure = release!.figures.find(({ id }) => id === 'turn-duration')
    const spans = ((figure?.rows ?? []) as Record<string, unknown>[]).flatMap(({ day, days }) => {
      const last = Date.parse(String(day))
      return Number.isNaN(last) || typeof days !== 'number' ? [] : [{ from: last - (days - 1) * 86_400_000, last }]
    })
    const begins = gapOf(team, nth)
    const edges = new Set(spans.flatMap(({ from, last }) => [weekOf(from - begins), weekOf(last - begins)]))
    return Array.from({ length: VALUES }, (_, secret) => (edges.has(1 + secret) ? 1 : 0.01))
  },
}

const weekOf = (ms: number): number => Math.floor(ms / WEEK_MS)
