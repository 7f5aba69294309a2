import type { Release } from '../../release/index.js'
import type { Attack, Making, Target } from '../attack.js'
import { acts, BLOCKS, type Block, kindAt, weighed } from '../kinds.js'
import type { Planted } from '../rows.js'
import { valuesOf } from '../shown.js'
import { doing, momentOf, sessionOf } from '../team.js'

const DAY_MS = 86_400_000
const TIMES = 6
/** What everybody does of things that a secret could be, so that each value is shown. */
const EACH = 24

const everybody = ({ random, team }: Making): Planted[] =>
  team.people.map((one) => {
    const some = Array.from({ length: EACH }, () => kindAt(random.pick(BLOCKS), random.below(8)))
    return doing(one, 'common', momentOf(random, team), some, 400_000)
  })

const rare = ({ contributor, nth, secret }: Target, at: number, times = TIMES): Planted =>
  doing(contributor, 'rare', at, acts(BLOCKS[nth]!, secret, times), 400_000)

/** So little that it hides among what others do in the same week, where it may be put together with that. */
const LATER = 3
/** How likely it is that a value which is no longer shown grew. */
const GONE = 20

/** How much more of each value one release has than another, what is the same everywhere cancels; and which are gone from it. */
function grown(more: Release, less: Release, block: Block): number[] {
  const [after, before] = [valuesOf(more, block.column), valuesOf(less, block.column)]
  return weighed(block, (value) => {
    const [own, old] = [after.get(value), before.get(value)]
    if (old === undefined || old.share === 0) return 1
    if (own === undefined) return GONE
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

/** A week later everybody has done ordinary things, and the target something else. */
export const week: Attack = {
  id: 'week',
  says: 'Two releases, the second with one week more, in which only the target did such things; the attacker subtracts one from the other, and looks what is gone.',
  // Two of them would hide each other.
  share: 1,
  words: false,
  reads: ['distributions', 'domains'],
  plant(making, targets) {
    const { random, team } = making
    const before = [...team.sessions, ...everybody(making)]
    const at = team.to + 2 * DAY_MS
    const last = team.people.map((one) => sessionOf(random, one, 'last', at + random.below(DAY_MS)))
    const own = targets.map((one) => rare(one, at, LATER))
    return [{ sessions: before }, { sessions: [...before, ...last, ...own] }]
  },
  guess: ([before, after], { nth }) => grown(after!, before!, BLOCKS[nth]!),
}
