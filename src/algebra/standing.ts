import type { Cut } from './cut.js'
import { type Axis, type Estimate, type FigureSpec, isOfTaxa, type Share } from './figure.js'
import { all, type Predicate } from './predicate.js'
import { columnsIn, drawn, isJudged, type Truth, truthColumn, truthOf } from './truth.js'
import type { Asked, Column, Unit } from './units.js'

/**
 * How shares stand to a dearer judge. `corrected`: what the rules say of all units, put right by what it says of some.
 * `verdicts`: what it says of the units it judged, each weighing 1 over the chance of having been drawn. `rules`: what
 * the rules say, because nothing puts that right.
 */
export type Standing = 'corrected' | 'verdicts' | 'rules'

/** Conditions of a share on what a judge says. */
const conditionsOf = ({ values, unknown, atMost }: Share): Predicate[] => [
  ...Object.values(values),
  ...(unknown === undefined ? [] : [unknown]),
  ...(atMost === undefined ? [] : [atMost.plus]),
]

/** Conditions by which an axis puts units into cells. */
const cellsOf = (axis: Axis | null): Predicate[] => (axis?.kind === 'values' ? Object.values(axis.parting.cells) : [])

/** The dimensions of a verdict that cells are made by. */
export const dimensionsOfCells = (axis: Axis | null): string[] => columnsIn(...cellsOf(axis)).filter(isJudged)

/** The dimensions of a verdict that an estimate and its cells look at. */
export const dimensionsIn = (estimate: Estimate, axis: Axis | null): string[] =>
  [...columnsIn(...conditionsIn(estimate), ...cellsOf(axis)), ...scoresIn(estimate)].filter(isJudged)

const conditionsIn = (estimate: Estimate): Predicate[] => {
  if (estimate.kind === 'share') return conditionsOf(estimate)
  return estimate.kind === 'scores' ? estimate.facets.flatMap(({ parting }) => Object.values(parting.cells)) : []
}

const scoresIn = (estimate: Estimate): Asked[] =>
  estimate.kind === 'scores' || estimate.kind === 'extremes' ? Object.values(estimate.values) : []

/** The dimensions of verdicts that a figure is made of, by unit, in the order in which they are met. */
export function dimensionsOf(spec: FigureSpec): { unit: Unit; dimension: string }[] {
  const parts = [...spec.parts, ...(spec.variants ?? [])]
  const found = parts.flatMap(({ of, estimate, by }) => dimensionsIn(estimate, by).map((name) => `${of}/${name}`))
  return [...new Set(found)].map((name) => {
    const [unit, dimension] = name.split('/') as [Unit, string]
    return { unit, dimension }
  })
}

/**
 * How an estimate in the cells of an axis stands, or null where no judge has a say in it. Cells that the rules themselves
 * put together hold other units than those the dearer judge would put there, so labels do not correct them; and along
 * weeks a change is looked for, which needs one judge's verdict on each unit.
 */
export function standingOf(estimate: Estimate, axis: Axis | null, truth: Truth | null | undefined): Standing | null {
  if (!truth) return null
  // A model's sentences are of the units that it judged; those of the rules are of all.
  if (isOfTaxa(estimate)) return truth.kind === 'model' ? 'verdicts' : estimate.kind === 'spread' ? null : 'corrected'
  if (estimate.kind !== 'share' || dimensionsIn(estimate, axis).length === 0) return null
  const kind = axis?.kind
  if (kind === 'weeks' || dimensionsOfCells(axis).length > 0) return truth.kind === 'model' ? 'verdicts' : 'rules'
  return kind === 'experience' || kind === 'days' || estimate.atMost !== undefined ? 'rules' : 'corrected'
}

const each = (values: Record<string, Predicate>): Record<string, Predicate> =>
  Object.fromEntries(Object.entries(values).map(([name, of]) => [name, truthOf(of)]))

const scoresByTruth = (values: Record<string, Column>): Record<string, Column> =>
  Object.fromEntries(Object.entries(values).map(([name, column]) => [name, truthColumn(column) as Column]))

function estimateByTruth(estimate: Estimate): Estimate {
  if (estimate.kind === 'extremes') return { ...estimate, values: scoresByTruth(estimate.values) }
  if (estimate.kind === 'scores') {
    const facets = estimate.facets.map(({ parting, unknown }) => ({
      parting: { ...parting, cells: each(parting.cells) },
      unknown: truthOf(unknown),
    }))
    return { ...estimate, values: scoresByTruth(estimate.values), facets }
  }
  return estimate.kind !== 'share'
    ? estimate
    : {
        ...estimate,
        values: each(estimate.values),
        ...(estimate.unknown === undefined ? {} : { unknown: truthOf(estimate.unknown) }),
        ...(estimate.atMost === undefined
          ? {}
          : { atMost: { ...estimate.atMost, plus: truthOf(estimate.atMost.plus) } }),
      }
}

const axisByTruth = <A extends Axis | null>(axis: A): A =>
  axis?.kind === 'values' ? { ...axis, parting: { ...axis.parting, cells: each(axis.parting.cells) } } : axis

/** What is asked of units where it stands to a dearer judge in some way. */
export interface Question<A extends Axis | null> {
  estimate: Estimate
  axis: A
  where: Predicate
  cut: Pick<Cut, 'drawn' | 'corrects'>
}

/** A question of the rules as it is put where a dearer judge has a say in it. */
export function asked<A extends Axis | null>(
  { estimate, axis, where }: Omit<Question<A>, 'cut'>,
  truth: Truth | null | undefined,
): Question<A> {
  const standing = standingOf(estimate, axis, truth)
  if (standing !== 'verdicts')
    return { estimate, axis, where, cut: standing === 'corrected' ? { corrects: truth! } : {} }
  const own = { estimate: estimateByTruth(estimate), axis: axisByTruth(axis) }
  return { ...own, where: all(drawn, truthOf(where)), cut: { drawn: true } }
}
