import type { Published } from '../release/index.js'
import { compact, count } from './numbers.js'
import { isExact, said } from './precision.js'
import type { StepPoint } from './steps.js'
import { isNarrow, type Surface } from './surface.js'
import { SHARE, type Unit } from './units.js'
import { shareCell } from './weights.js'

/** A share of what was done for goals of one complexity. */
export interface ComplexityRow {
  complexity: string
  share: number | null
  low: number | null
  high: number | null
  n?: number | undefined
  suppressed?: string | undefined
}

/** The complexities in the order of the rows, those that only another release has after them. */
export const complexitiesOf = (rows: readonly { complexity: string }[]): string[] => [
  ...new Set(rows.map(({ complexity }) => complexity)),
]

/** Rows as points of a line over complexity. */
export const pointsOf = (figure: object, rows: readonly ComplexityRow[], unit: string, what: string): StepPoint[] =>
  rows.map((row) => ({
    step: row.complexity,
    y: row.share,
    low: row.low,
    high: row.high,
    suppressed: row.suppressed,
    says: `${row.complexity}\n${what}  ${shareCell(row)}\nn = ${said(figure, row.n)} ${unit}`,
  }))

/** What all drawings over complexity share: names of steps, how much each holds, and the names of both axes. */
export function overComplexity(figure: object, rows: readonly ComplexityRow[], unit: string, surface: Surface) {
  const narrow = isNarrow(surface)
  const counts = new Map(rows.map(({ complexity, n }) => [complexity, n]))
  const about = isExact(figure) ? '' : '≈'
  return {
    marginLeft: 46,
    steps: complexitiesOf(rows),
    stepName: (step: string) => (narrow ? shortened(step) : step),
    most: Number.POSITIVE_INFINITY,
    tight: narrow,
    below: (step: string) => {
      const n = counts.get(step)
      if (n == null) return ''
      return narrow ? `${about}${compact(n)}` : `n ${about || '='} ${count(n)}`
    },
    across: narrow ? `complexity; ${unit} below` : `complexity of the goal, as judged; n in ${unit}`,
  }
}

/** `Interm.`; of several together `Min.–Int.`. */
const shortened = (step: string): string => {
  const parts = step.split(' to ')
  const most = parts.length > 1 ? 4 : 7
  return parts.map((part) => (part.length > most ? `${part.slice(0, most - 1)}.` : part)).join('–')
}

/** Shares as they stand on the vertical axis. */
export const shareOf = (of: string): Unit => ({ ...SHARE, label: `share of ${of}` })

/** The complexity that the label of a published value names. */
export const publishedAt = (published: readonly Published[], steps: readonly string[]) =>
  published.flatMap((one) => {
    const step = steps.find((name) => new RegExp(`\\b${name.replace(/\W/g, '\\$&')}\\b`, 'i').test(one.label))
    return step && one.value <= 1 ? [{ ...one, step }] : []
  })

/** Goals of one complexity, within a sentence. */
export const goalsOf = ({ complexity }: ComplexityRow): string => `${complexity.toLowerCase()}-complexity goals`

/** The least and the most complex with a share. */
export function endsOf<R extends ComplexityRow>(rows: readonly R[]): readonly [first: R, last: R] | null {
  const known = rows.filter(({ share }) => share !== null)
  const solid = known.filter(({ low }) => low !== null)
  const [first, last] = solid.length > 1 ? [solid[0], solid.at(-1)] : [known[0], known.at(-1)]
  return first && last ? [first, last] : null
}
