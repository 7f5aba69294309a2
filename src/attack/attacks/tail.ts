import type { Attack, Team } from '../attack.js'
import { ORDINARY, VALUES } from '../kinds.js'
import { DAY_MS, doing } from '../team.js'

/** Each value is a tenth longer than the one before; all are longer than anything else that is done, and shorter than a day. */
const LEAST_MS = 190_000
const STEP = 1.1
const lengthOf = (secret: number): number => Math.round(LEAST_MS * STEP ** secret)

/** The target's one long turn lies beyond all others of its week: a largest value would be its length. */
export const tail: Attack = {
  id: 'tail',
  says: 'The length of one turn of the target, longer than all others of its week, tells the secret; the attacker reads the highest percentiles.',
  share: 5,
  words: false,
  reads: ['turn-duration'],
  plant({ random, team }, targets) {
    const planted = targets.map(({ contributor, nth, secret }) =>
      doing(contributor, 'long', weekOf(team, nth) + DAY_MS * random.below(5), ORDINARY, lengthOf(secret)),
    )
    return [{ sessions: [...team.sessions, ...planted] }]
  },
  guess([release], { nth }, team) {
    const figure = release!.figures.find(({ id }) => id === 'turn-duration')
    const [from, to] = [weekOf(team, nth), weekOf(team, nth + 1)]
    const own = ((figure?.rows ?? []) as Record<string, unknown>[]).filter(({ day, days }) => {
      const at = Date.parse(String(day))
      return at >= from && at < to && typeof days === 'number' && days <= 7
    })
    const longest = Math.max(0, ...own.map(longestIn))
    // Nothing that long was shown.
    if (longest < LEAST_MS / STEP) return Array.from({ length: VALUES }, () => 1)
    return Array.from({ length: VALUES }, (_, secret) =>
      Math.exp(-((100 * Math.log(longest / lengthOf(secret))) ** 2) / 18),
    )
  },
}

/** The longest turn, ms, that the highest percentile of so few lies just below; 0 where that is not shown. */
function longestIn({ p999, p90, n }: Record<string, unknown>): number {
  if (typeof p999 !== 'number' || typeof n !== 'number') return 0
  const below = 0.001 * (n - 1)
  return below >= 1 ? 0 : (1000 * (p999 - below * Number(p90 ?? 0))) / (1 - below)
}

const weekOf = ({ from }: Pick<Team, 'from'>, nth: number): number => from + 7 * DAY_MS * nth
