import type { Private } from './private.js'
import type { Engine } from './query.js'
import type { Taxa } from './taxa.js'

/** An engine over units whose sentences were put into groups, with what these groups are. */
export const withTaxa = (engine: Engine, taxa: Private<Taxa>): Engine => ({
  truth: engine.truth ?? null,
  taxa,
  aggregate: (query) => engine.aggregate(query),
  ...(engine.families === undefined ? {} : { families: () => engine.families!() }),
})
