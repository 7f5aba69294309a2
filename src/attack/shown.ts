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

/** A group of sentences as a release shows it. */
export interface ShownGroup {
  /** Its name and its description, in small letters. */
  text: string
  n: number
  risk: number
  autonomy: number
}

/** The groups of the lowest level that a release shows, merged ones under the name of the largest. */
export function groupsIn({ figures }: Release): ShownGroup[] {
  const rows = ['risk-autonomy', 'extremes'].flatMap(
    (id) => (figures.find((one) => one.id === id)?.rows ?? []) as Record<string, unknown>[],
  )
  const shown = new Map<string, ShownGroup>()
  for (const { cluster, level, name, description, n, risk, autonomy } of rows) {
    if (level !== 0 || typeof n !== 'number' || shown.has(String(cluster))) continue
    const text = `${name}; ${description ?? ''}`.toLowerCase()
    shown.set(String(cluster), { text, n, risk: Number(risk ?? 0), autonomy: Number(autonomy ?? 0) })
  }
  return [...shown.values()]
}

/** The group that is called by a word, or undefined where none is shown. */
export const groupCalled = (groups: readonly ShownGroup[], word: string): ShownGroup | undefined =>
  groups.find(({ text }) => text.split(';')[0]!.includes(word))
