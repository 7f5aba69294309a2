import { EXPERIENCE_BINS, type Figure, type Release } from '../release/index.js'
import { isJoined } from './experience-bins.js'
import { reasonName } from './names.js'
import { count } from './numbers.js'

type Loose = Readonly<Record<string, unknown>>

/** What a figure does not say, by reason: `5 for “too few contributors”`. */
export function withheld(figure: Figure): string {
  return reasonsOf(figure)
    .map(([reason, n]) => `${count(n)} for “${reasonName(reason)}”`)
    .join(', ')
}

/** The reasons for which values of a figure are withheld or merged, with how many there are of each. */
export const reasonsOf = (figure: Figure): [reason: string, n: number][] =>
  Object.entries(figure.suppressed.reasons).filter(([, n]) => n > 0)

/** All that is withheld from, or merged in, a figure, as sentences; none where nothing is. */
export function withheldWords(figure: Figure): string[] {
  // That all of it is withheld is said where it would stand.
  if (figure.n === null) return []
  const { cells } = figure.suppressed
  const reasons = withheld(figure)
  const marked = figure.rows.filter((row) => row.suppressed).length
  return [
    ...(cells > 0
      ? [`${count(cells)} ${cells === 1 ? 'cell is' : 'cells are'} withheld or merged${reasons && `: ${reasons}`}.`]
      : reasons
        ? [`Single values are withheld: ${reasons}.`]
        : []),
    ...(marked > 0
      ? [
          `${count(marked)} ${marked === 1 ? 'row has a reason in place of its values; charts mark it' : 'rows have a reason in place of their values; charts mark them'} with a cross.`,
        ]
      : []),
    ...joinedBins(figure.rows as Loose[]),
    ...wholeWeeks(figure.rows as Loose[]),
    ...wholeMonths(figure.rows as Loose[]),
    // Without anything merged it is a value like any other.
    ...(cells > 0 ? others(figure.rows as Loose[]) : []),
  ]
}

/** Why a release shows nothing at all, in one sentence; null where it shows something, or withholds nothing. */
export function nothingShown({ figures, study }: Pick<Release, 'figures' | 'study'>): string | null {
  if (figures.some(({ rows }) => rows.length > 0)) return null
  const reasons = [...new Set(figures.flatMap((figure) => reasonsOf(figure).map(([reason]) => reason)))]
  if (reasons.length === 0) return null
  const { k_users, k_items, sybils, protect } = study.policy
  const words: Record<string, string> = {
    k_users: `it stands for fewer than ${k_users + sybils} ${protect === 'customer' ? 'customers' : 'contributors'}`,
    k_items: `there are fewer than ${k_items} of it`,
    dominance: 'one or two of them make up most of it',
  }
  return `Nothing may be shown: ${reasons.map((reason) => words[reason] ?? reasonName(reason)).join(', or ')}.`
}

/** Neighbouring bins of experience that are given as one. */
function joinedBins(rows: readonly Loose[]): string[] {
  const cut = rows.filter((row): row is Loose & { from: number; to: number | null } => typeof row.from === 'number')
  const joined = new Set(cut.filter(isJoined).map(({ from, to }) => `${from}-${to}`))
  return joined.size === 0
    ? []
    : [
        `Sessions are cut more coarsely than the ${EXPERIENCE_BINS.length} fixed bins: those that are too small are merged with a neighbour.`,
      ]
}

/** Days that are given as whole weeks. */
function wholeWeeks(rows: readonly Loose[]): string[] {
  const cut = rows.filter(({ day, window }) => day !== 'all' && window !== 'all' && window !== undefined)
  const weekly = cut.length > 0 && cut.every(({ window }) => window === '7d' || window === 'weeks')
  if (!weekly) return []
  return cut.some(({ window }) => window === 'weeks')
    ? ['No single day is given: values are of whole weeks, and weeks that are too small go together with a neighbour.']
    : ['No single day is given: values are of 7 days each.']
}

/** Months that are given several together. */
function wholeMonths(rows: readonly Loose[]): string[] {
  const joined = rows.some(({ month }) => typeof month === 'string' && month.includes('/'))
  return joined ? ['Months that are too small are merged with a neighbour.'] : []
}

/** Rows that stand for several others. */
function others(rows: readonly Loose[]): string[] {
  const merged = rows.some((row) => Object.values(row).some((value) => /^other$/i.test(String(value))))
  return merged ? ['“Other” holds what is too small to stand alone.'] : []
}
