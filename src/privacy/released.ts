import type { FigureEstimate } from '../algebra/index.js'

const FEW_PEOPLE = 'Fewer than 5 contributors: intervals are clustered by days and speak of these people only.'

const KEPT =
  'What an earlier release told of weeks and months stands as it was, and what came later for them is not counted: nobody can take the one from the other.'
/** Said of a figure that stands as an earlier release told it. */
export const REPEATED =
  'As an earlier release told it: what has come since cannot be shown yet without telling of too few people.'

/** Sentences that the gate itself adds to figures. */
export const FIGURE_SENTENCES: readonly string[] = [FEW_PEOPLE, KEPT, REPEATED]

/** A figure as a release holds it, before any rule of a policy. */
export function asReleased(estimate: FigureEstimate) {
  const { spec, n, contributors, clusters, flow, asides, rows, curve, overall, sensitivity } = estimate
  const none = n === 0 && Object.keys(estimate.withheld).length === 0 ? spec.none : undefined
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
    suppressed: { cells: 0, reasons: withheldValues(rows) },
    published: spec.published,
    notes: [
      ...spec.notes,
      ...asides,
      ...(none === undefined ? [] : [none]),
      ...(clusters === 'days' && none === undefined ? [FEW_PEOPLE] : []),
      ...(estimate.keeps === true ? [KEPT] : []),
    ],
  }
}

/** Single values that are null for a reason, such as percentiles on which censored turns have too much say. */
export function withheldValues(rows: readonly Record<string, unknown>[]): Record<string, number> {
  const reasons: Record<string, number> = {}
  for (const row of rows) {
    for (const reason of Object.values((row.withheld as Record<string, string> | undefined) ?? {}))
      reasons[reason] = (reasons[reason] ?? 0) + 1
  }
  return reasons
}
