import type { Attack, Making } from '../attack.js'
import { acts, BLOCKS, type Kind, kindAt, weighed, withValue } from '../kinds.js'
import type { Planted } from '../rows.js'
import { valuesOf } from '../shown.js'
import { doing, momentOf } from '../team.js'

/** Blocks whose columns have further values. */
export const OWN = BLOCKS.slice(0, 2)
/** What the target does of each of its values, and each account of all of them: nobody holds half of three times so much. */
export const TIMES = 3
const EACH = 2
/** What a few people do, whom nobody is after: it keeps company to whatever is too little to be shown. */
const ODD = [
  ...['Search engines', 'Document creation apps', 'Internal agent memory', 'Web browsers', 'Multi-agent coordination'],
  ...['Web APIs and services', 'Code editors and IDEs'],
]
const ODD_ACTIVITIES = ['Content synthesis', 'Digital assistance', 'Performance improvement', 'Vehicular automation']
export const UNSEEN = 1e-6

/** All that the secret could be, each some times. */
export const everything = (): Kind[] =>
  OWN.flatMap((block) => block.values.flatMap((_, place) => Array(EACH).fill(kindAt(block, place))))

/** What nobody is after: a session of each of a few people for each odd thing. */
export const company = ({ random, team }: Pick<Making, 'random' | 'team'>): Planted[] =>
  [
    ...ODD.map((value) => withValue('environment_category', value)),
    ...ODD_ACTIVITIES.map((value) => withValue('nist_activity_category', value)),
  ].flatMap((kind, i) =>
    random.some(team.people, 2).map((one) => doing(one, `odd${i}`, momentOf(random, team), [kind, kind])),
  )

/** The attacker's accounts do everything that the secret could be, so that one person more lifts it over a threshold. */
export const tip: Attack = {
  id: 'tip',
  says: 'The attacker’s accounts do each thing that the secret could be, often enough, so that the target alone lifts its own over the thresholds.',
  share: OWN.length,
  words: false,
  reads: ['distributions'],
  plant({ random, team, accounts }, targets) {
    const own = targets.map(({ contributor, nth, secret }) =>
      doing(contributor, 'rare', momentOf(random, team), acts(OWN[nth]!, secret, TIMES)),
    )
    const crafted = accounts.map((account) => doing(account, 'all', momentOf(random, team), everything(), 800_000))
    return [{ sessions: [...team.sessions, ...own, ...crafted, ...company({ random, team })] }]
  },
  guess([release], { nth }) {
    const block = OWN[nth]!
    const shown = valuesOf(release!, block.column)
    return weighed(block, (value) => shown.get(value)?.share || UNSEEN)
  },
}
