import type { Release } from '../release/index.js'

/** A value of a dimension as a release shows it. */
export interface Shown {
  /** Share of what is counted. */
  share: number
  /** How many units the share is of, as told. */
  of: number
}

/** Where a release shows the values of a column, and under which name. */
const FIGURES: Record<string, { id: string; key: string }> = {
  goal_domain_category: { id: 'domains', key: 'domain' },
}

/**
 * What a release says of the values of a dimension of actions, each action counting once. A value that is not there is
 * shown together with others, or not at all.
 */
export function valuesOf(release: Release, dimension: string): Map<string, Shown> {
  const { id, key } = FIGURES[dimension] ?? { id: 'distributions', key: 'value' }
  const figure = release.figures.find((one) => one.id === id)
  const shown = new Map<string, Shown>()
  for (const row of (figure?.rows ?? []) as Record<string, unknown>[]) {
    if (row.weight !== 'action' || typeof row.share !== 'number') continue
    if (key === 'value' && row.dimension !== dimension) continue
    shown.set(String(row[key]), { share: row.share, of: Number(row.n) })
  }
  return shown
}
