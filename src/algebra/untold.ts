import type { Private } from './private.js'
import type { Engine, History, Query } from './query.js'

/** Stands for every family of cells of which nothing was told. */
const NONE = ''

/**
 * An engine that is asked alike about all families of which nothing was told: no unit has a group in any of them, so that
 * questions which differ in nothing else can be put together.
 * @param told the families of which something was told; null where that is not known.
 */
export const untoldAlike = (engine: Engine, told: Private<ReadonlySet<string>> | null): Engine => ({
  ...(engine.taxa === undefined ? {} : { taxa: engine.taxa }),
  aggregate: (query) =>
    told === null ? engine.aggregate(query) : told.chain((known) => engine.aggregate(withHistory(query, known))),
})

const withHistory = (query: Query, known: ReadonlySet<string>): Query =>
  query.history === undefined ? query : { ...query, history: alike(query.history, known) }

const alike = (history: History, known: ReadonlySet<string>): History =>
  Object.fromEntries(Object.entries(history).map(([name, family]) => [name, known.has(family) ? family : NONE]))
