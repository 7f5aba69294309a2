import type { Release } from '../../release/index.js'
import type { Attack, Making, Target } from '../attack.js'
import { DEEDS, deedsOf, done } from '../deeds.js'
import { weighedBy } from '../kinds.js'
import type { Random } from '../random.js'
import type { Planted } from '../rows.js'
import { groupCalled, groupsIn, type ShownGroup } from '../shown.js'
import { doing, momentOf, sessionOf } from '../team.js'

const DAY_MS = 86_400_000
/** What the target does of each of its deeds, and what everybody does of all of them, so that each has a group that is shown. */
const TIMES = 24
const EACH = 48
const SCORES = { risk: 4, autonomy: 6 }
/** So little that it hides among what others do in the same week, where it may be put together with that. */
const LATER = 3
const LATER_SCORES = { risk: 9, autonomy: 9 }

const ordinary = (random: Random) => ({ risk: 1 + random.below(3), autonomy: 3 + random.below(3) })

const everybody = ({ random, team }: Making): Planted[] =>
  team.people.map((one) => {
    const some = Array.from({ length: EACH }, () => done(random.pick(DEEDS.flat()), ordinary(random)))
    return doing(one, 'common', momentOf(random, team), some, 400_000)
  })

const rare = ({ contributor, nth, secret }: Target, at: number, times = TIMES, scores = SCORES): Planted =>
  doing(contributor, 'rare', at, deedsOf(nth, secret, times, scores), 400_000)

/** How likely it is that a group which is no longer shown grew. */
const GONE = 20

/** How much more of each deed one release has than another: actions, and the risk of all of them; and which are gone from it. */
function grown(more: Release, less: Release, nth: number): number[] {
  const [after, before] = [groupsIn(more), groupsIn(less)]
  const sum = ({ n, risk }: ShownGroup) => n * risk
  return weighedBy(DEEDS[nth]!, ({ word }) => {
    const [own, old] = [groupCalled(after, word), groupCalled(before, word)]
    if (old === undefined) return 1
    if (own === undefined) return GONE
    const [actions, risk] = [own.n / old.n - 1, sum(own) / sum(old) - 1]
    return Math.exp(Math.max(-9, Math.min(9, 20 * actions + 10 * risk)))
  })
}

/** The same groups with and without somebody: what one has more is theirs. */
export const groupExcluded: Attack = {
  id: 'group-excluded',
  says: 'Two releases of the same groups, with the target and with the target excluded; the attacker subtracts how many actions are in each, and how risky they are together.',
  share: DEEDS.length,
  words: false,
  reads: ['risk-autonomy', 'extremes'],
  plant(making, targets) {
    const { random, team } = making
    const own = targets.map((one) => rare(one, momentOf(random, team)))
    const sessions = [...team.sessions, ...everybody(making), ...own]
    return [{ sessions }, { sessions, without: targets.map(({ contributor }) => contributor) }]
  },
  guess: ([all, without], { nth }) => grown(all!, without!, nth),
}

/** A week later everybody has done ordinary things, and the target something else. */
export const groupWeek: Attack = {
  id: 'group-week',
  says: 'Two releases of the same groups, the second with one week more, in which only the target did such things; the attacker subtracts how many actions are in each group, and how risky they are together, and looks which groups are gone.',
  // Two of them would hide each other.
  share: 1,
  words: false,
  reads: ['risk-autonomy', 'extremes'],
  plant(making, targets) {
    const { random, team } = making
    const before = [...team.sessions, ...everybody(making)]
    const at = team.to + 2 * DAY_MS
    const last = team.people.map((one) => sessionOf(random, one, 'last', at + random.below(DAY_MS)))
    const own = targets.map((one) => rare(one, at, LATER, LATER_SCORES))
    return [{ sessions: before }, { sessions: [...before, ...last, ...own] }]
  },
  guess: ([before, after], { nth }) => grown(after!, before!, nth),
}
