import type { Attack } from '../attack.js'
import { acts, BLOCKS, kindAt, weighed } from '../kinds.js'
import { valuesOf } from '../shown.js'
import { doing, momentOf } from '../team.js'

/** People, besides the target, who do each of the things once: more than the threshold of people asks for. */
const OTHERS = 9
const TIMES = 40
const UNSEEN = 1e-6

/** Enough people do each thing a little, and the target does some of them more than all of them together. */
export const excess: Attack = {
  id: 'excess',
  says: 'Enough people do each thing that the secret could be, once; the target does its own more often than all of them together, and the attacker looks what stands out.',
  share: BLOCKS.length,
  words: false,
  reads: ['distributions', 'domains'],
  plant({ random, team }, targets) {
    const own = targets.map(({ contributor, nth, secret }) =>
      doing(contributor, 'rare', momentOf(random, team), acts(BLOCKS[nth]!, secret, TIMES), 800_000),
    )
    const among = team.people.filter((one) => targets.every(({ contributor }) => contributor !== one))
    const others = BLOCKS.flatMap((block, nth) =>
      block.values.flatMap((_, place) =>
        random
          .some(among, OTHERS)
          .map((one) => doing(one, `little${nth}.${place}`, momentOf(random, team), [kindAt(block, place)])),
      ),
    )
    return [{ sessions: [...team.sessions, ...own, ...others] }]
  },
  guess([release], { nth }) {
    const block = BLOCKS[nth]!
    const shown = valuesOf(release!, block.column)
    return weighed(block, (value) => shown.get(value)?.share || UNSEEN)
  },
}
