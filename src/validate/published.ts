import type { JudgedUnit } from '../model/index.js'

/** What the published study says of its judge: how often it agreed with human graders. */
export interface PublishedAgreement {
  unit: JudgedUnit
  /** A dimension, or `safeguards_present`. */
  dimension: string
  /** Items that were graded. */
  n: number
  /** Share on which judge and graders agreed; of scores, within 1. */
  agreement: number
  /** Share of the judge's answers of this value that graders agreed with, where it was published. */
  precision: Readonly<Record<string, number>> | null
}

export const PUBLISHED_SOURCE = 'Measuring AI agent autonomy in practice, appendix, 19 February 2026'

const of = (
  unit: JudgedUnit,
  dimension: string,
  agreement: number,
  precision: PublishedAgreement['precision'] = null,
) => ({
  unit,
  dimension,
  n: 200,
  agreement,
  precision,
})

export const PUBLISHED_AGREEMENT: readonly PublishedAgreement[] = [
  of('action', 'risk', 0.99),
  of('action', 'autonomy', 0.99),
  of('action', 'goal_domain_category', 0.99),
  of('action', 'reversibility', 1),
  of('action', 'safeguards_present', 0.905),
  of('action', 'human_in_loop', 0.775, { Yes: 0.46, No: 1 }),
  of('action', 'goal_complexity', 0.88),
  of('turn', 'stop_reason', 0.975),
  of('turn', 'goal_complexity', 0.985),
]
