import { CERTAIN, type JudgedRow, NOTHING_SAID } from '../model/index.js'
import type { Kind } from './kinds.js'
import { actionsOf, type Planted } from './rows.js'

/** A model that writes whatever texts tell it to. */
export const OBEYING = 'scripted/obeys'

/**
 * What such a judge says of the actions of a session, in their order.
 * @param texts its sentences
 * @param kinds its values, ordinary ones where there are none
 */
export const verdictsOn = (session: Planted, texts: readonly string[], kinds: readonly Kind[] = []): JudgedRow[] =>
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
