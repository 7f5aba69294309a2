import type { Attack } from '../attack.js'
import { DEEDS } from '../deeds.js'
import { acts, type Kind, ORDINARY, placesOf, weighed, weighedBy } from '../kinds.js'
import type { Planted } from '../rows.js'
import { groupCalled, groupsIn, valuesOf } from '../shown.js'
import { doing, momentOf } from '../team.js'
import { type Judged, judgedScene } from '../verdicts.js'
import { company, everything, OWN, TIMES, UNSEEN } from './tip.js'

/** What a judge says of what everybody does. */
const SAID: Readonly<Record<string, string>> = {
  'files-read': 'The agent read files.',
  'files-write': 'The agent wrote to a file.',
  'tests-run': 'The agent ran tests.',
  'program-build': 'The agent built a program.',
  'git-commit': 'The agent recorded changes in version control.',
}

const asTold = (session: Planted): Judged => {
  const kinds = session.turns.flatMap(({ acts }) => acts)
  return { session, kinds, texts: kinds.map(({ did }) => SAID[did ?? ''] ?? '') }
}

/** Logs are ordinary, and what a judge makes of them is what they order: whatever it may say becomes the attacker's. */
export const values: Attack = {
  id: 'values',
  says: 'A judge that obeys every instruction gives the target’s actions values, scores and sentences that tell the secret, and those of the attacker’s accounts every value that the secret could be; the attacker looks which values and groups are shown.',
  share: OWN.length,
  words: false,
  reads: ['distributions', 'domains', 'risk-autonomy', 'extremes'],
  plant({ random, team, accounts }, targets) {
    const ordered = (who: string, kinds: readonly Kind[], texts: readonly string[]): Judged => {
      const log = kinds.map(() => ORDINARY[0]!)
      return { session: doing(who, 'orders', momentOf(random, team), log, 800_000), kinds, texts }
    }
    const own = targets.map(({ contributor, nth, secret }) => {
      const kinds = acts(OWN[nth]!, secret, TIMES).map((kind) => ({ ...kind, risk: 9, autonomy: 9 }))
      return ordered(
        contributor,
        kinds,
        placesOf(secret).flatMap((place) => Array(TIMES).fill(DEEDS[nth]![place]!.says)),
      )
    })
    const all = everything()
    const each = all.length / DEEDS.flat().length
    const says = DEEDS.flat().flatMap((one) => Array<string>(each).fill(one.says))
    const crafted = accounts.map((account) => ordered(account, all, says))
    const told = [...team.sessions, ...company({ random, team })].map(asTold)
    return [judgedScene([...told, ...own, ...crafted])]
  },
  guess([release], { nth }) {
    const block = OWN[nth]!
    const shown = valuesOf(release!, block.column)
    const groups = groupsIn(release!)
    const byGroup = weighedBy(DEEDS[nth]!, ({ word }) => groupCalled(groups, word)?.n ?? UNSEEN)
    return weighed(block, (value) => shown.get(value)?.share || UNSEEN).map((weight, i) => weight * byGroup[i]!)
  },
}
