import type { Attack } from '../attack.js'
import { DEEDS, deedsOf, done } from '../deeds.js'
import { weighedBy } from '../kinds.js'
import { groupCalled, groupsIn } from '../shown.js'
import { doing, momentOf } from '../team.js'

/** What the target does of each of its deeds, and each account of all of them: nobody holds half of three times so much. */
const TIMES = 3
const EACH = 2
const UNSEEN = 1e-6
/** As nothing else is. */
const RISKY = { risk: 9, autonomy: 9 }

/** Nobody but the attacker's accounts does what the target does, so that its own groups would stand because of it alone. */
export const groupTip: Attack = {
  id: 'group-tip',
  says: 'The attacker’s accounts do everything that the secret could be, as the target does its own; nobody else does. The attacker looks which groups are shown, under which names, and how many and how risky actions are in them.',
  share: DEEDS.length,
  words: false,
  reads: ['risk-autonomy', 'extremes'],
  plant({ random, team, accounts }, targets) {
    const own = targets.map(({ contributor, nth, secret }) =>
      doing(contributor, 'rare', momentOf(random, team), deedsOf(nth, secret, TIMES, RISKY)),
    )
    const all = DEEDS.flat().flatMap((one) => Array(EACH).fill(done(one, RISKY)))
    const crafted = accounts.map((account) => doing(account, 'all', momentOf(random, team), all, 800_000))
    return [{ sessions: [...team.sessions, ...own, ...crafted] }]
  },
  guess([release], { nth }) {
    const groups = groupsIn(release!)
    return weighedBy(DEEDS[nth]!, ({ word }) => {
      const group = groupCalled(groups, word)
      return group === undefined ? UNSEEN : group.n * group.risk
    })
  },
}

/** People, besides the target, who do each of the deeds once: more than a group needs. */
const OTHERS = 9
/** More than all of them together. */
const OFTEN = 40

/** Each deed has a group, and the target fills some of them: how many lie in one, or whether it stands at all, would tell. */
export const groupExcess: Attack = {
  id: 'group-excess',
  says: 'Enough people do everything that the secret could be, once, so that it has groups; the target does its own more often than all of them together. The attacker looks which groups are shown and which went into others, and which of them are large.',
  share: DEEDS.length,
  words: false,
  reads: ['risk-autonomy', 'extremes'],
  plant({ random, team }, targets) {
    const own = targets.map(({ contributor, nth, secret }) =>
      doing(contributor, 'rare', momentOf(random, team), deedsOf(nth, secret, OFTEN), 800_000),
    )
    const among = team.people.filter((one) => targets.every(({ contributor }) => contributor !== one))
    const others = DEEDS.flatMap((eight, nth) =>
      eight.flatMap((one, place) =>
        random
          .some(among, OTHERS)
          .map((person) => doing(person, `little${nth}.${place}`, momentOf(random, team), [done(one)])),
      ),
    )
    return [{ sessions: [...team.sessions, ...own, ...others] }]
  },
  guess([release], { nth }) {
    const groups = groupsIn(release!)
    return weighedBy(DEEDS[nth]!, ({ word }) => groupCalled(groups, word)?.n ?? 1)
  },
}
