import type { Attack } from '../attack.js'
import { acts, BLOCKS, weighed } from '../kinds.js'
import { valuesOf } from '../shown.js'
import { doing, momentOf } from '../team.js'

const TIMES = 4

/** Nobody else does what the target does; whatever is not shown as empty may hold it. */
export const presence: Attack = {
  id: 'presence',
  says: 'The target does things that nobody else does; the attacker looks which values are shown as empty, and which are not.',
  share: BLOCKS.length,
  words: false,
  reads: ['distributions', 'domains'],
  plant({ random, team }, targets) {
    const planted = targets.map(({ contributor, nth, secret }) =>
      doing(contributor, 'rare', momentOf(random, team), acts(BLOCKS[nth]!, secret, TIMES)),
    )
    return [{ sessions: [...team.sessions, ...planted] }]
  },
  guess([release], { nth }) {
    const block = BLOCKS[nth]!
    const shown = valuesOf(release!, block.column)
    return weighed(block, (value) => (shown.get(value)?.share === 0 ? 0 : 1))
  },
}
