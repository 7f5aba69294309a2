import type { Attack } from '../attack.js'
import { acts, BLOCKS, kindAt, weighed } from '../kinds.js'
import { valuesOf } from '../shown.js'
import { doing, momentOf } from '../team.js'

const TIMES = 10
/** What each account does of each value: as much as the target, so that nobody holds half of it. */
const EACH = 10
const UNSEEN = 1e-6

/** The attacker's accounts do everything that the secret could be, so that one person more lifts it over a threshold. */
export const tip: Attack = {
  id: 'tip',
  says: 'The attacker’s accounts do each thing that the secret could be, often enough, so that the target alone lifts its own over the thresholds.',
  share: BLOCKS.length,
  words: false,
  reads: ['distributions', 'domains'],
  plant({ random, team, accounts }, targets) {
    const own = targets.map(({ contributor, nth, secret }) =>
      doing(contributor, 'rare', momentOf(random, team), acts(BLOCKS[nth]!, secret, TIMES), 400_000),
    )
    const all = BLOCKS.flatMap((block) => block.values.flatMap((_, place) => Array(EACH).fill(kindAt(block, place))))
    const crafted = accounts.map((account) => doing(account, 'all', momentOf(random, team), all, 800_000))
    return [{ sessions: [...team.sessions, ...own, ...crafted] }]
  },
  guess([release], { nth }) {
    const block = BLOCKS[nth]!
    const shown = valuesOf(release!, block.column)
    return weighed(block, (value) => shown.get(value)?.share || UNSEEN)
  },
}
