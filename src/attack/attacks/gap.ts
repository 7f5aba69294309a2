import type { Attack } from '../attack.js'
import { ORDINARY, VALUES } from '../kinds.js'
import { doing } from '../team.js'

const WEEK_MS = 7 * 86_400_000
/** Weeks after the gap in which everybody is back. */
const AFTER = 4

/** Nobody works for more than a year, but the target, in one week: that week would tell the secret. */
export const gap: Attack = {
  id: 'gap',
  says: 'The team rests for 66 weeks, in one of which the target works; the attacker looks where weeks that are shown begin and end.',
  share: 1,
  words: false,
  reads: ['turn-duration'],
  plant({ random, team }, targets) {
    const later = (1 + VALUES + 1) * WEEK_MS + (team.to - team.from)
    const back = team.sessions
      .filter(({ at }) => at < team.from + AFTER * WEEK_MS)
      .map((one) => ({ ...one, name: `${one.name}.back`, at: one.at + later }))
    const own = targets.map(({ contributor, secret }) =>
      doing(contributor, 'alone', team.to + (1 + secret) * WEEK_MS + random.below(WEEK_MS / 2), ORDINARY),
    )
    return [{ sessions: [...team.sessions, ...back, ...own] }]
  },
  guess([release], _, { to }) {
    const figure = release!.figures.find(({ id }) => id === 'turn-duration')
    const spans = ((figure?.rows ?? []) as Record<string, unknown>[]).flatMap(({ day, days }) => {
      const last = Date.parse(String(day))
      return Number.isNaN(last) || typeof days !== 'number' ? [] : [{ from: last - (days - 1) * 86_400_000, last }]
    })
    const edges = new Set(spans.flatMap(({ from, last }) => [weekOf(from - to), weekOf(last - to)]))
    return Array.from({ length: VALUES }, (_, secret) => (edges.has(1 + secret) ? 1 : 0.01))
  },
}

const weekOf = (ms: number): number => Math.floor(ms / WEEK_MS)
