import type { Rows } from './cut.js'
import type { Mean, Part } from './figure.js'
import { type Bins, passingBins } from './guard.js'
import type { Guard, Guarded } from './guarded-experience.js'
import { fields, type Predicate } from './predicate.js'
import { Private } from './private.js'
import type { Cluster, Engine } from './query.js'
import { estimateRows } from './rows.js'

interface Units {
  of: Part['of']
  where: Predicate
  cluster: Cluster
}

/**
 * Means per month, where months merge with their neighbours until in each the units with something to count, and those
 * without, may be told apart. A measure of which one contributor makes up too much anywhere is left out everywhere,
 * so that it does not follow from the other months.
 */
export async function guardedMonths(
  part: Part,
  where: Predicate,
  engine: Engine,
  cluster: Cluster,
  guard: Guard,
  name: (month: number) => string,
): Promise<Private<Guarded>> {
  if (part.estimate.kind !== 'mean') throw new Error('along months, only means are estimated')
  const estimate = part.estimate
  const units = { of: part.of, where, cluster }
  const seen = await engine.aggregate({ ask: 'sums', ...units, by: [{ kind: 'column', column: 'month' }], sums: [] })
  return seen.chain(async (rows) => {
    const months = rows.map((row) => Number(row.cell[0]))
    if (months.length === 0) return Private.of<Guarded>({ rows: [], curve: [], withheld: {} })
    const [first, last] = [Math.min(...months), Math.max(...months)]
    const bins: Bins = Array.from({ length: last - first + 1 }, (_, i) => [first + i, first + i])
    const some = Object.values(estimate.values).map((column) => ({
      count: fields(part.of)[column as 'turns'].between(1, null),
    }))
    const ask = (cut: Bins) =>
      engine.aggregate({
        ask: 'sums',
        ...units,
        by: [{ kind: 'bins', column: 'month', bins: cut }],
        sums: some,
        guarded: true,
      })
    return (await passingBins(bins, ask, guard.check)).chain(async (cut) => {
      if (cut === null) return Private.of<Guarded>({ rows: [], curve: [], withheld: { k_users: bins.length } })
      return (await evenly(units, estimate, cut, engine, guard)).chain(async (kept) => {
        const rows = await monthRows(units, { ...estimate, values: kept }, cut, engine, name)
        const left = Object.keys(estimate.values).length - Object.keys(kept).length
        return rows.map((list) => ({
          rows: list,
          curve: [],
          withheld: left === 0 ? {} : { dominance: left * cut.length },
        }))
      })
    })
  })
}

/** The measures of which no contributor makes up too much, in any cell. */
async function evenly(
  units: Units,
  estimate: Mean,
  bins: Bins,
  engine: Engine,
  guard: Guard,
): Promise<Private<Mean['values']>> {
  const names = Object.keys(estimate.values)
  const sums = names.map((name) => ({ sum: estimate.values[name]! }))
  const cells = await engine.aggregate({
    ask: 'sums',
    ...units,
    by: [{ kind: 'bins', column: 'month', bins }],
    sums,
    guarded: true,
  })
  return cells.map((rows) => {
    const even = names.filter((_, i) => rows.every((row) => guard.check(row.parts![i]!.counted) === null))
    return Object.fromEntries(even.map((name) => [name, estimate.values[name]!]))
  })
}

function monthRows(
  units: Units,
  estimate: Mean,
  bins: Bins,
  engine: Engine,
  name: (month: number) => string,
): Promise<Private<Rows>> {
  if (Object.keys(estimate.values).length === 0) return Promise.resolve(Private.of<Rows>([]))
  const span = ([from, to]: Bins[number]) => (from === to ? name(from) : `${name(from)}/${name(to!)}`)
  return estimateRows(
    { ...units, by: [{ kind: 'bins', column: 'month', bins }], keys: ([bin]) => ({ month: span(bins[Number(bin)]!) }) },
    estimate,
    engine,
  )
}
