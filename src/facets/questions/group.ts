import type { ActionEvidence, ActionVerdict, TurnEvidence, TurnVerdict } from '../../model/index.js'

/** Evidence of units that lie in one turn of one file, in order. */
export interface EvidenceGroup {
  path: string
  /** Whose it is: evidence of one contributor never stands beside another's. */
  contributor: string
  items: readonly GatheredItem[]
}

/** One unit's evidence, and what the rules say of it. A turn that a human broke off can also be asked as an interrupt. */
export type GatheredItem =
  | { unit: 'action'; id: string; evidence: ActionEvidence; verdict: ActionVerdict }
  | { unit: 'turn'; id: string; evidence: TurnEvidence; verdict: TurnVerdict }

export type ActionItem = Extract<GatheredItem, { unit: 'action' }>
export type TurnItem = Extract<GatheredItem, { unit: 'turn' }>
