import { REST } from './judged-names.js'

/** A mean or a share with its interval; null where it cannot be known. */
export interface Spread {
  value: number | null
  low: number | null
  high: number | null
}

/** The share of one week, or of a span of weeks. */
export interface WeekShare {
  week: string
  share: number | null
}

/** A group of sentences as a release tells it, whichever figure it comes from. */
export interface Group {
  /** `<of>-<number>`; the same group has the same id in every release of one place. */
  id: string
  parent: string | null
  name: string
  description: string
  /** How many units it holds; of a reason, how many its share is of. */
  n: number | null
  contributors: number | null
  /** 1 to 10. */
  risk: Spread
  /** 1 to 10. */
  autonomy: Spread
  /** Of all units of the figure. */
  share: Spread
  /** Means as they were before labels put them right; null where nothing did. */
  raw: { risk: number | null; autonomy: number | null }
  /** Why it has no values. */
  suppressed?: string | undefined
  /** Of second rank: what is none of the others. */
  quiet: boolean
  /** Shares of values, by dimension. */
  facets: Readonly<Record<string, Readonly<Record<string, number>>>>
  weeks: readonly WeekShare[]
}

type Loose = Readonly<Record<string, unknown>>

const number = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null)
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

const spread = (row: Loose, value: string, low: string, high: string): Spread => ({
  value: number(row[value]),
  low: number(row[low]),
  high: number(row[high]),
})

/** One row of a figure over groups, with null for what it does not say. */
export function groupOf(row: object): Group {
  const loose = row as Loose
  const { cluster, parent, name, suppressed, facets, weeks } = loose
  return {
    id: text(cluster),
    parent: text(parent) || null,
    name: text(name) || text(cluster),
    description: text(loose.description),
    n: number(loose.n),
    contributors: number(loose.contributors),
    risk: spread(loose, 'risk', 'risk_low', 'risk_high'),
    autonomy: spread(loose, 'autonomy', 'autonomy_low', 'autonomy_high'),
    share: spread(loose, 'share', 'low', 'high'),
    raw: { risk: number(loose.risk_raw), autonomy: number(loose.autonomy_raw) },
    suppressed: text(suppressed) || undefined,
    quiet: REST.test(text(name)),
    facets: (facets ?? {}) as Group['facets'],
    weeks: (Array.isArray(weeks) ? (weeks as Loose[]) : []).map((week) => ({
      week: text(week.week),
      share: number(week.share),
    })),
  }
}

/** Whether both means are known, so that the group has a place among the others. */
export const isPlaced = ({ risk, autonomy }: Group): boolean => risk.value !== null && autonomy.value !== null

/** The largest first, then by id so that ties stand still; what is withheld after that, what is none of the others last. */
export const byWeight = (a: Group, b: Group): number =>
  Number(a.quiet) - Number(b.quiet) ||
  (b.share.value ?? 0) - (a.share.value ?? 0) ||
  (b.n ?? -1) - (a.n ?? -1) ||
  (a.id < b.id ? -1 : 1)
