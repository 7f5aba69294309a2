import type { Release } from '../../release/index.js'
import type { Attack, Making, Target } from '../attack.js'
import { acts, BLOCKS, type Block, kindAt, weighed } from '../kinds.js'
import { aWeekLater, LATER, oddsOfGrowth, withAndWithout } from '../releases.js'
import type { Planted } from '../rows.js'
import { valuesOf } from '../shown.js'
import { doing, momentOf } from '../team.js'

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

/** How much more of each value one release has than another; and which are gone from it. */
function grown(more: Release, less: Release, block: Block): number[] {
  const [after, before] = [valuesOf(more, block.column), valuesOf(less, block.column)]
  return weighed(block, (value) => {
    const old = before.get(value)
    return oddsOfGrowth(old?.share === 0 ? undefined : old, after.get(value), (a, b) => 50 * (b.share / a.share - 1))
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
    return withAndWithout(sessions, targets)
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
    const before = [...making.team.sessions, ...everybody(making)]
    return aWeekLater(making, before, (at) => targets.map((one) => rare(one, at, LATER)))
  },
  guess: ([before, after], { nth }) => grown(after!, before!, BLOCKS[nth]!),
}
