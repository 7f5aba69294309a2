import { CERTAIN, type JudgedUnit, NOT_INFERABLE } from '../model/index.js'
import { accuracy, agreementWithin, confusion, krippendorffAlpha, type Labelled, type Level } from '../stats/index.js'
import { DIMENSIONS, presentOf } from './dimensions.js'
import { type Answer, keyOf, type Statement } from './statement.js'

/** Something that labels and verdicts are compared by: a dimension, or what follows from one. */
export interface Compared {
  name: string
  level: Level
  values: readonly string[]
  score: boolean
  /** @returns null where a statement says nothing of it */
  of(statement: Statement): Answer
}

/** How far one judge and the labels agree in one dimension of one unit. */
export interface DimensionAgreement {
  unit: JudgedUnit
  dimension: string
  /** Units of which both said something. */
  n: number
  /** Labelled units of which the judge could not tell. */
  untold: number
  /** Of `n`, units on which they agree; scores within 1. */
  right: number
  /** Share on which they agree, each unit by 1 over its chance where chances differ; null without units. */
  accuracy: number | null
  /** 95% interval, clustered; null under 5 effective clusters. */
  low: number | null
  high: number | null
  /** The one answer to everything that would agree most often, and how often it would. */
  constant: string | number | null
  constant_accuracy: number | null
  /** Scores only: share on which they agree exactly. */
  exact: number | null
  /** Krippendorff's alpha of judge and labels; null where nothing could have differed. */
  alpha: number | null
  /** Units by label (row) and verdict (column), of the values that occur. */
  confusion: { values: (string | number)[]; counts: number[][] }
}

/** What the answers of a unit are compared by. */
export function comparedOf(unit: JudgedUnit): Compared[] {
  return DIMENSIONS[unit].flatMap((dimension) => {
    const { name, level, values, kind } = dimension
    const own: Compared = { name, level, values, score: kind === 'score', of: ({ said }) => said[name] ?? null }
    if (name !== 'safeguards_category') return [own]
    const present = (set: Answer) => (set === null ? null : presentOf(String(set)))
    return [{ ...own, name: 'safeguards_present', values: PRESENT, of: (statement) => present(own.of(statement)) }, own]
  })
}

const PRESENT = ['yes', 'no', NOT_INFERABLE]

/**
 * How far a judge agrees with labels, by unit and dimension, of the units that both know.
 *
 * @param labels of one person, one per unit
 * @param verdicts of one judge in one run, one per unit
 * @param clusterOf what intervals are clustered by, the contributor unless told
 * @returns dimensions of which any label says something, in the order of the units and their dimensions
 */
export function agreementOf(
  labels: readonly Statement[],
  verdicts: readonly Statement[],
  clusterOf: (label: Statement) => string = ({ contributor }) => contributor,
): DimensionAgreement[] {
  const verdictOn = new Map(verdicts.map((verdict) => [keyOf(verdict), verdict]))
  return (Object.keys(DIMENSIONS) as JudgedUnit[]).flatMap((unit) => {
    const both = labels.flatMap((label) => {
      const verdict = label.unit === unit ? verdictOn.get(keyOf(label)) : undefined
      return verdict === undefined ? [] : [{ label, verdict }]
    })
    const weightOf = weights(both.map(({ label }) => label))
    return comparedOf(unit).flatMap((compared) => {
      const told = both.flatMap(({ label, verdict }) => {
        const truth = compared.of(label)
        if (truth === null) return []
        return [{ truth, judged: compared.of(verdict), cluster: clusterOf(label), weight: weightOf(label) }]
      })
      if (told.length === 0) return []
      const pairs = told.flatMap(({ judged, ...rest }) => (judged === null ? [] : [{ ...rest, judged }]))
      return [{ unit, dimension: compared.name, untold: told.length - pairs.length, ...scored(compared, pairs) }]
    })
  })
}

/**
 * Krippendorff's alpha of several answers on each unit, with the number of units that have two. On ordered values
 * `Not inferable` has no rank and counts as no answer.
 */
export function alphaOf(
  { level, values }: Pick<Compared, 'level' | 'values'>,
  units: readonly (readonly Answer[])[],
): { n: number; alpha: number | null } {
  const ranked = (answer: Answer): Answer => {
    if (answer === null || level === 'nominal') return answer
    if (level === 'interval') return Number(answer)
    return answer === NOT_INFERABLE ? null : values.indexOf(String(answer))
  }
  const pairable = units
    .map((answers) => answers.map(ranked))
    .filter((answers) => answers.filter((answer) => answer !== null).length > 1)
  return { n: pairable.length, alpha: krippendorffAlpha(pairable, level) }
}

type Pair = Labelled<string | number>

function scored(compared: Compared, pairs: readonly Pair[]): Omit<DimensionAgreement, 'unit' | 'dimension' | 'untold'> {
  const plain = accuracy(pairs)
  const numbers = pairs.map((pair) => ({ ...pair, truth: Number(pair.truth), judged: Number(pair.judged) }))
  const {
    n,
    right,
    accuracy: share,
    low,
    high,
    constant,
    constantAccuracy,
  } = compared.score ? agreementWithin(numbers) : plain
  const values = occurring(compared, pairs)
  return {
    n,
    right,
    accuracy: share,
    low,
    high,
    constant: constant as string | number | null,
    constant_accuracy: constantAccuracy,
    exact: compared.score ? plain.accuracy : null,
    alpha: alphaOf(
      compared,
      pairs.map(({ truth, judged }) => [truth, judged]),
    ).alpha,
    confusion: { values, counts: confusion(pairs, values) },
  }
}

/** The values that occur, in the order of the dimension; sets by how they are written. */
function occurring({ values }: Compared, pairs: readonly Pair[]): (string | number)[] {
  const met = [...new Set(pairs.flatMap(({ truth, judged }) => [truth, judged]))]
  const rank = (value: string | number) => values.indexOf(String(value).split('|')[0]!)
  return met.sort((a, b) => rank(a) - rank(b) || String(a).localeCompare(String(b), 'en'))
}

/** What each label stands for; alike where all were drawn with one chance, or any with a chance that is not known. */
function weights(labels: readonly Statement[]): (label: Statement) => number {
  const chances = new Set(labels.map(({ chance }) => chance))
  if (chances.size < 2 || chances.has(null)) return () => 1
  return ({ chance }) => CERTAIN / chance!
}
