import { weekName } from './along-weeks.js'
import type { Breakdowns } from './breakdowns.js'
import type { Rows } from './cut.js'
import { type Answer, type ByTaxa, type Estimate, isOfTaxa, type OfTaxa } from './figure.js'
import { Private } from './private.js'
import type { Engine } from './query.js'
import { type Taxa, treeOf } from './taxa.js'
import { EXACT, rowsOfExtremes, rowsOfScores, rowsOfSpread, type ToldTaxa, type Uncut, unmerged } from './taxa-rows.js'

/** What there is of groups of sentences, every one of them by itself. */
export async function alongTaxa(
  cut: Uncut,
  axis: ByTaxa,
  estimate: Estimate,
  engine: Engine,
): Promise<Private<Answer>> {
  if (!isOfTaxa(estimate)) throw new Error('along groups of sentences, scores and shares of the groups are estimated')
  return (engine.taxa ?? Private.of<Taxa>({})).chain(async (taxa) => {
    const tree = treeOf(taxa[axis.of] ?? [])
    const rows = await taxaRows(
      { cut, axis, tree, to: unmerged(tree), round: EXACT },
      estimate,
      engine,
      everything(estimate),
    )
    return rows.map((list) => ({ rows: list, curve: [] }))
  })
}

/** The rows of an estimate, of groups as they are told. */
export function taxaRows(
  told: ToldTaxa,
  estimate: OfTaxa,
  engine: Engine,
  breakdowns: Breakdowns,
): Promise<Private<Rows>> {
  if (told.tree.levels.length === 0) return Promise.resolve(Private.of<Rows>([]))
  if (estimate.kind === 'scores') return rowsOfScores(told, estimate, breakdowns, engine)
  return estimate.kind === 'extremes' ? rowsOfExtremes(told, estimate, engine) : rowsOfSpread(told, estimate, engine)
}

/** Breakdowns of which nothing is withheld. */
function everything(estimate: OfTaxa): Breakdowns {
  if (estimate.kind !== 'scores') return { crossings: [], weeks: null }
  return {
    crossings: estimate.facets.map(({ parting }) => ({ name: parting.name, parts: parting.cells, shows: () => true })),
    weeks: {
      where: { op: 'known', column: 'week' },
      by: { kind: 'column', column: 'week' },
      name: (week) => weekName(Number(week)),
      shows: () => true,
    },
  }
}
