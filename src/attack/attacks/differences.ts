import type { Release } from '../../release/index.js'
import type { Attack, Making, Target } from '../attack.js'
import { acts, BLOCKS, type Block, kindAt, weighed } from '../kinds.js'
import type { Planted } from '../rows.js'
import { valuesOf } from '../shown.js'
import { doing, momentOf } from '../team.js'

const DAY_MS = 86_400_000
const TIMES = 6
/** What everybody does of things that a secret could be, so that each value is shown. */
const EACH = 24

const everybody = ({ random, team }: Making): Planted[] =>
  team.people.map((one) => {
    const some = Array.from({ length: EACH }, () => kindAt(random.pick(BLOCKS), random.below(8)))
    return doing(one, 'common', momentOf(random, team), some, 400_000)
  })

const rare = ({ contributor, nth, secret }: Target, at: number): Planted =>
  doing(contributor, 'rare', at, acts(BLOCKS[nth]!, secret, TIMES), 400_000)

/** How much more of each value one release has than another. What is the same everywhere cancels. */
function grown(more: Release, less: Release, block: Block): number[] {
  const [after, before] = [valuesOf(more, block.column), valuesOf(less, block.column)]
  return weighed(block, (value) => {
    const [own, old] = [after.get(value), before.get(value)]
    if (own === undefined || old === undefined || old.share === 0) return 1
    return Math.exp(Math.max(-9, Math.min(9, 50 * (own.share / old.share - 1))))
  })
}

/** The same study with and without somebody: what one has more is theirs. */
export const excluded: Attack = {
  id: 'excluded',
  says: 'Two releases of the same logs, with the target and with the target excluded; the attacker subtracts one from the other.',
  share: BLOCKS.length,
  words: false,
  reads: ['distributions', 'domains'],
  plant(making, targets) {
    const { random, team } = making
    const own = targets.map((one) => rare(one, momentOf(random, team)))
    const sessions = [...team.sessions, ...everybody(making), ...own]
    return [{ sessions }, { sessions, without: targets.map(({ contributor }) => contributor) }]
  },
  guess: ([all, without], { nth }) => grown(all!, without!, BLOCKS[nth]!),
}

/** A week later there is the target's new session, and nothing else. */
export const week: Attack = {
  id: 'week',
  says: 'Two releases, the second with one week more, in which only the targets did something; the attacker subtracts one from the other.',
  share: BLOCKS.length,
  words: false,
  reads: ['distributions', 'domains'],
  plant(making, targets) {
    const before = [...making.team.sessions, ...everybody(making)]
    const last = targets.map((one) => rare(one, making.team.to + 2 * DAY_MS))
    return [{ sessions: before }, { sessions: [...before, ...last] }]
  },
  guess: ([before, after], { nth }) => grown(after!, before!, BLOCKS[nth]!),
}
