import type { FigureSpec } from './figure.js'
import { all, type Predicate } from './predicate.js'
import { Private } from './private.js'
import type { Engine, Query } from './query.js'
import { dimensionsOfCells, standingOf } from './standing.js'
import { columnsIn, drawn, isJudged, truthOf } from './truth.js'

/** How many units there are, and of how many contributors. */
export interface Found {
  n: number
  contributors: number
}

export const peopleQuery = (spec: FigureSpec, inside: Predicate): Query & { ask: 'sums' } => ({
  ask: 'sums',
  of: spec.unit,
  where: all(inside, spec.counted),
  by: [],
  cluster: 'contributor',
  sums: [],
})

/** Counts units. */
export const found = async (of: FigureSpec['unit'], where: Predicate, engine: Engine): Promise<Private<Found>> =>
  (await engine.aggregate({ ask: 'sums', of, where, by: [], cluster: 'contributor', sums: [] })).map((rows) => ({
    n: rows[0]?.n ?? 0,
    contributors: rows[0]?.contributors ?? 0,
  }))

/**
 * The sentences of a figure, from counts. Where its rows are of what a dearer judge says, a sentence on that by which they
 * are cut is as well, and one on anything else that the rules say is left out: they have no say in these rows.
 * @param inside the window. @param counted what the figure counts.
 */
export async function asidesOf(
  spec: FigureSpec,
  inside: Predicate,
  counted: Found,
  engine: Engine,
): Promise<Private<string[]>> {
  const byTruth = spec.parts.filter(({ estimate, by }) => standingOf(estimate, by, engine.truth) === 'verdicts')
  const cutting = byTruth.flatMap(({ by }) => dimensionsOfCells(by))
  const units = all(inside, spec.counted)
  const said = (spec.asides ?? []).map(async ({ where, says }): Promise<Private<string[]>> => {
    const judged = byTruth.length > 0 ? columnsIn(where).filter(isJudged) : []
    if (!judged.every((column) => cutting.includes(column))) return Private.of<string[]>([])
    const plain = judged.length === 0
    const seen = plain ? units : all(drawn, truthOf(units))
    const [own, whole] = await Promise.all([
      found(spec.unit, all(seen, plain ? where : truthOf(where)), engine),
      plain ? Private.of(counted) : found(spec.unit, seen, engine),
    ])
    return Private.both(own, whole).map(([some, of]) => [says(some, of)])
  })
  return Private.all(await Promise.all(said)).map((list) => list.flat())
}
