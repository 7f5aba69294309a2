import { CERTAIN, type JudgedRow, NOTHING_SAID } from '../model/index.js'
import type { Scene } from './attack.js'
import type { Kind } from './kinds.js'
import { actionsOf, type Planted } from './rows.js'

/** A model that writes whatever texts tell it to. */
export const OBEYING = 'scripted/obeys'

/** A session, and what such a judge says of its actions, in their order. */
export interface Judged {
  session: Planted
  texts: readonly string[]
  /** Its values; ordinary ones where there are none. */
  kinds?: readonly Kind[]
}

/** Sessions that such a judge has judged. */
export const judgedScene = (judged: readonly Judged[]): Scene => ({
  sessions: judged.map(({ session }) => session),
  verdicts: judged.flatMap(verdictsOn),
})

const verdictsOn = ({ session, texts, kinds = [] }: Judged): JudgedRow[] =>
  actionsOf(session).map((id, i) => ({
    ...NOTHING_SAID,
    ...{ judge: OBEYING, run: '', questions: 'action/1', unit: 'action', id, contributor: session.contributor },
    ...{ customer: null, outcome: 'judged', chance: CERTAIN, at: session.at, tokens: null, micro_usd: null },
    ...{ goal_complexity: 'Low', environment_type: 'Individual virtual', environmental_impact: 'Minor impact' },
    ...{ human_in_loop: 'Yes', autonomy: 4, reversibility: 'Easily reversible', risk: 2, confidence: 9 },
    ...{ safeguards_category: 'Human approval required', agentic_architecture: 'Single agent, general tools' },
    ...{ goal_domain_category: 'Software engineering', environment_category: 'Local files' },
    ...{ nist_activity_category: 'Content creation', setting: 'Production' },
    ...valuesOf(kinds[i]),
    ...{ disagreed: '', said: JSON.stringify({ action: texts[i] ?? '' }) },
  }))

/** A model gives a deed no name. */
function valuesOf(kind: Kind | undefined): Omit<Kind, 'did'> | undefined {
  if (kind === undefined) return undefined
  const { did: _, ...values } = kind
  return values
}
