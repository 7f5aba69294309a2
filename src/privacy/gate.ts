import type { FigureEstimate, Private } from '../algebra/index.js'
import { open } from '../algebra/open.js'
import {
  type Policy,
  parseRelease,
  RELEASE_SCHEMA,
  type Release,
  type SourceCount,
  type Study,
} from '../release/index.js'

/** What the gate is asked to let out: the frame of the release, and data nobody has read. */
export interface Candidate {
  study: Omit<Study, 'policy' | 'sources' | 'observed'>
  sources: Private<SourceCount[]>
  observed: Private<{ from: string | null; to: string | null }>
  figures: readonly Private<FigureEstimate>[]
}

/** A policy that this version cannot keep its promise for. */
export class PolicyError extends Error {
  override name = 'PolicyError'
}

export const PRIVATE_NOTE =
  'Policy "private": nothing is withheld and nothing is promised. For people who may read these logs anyway; keep it on this machine.'

/** @throws PolicyError for a policy whose rules this version does not enforce yet; asked before anything is read. */
export function mustBeKept(policy: Policy['name']): void {
  if (policy === 'private') return
  throw new PolicyError(
    `policy "${policy}": not yet. This version enforces no rules for other readers, so it makes private releases only (--policy private)`,
  )
}

/**
 * The only way out: turns private estimates into a release, or refuses.
 * @throws PolicyError for a policy whose rules this version does not enforce yet.
 */
export function gate(policy: Policy, candidate: Candidate): Release {
  mustBeKept(policy.name)
  const release: Release = {
    schema: RELEASE_SCHEMA,
    study: {
      ...candidate.study,
      observed: open(candidate.observed),
      policy: { ...policy, k_items: 1, k_users: 1, sybils: 0 },
      sources: open(candidate.sources),
      notes: [...candidate.study.notes, PRIVATE_NOTE],
    },
    figures: candidate.figures.map((figure) => asReleased(open(figure))) as Release['figures'],
  }
  return parseRelease(release)
}

function asReleased(estimate: FigureEstimate): unknown {
  const { spec, n, contributors, clusters, flow, asides, rows, curve, overall, sensitivity } = estimate
  const people =
    clusters === 'days'
      ? ['Fewer than 5 contributors: intervals are clustered by days and speak of these people only.']
      : []
  return {
    id: spec.id,
    title: spec.title,
    question: spec.question,
    evidence: spec.evidence,
    unit: spec.unit,
    n,
    contributors,
    clusters,
    flow,
    rows,
    ...(curve.length > 0 ? { curve } : {}),
    ...(overall.length > 0 ? { overall } : {}),
    ...(sensitivity.length > 0 ? { sensitivity } : {}),
    suppressed: { cells: 0, reasons: withheld(rows) },
    published: spec.published,
    notes: [...spec.notes, ...asides, ...people],
  }
}

/** Single values that are null for a reason, such as percentiles on which censored turns have too much say. */
function withheld(rows: readonly Record<string, unknown>[]): Record<string, number> {
  const reasons: Record<string, number> = {}
  for (const row of rows) {
    for (const reason of Object.values((row.withheld as Record<string, string> | undefined) ?? {}))
      reasons[reason] = (reasons[reason] ?? 0) + 1
  }
  return reasons
}
