import { type Estimate, type FigureSpec, OTHER, type Part, type Parting, rangeName } from '../algebra/index.js'

/** Columns by which rows are told apart, whatever is estimated. */
const CUTS = ['day', 'window', 'days', 'open', 'week', 'month', 'from', 'to', 'cohort', 'x', 'variant', 'source']
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

const ofPart = ({ fixed, estimate, by, weights }: Part): string[] => [
  ...Object.keys(fixed ?? {}),
  ...(by.kind === 'values' ? [by.key] : []),
  ...(weights === undefined ? [] : WEIGHED),
  ...ofEstimate(estimate),
]

/** Columns of shares that are given under several weights. */
const WEIGHED = ['weight', 'n_eff', 'raw']

/** Columns by which rows of groups of sentences are told apart and named. */
const TAXON = ['cluster', 'parent', 'level', 'name', 'description']

function ofEstimate(estimate: Estimate): string[] {
  if (estimate.kind === 'quantiles') return []
  if (estimate.kind === 'spread') return [...TAXON, 'share', 'share_min', 'share_max']
  if (estimate.kind === 'scores' || estimate.kind === 'extremes') {
    const means = Object.keys(estimate.values).flatMap((name) => [name, `${name}_low`, `${name}_high`])
    return [
      ...TAXON,
      ...means,
      ...(estimate.kind === 'scores' ? ['share', 'facets', 'weeks'] : ['by', 'rank', 'shrunk']),
    ]
  }
  if (estimate.kind === 'mean') return [estimate.key, estimate.name]
  const bounds = estimate.unknown === undefined ? [] : ['share_min', 'share_max']
  return [estimate.key, 'share', ...bounds, ...(estimate.atMost === undefined ? [] : [estimate.atMost.name])]
}

/** The words that stand in the rows of a figure as they were declared: measures, kinds, cohorts, variants. */
export function wordsOf(spec: FigureSpec): string[] {
  const parts: (Part & { variant?: string })[] = [...spec.parts, ...(spec.variants ?? [])]
  return parts.flatMap(({ fixed, estimate, by, weights, variant }) => [
    ...Object.values(fixed ?? {}),
    ...(weights ?? []),
    ...(by.kind === 'values' ? mergedNames(by.parting) : []),
    ...(estimate.kind === 'share' && estimate.parting !== undefined ? mergedNames(estimate.parting) : []),
    ...(estimate.kind === 'share' && estimate.unknownAs !== undefined ? [estimate.unknownAs] : []),
    ...(estimate.kind === 'quantiles' || estimate.kind === 'spread' ? [] : Object.keys(estimate.values)),
    ...(estimate.kind === 'scores'
      ? estimate.facets.flatMap(({ parting }) => [parting.name, ...mergedNames(parting)])
      : []),
    ...(by.kind === 'experience' ? by.cohorts.map(({ name }) => name) : []),
    ...(variant === undefined ? [] : [variant]),
  ])
}

/** The values of a dimension, and all that they can become when they are merged. */
function mergedNames({ cells, ordered }: Parting): string[] {
  const names = Object.keys(cells)
  const ranges = ordered ? names.flatMap((first, i) => names.slice(i + 1).map((last) => rangeName(first, last))) : []
  return [...names, ...ranges, OTHER]
}
