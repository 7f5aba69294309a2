import { dimensionsOf, type FigureSpec, type Unit } from '../algebra/index.js'

/**
 * The least Krippendorff's alpha between a judge and people at which a figure says nothing of it: "the lowest conceivable
 * limit" for tentative conclusions (Krippendorff, Content Analysis, 2nd ed., 2004, p. 241).
 */
export const RELIABLE = 0.667

/** Fewer units that both judged measure nothing. */
export const MIN_BOTH = 30

/** How far a judge and the people who labelled the same units agree on a dimension of their verdicts. */
export interface Agreement {
  unit: Unit
  /** As the columns of `UNITS` name it. */
  dimension: string
  /** units that both judged, both of them able to tell */
  n: number
  /** Krippendorff's alpha at the level of the dimension; null where all verdicts are the same */
  alpha: number | null
}

/** A judge, and what is known of how right it is. */
export interface Trust {
  /** `rules`, or `<provider>/<model>`. */
  judge: string
  agreement: readonly Agreement[]
}

/**
 * What a figure must say of its judge: on which of the dimensions that it is made of (by its declaration) the judge is below
 * the stated reliability, and on which nobody knows. Nothing where it is made of none, or the judge is reliable on all.
 * @param numbers whether alpha and the number of units may be told; without them, each sentence tells of dimensions alone.
 */
export function reliabilityNotes(spec: FigureSpec, { judge, agreement }: Trust, numbers = true): string[] {
  const own = dimensionsOf(spec)
  const found = own.map(({ unit, dimension }): Agreement => {
    const same = (one: Agreement) => one.unit === unit && one.dimension === dimension
    return agreement.find(same) ?? { unit, dimension, n: 0, alpha: null }
  })
  if (found.length === 0) return []
  const units = [...new Set(own.map(({ unit }) => unit))].join(' and ')
  const [they, theyAre] = judge === 'rules' ? ['the rules', 'the rules are'] : [judge, `${judge} is`]
  if (found.every(({ n }) => n === 0))
    return [`No person has labelled these ${units}, so how right ${theyAre} here is not measured.`]
  const few = found.filter(({ n }) => n < MIN_BOTH)
  const same = found.filter(({ n, alpha }) => n >= MIN_BOTH && alpha === null)
  const below = found.filter(({ n, alpha }) => n >= MIN_BOTH && alpha !== null && alpha < RELIABLE)
  const told = ({ dimension, n, alpha }: Agreement) =>
    numbers ? `${plain(dimension)} (alpha ${down(alpha!)}, n ${n})` : plain(dimension)
  const names = (list: readonly Agreement[]) => listed(list.map(({ dimension }) => plain(dimension)))
  return [
    ...(below.length === 0
      ? []
      : [
          `${capital(theyAre)} below the stated reliability on ${listed(below.map(told))}: Krippendorff's alpha between ${they} and people who labelled the same ${units} is under ${RELIABLE}, the lowest for tentative conclusions.`,
        ]),
    ...(few.length === 0
      ? []
      : [
          `On ${names(few)} fewer than ${MIN_BOTH} of these ${units} were labelled by people, so how right ${theyAre} there is not measured.`,
        ]),
    ...(same.length === 0
      ? []
      : [
          `On ${names(same)} people and ${they} gave all labelled ${units} the same value: agreement on it cannot be told from chance.`,
        ]),
  ]
}

/** Rounded down, so that what is below the limit never reads as the limit. */
const down = (alpha: number): string => (Math.floor(alpha * 1000) / 1000).toFixed(3)

const plain = (dimension: string): string => dimension.replaceAll('_', ' ')

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`

/** A judge's own name stays as it is. */
const capital = (words: string): string => (words.startsWith('the ') ? `The ${words.slice(4)}` : words)
