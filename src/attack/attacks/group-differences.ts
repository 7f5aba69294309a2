import type { Release } from '../../release/index.js'
import type { Attack, Making, Target } from '../attack.js'
import { DEEDS, deedsOf, done } from '../deeds.js'
import { weighedBy } from '../kinds.js'
import type { Random } from '../random.js'
import { aWeekLater, LATER, oddsOfGrowth, withAndWithout } from '../releases.js'
import type { Planted } from '../rows.js'
import { groupCalled, groupsIn, type ShownGroup } from '../shown.js'
import { doing, momentOf } from '../team.js'

/** What the target does of each of its deeds, and what everybody does of all of them, so that each has a group that is shown. */
const TIMES = 24
const EACH = 48
const SCORES = { risk: 4, autonomy: 6 }
const LATER_SCORES = { risk: 9, autonomy: 9 }

const ordinary = (random: Random) => ({ risk: 1 + random.below(3), autonomy: 3 + random.below(3) })

const everybody = ({ random, team }: Making): Planted[] =>
  team.people.map((one) => {
    const some = Array.from({ length: EACH }, () => done(random.pick(DEEDS.flat()), ordinary(random)))
    return doing(one, 'common', momentOf(random, team), some, 400_000)
  })

const rare = ({ contributor, nth, secret }: Target, at: number, times = TIMES, scores = SCORES): Planted =>
  doing(contributor, 'rare', at, deedsOf(nth, secret, times, scores), 400_000)

/** How much more of each deed one release has than another: actions, and the risk of all of them; and which are gone from it. */
function grown(more: Release, less: Release, nth: number): number[] {
  const [after, before] = [groupsIn(more), groupsIn(less)]
  const sum = ({ n, risk }: ShownGroup) => n * risk
  return weighedBy(DEEDS[nth]!, ({ word }) =>
    oddsOfGrowth(
      groupCalled(before, word),
      groupCalled(after, word),
      (old, own) => 20 * (own.n / old.n - 1) + 10 * (sum(own) / sum(old) - 1),
    ),
  )
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
    return withAndWithout(sessions, targets)
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
    const before = [...making.team.sessions, ...everybody(making)]
    return aWeekLater(making, before, (at) => targets.map((one) => rare(one, at, LATER, LATER_SCORES)))
  },
  guess: ([before, after], { nth }) => grown(after!, before!, nth),
}
