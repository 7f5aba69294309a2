import type { Attack } from './attack.js'
import { excluded, week } from './attacks/differences.js'
import { excess } from './attacks/excess.js'
import { gap } from './attacks/gap.js'
import { groupExcluded, groupWeek } from './attacks/group-differences.js'
import { groupExcess, groupTip } from './attacks/groups.js'
import { namer } from './attacks/namer.js'
import { neighbours } from './attacks/neighbours.js'
import { presence } from './attacks/presence.js'
import { tail } from './attacks/tail.js'
import { tip } from './attacks/tip.js'
import { values } from './attacks/values.js'
import { words } from './attacks/words.js'

/** Every attack, in the order of the table. A new one is a file and a line here. */
export const ATTACKS: readonly Attack[] = [
  ...[words, neighbours, namer, values, presence, gap, tip, excess, tail, excluded, week],
  ...[groupTip, groupExcess, groupExcluded, groupWeek],
]

export type { Attack, Making, Scene, Target, Team } from './attack.js'
export { SHIPPED } from './attacks/namer.js'
export { SECRET_WORD } from './attacks/neighbours.js'
export * from './campaign.js'
export { VALUES } from './kinds.js'
export { type Random, randomOf } from './random.js'
export { fileOf, type Ground, type Planted, pathOf } from './rows.js'
export { SMALL, type TeamWish, teamOf } from './team.js'
export { OBEYING } from './verdicts.js'
