import type { Estimate, FigureSpec, Part } from '../algebra/index.js'

/** Columns by which rows are told apart, whatever is estimated. */
const CUTS = ['day', 'window', 'days', 'open', 'month', 'from', 'to', 'cohort', 'x', 'variant', 'source']
/** Columns that say of a row how much stands behind it, or why nothing does. */
const ABOUT = ['n', 'contributors', 'low', 'high', 'withheld', 'suppressed']

/** Percentiles and the ends of their intervals. */
const PERCENTILE = /^p\d{2,4}(?:_low|_high)?$/

/** Whether rows of a figure may have a column in a release for other readers; all others are removed. */
export function columnsOf(spec: FigureSpec): (column: string) => boolean {
  const parts: Part[] = [...spec.parts, ...(spec.variants ?? [])]
  const named = new Set([...CUTS, ...ABOUT, ...parts.flatMap(ofPart)])
  const percentiles = parts.some(({ estimate }) => estimate.kind === 'quantiles')
  return (column) => named.has(column) || (percentiles && PERCENTILE.test(column))
}

const ofPart = ({ fixed, estimate }: Part): string[] => [...Object.keys(fixed ?? {}), ...ofEstimate(estimate)]

function ofEstimate(estimate: Estimate): string[] {
  if (estimate.kind === 'quantiles') return []
  if (estimate.kind === 'mean') return [estimate.key, estimate.name]
  return [estimate.key, 'share', ...(estimate.atMost === undefined ? [] : [estimate.atMost.name])]
}

/** The words that stand in the rows of a figure as they were declared: measures, kinds, cohorts, variants. */
export function wordsOf(spec: FigureSpec): string[] {
  const parts: (Part & { variant?: string })[] = [...spec.parts, ...(spec.variants ?? [])]
  return parts.flatMap(({ fixed, estimate, by, variant }) => [
    ...Object.values(fixed ?? {}),
    ...(estimate.kind === 'quantiles' ? [] : Object.keys(estimate.values)),
    ...(by.kind === 'experience' ? by.cohorts.map(({ name }) => name) : []),
    ...(variant === undefined ? [] : [variant]),
  ])
}
