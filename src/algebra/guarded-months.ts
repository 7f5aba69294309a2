import type { Rows } from './cut.js'
import { apart } from './earlier.js'
import type { Mean, Part } from './figure.js'
import type { Guard, Guarded } from './guarded-experience.js'
import { fields } from './predicate.js'
import { Private } from './private.js'
import type { Cluster, Engine } from './query.js'
import { estimateRows } from './rows.js'
import { monthSpan } from './run.js'
import { familyOf, freshOf, type Mark, type Stretch, type Timeline, unitsIn } from './timeline.js'

/** What parts the units of each month besides: whether there is anything of a measure. */
export const marksOf = (part: Part): Mark[] =>
  part.estimate.kind !== 'mean'
    ? []
    : Object.entries(part.estimate.values).map(([name, column]) => ({
        name,
        parts: [fields(part.of)[column as 'turns'].between(1, null)],
      }))

/**
 * Means per month. A measure of which one contributor makes up too much anywhere is left out everywhere, so that it does
 * not follow from the other months. Months that were told are repeated.
 */
export async function guardedMonths(
  figure: string,
  part: Part,
  line: Timeline,
  cluster: Cluster,
  engine: Engine,
  guard: Guard,
): Promise<Private<Guarded & { everywhere: Mean['values'] }>> {
  if (part.estimate.kind !== 'mean') throw new Error('along months, only means are estimated')
  const estimate = part.estimate
  const month = ([from, to]: Stretch['bin']) => monthSpan(from, to)
  const repeated = line.stretches.map(({ span }) => (span === null ? null : guard.earlier.rows(figure, part.of, span)))
  const asked = freshOf(line)
  const silent = line.stretches.filter(({ span }, i) => span !== null && repeated[i] === null)
  return (await evenly(line, estimate, asked, cluster, engine, guard)).chain(async (even) => {
    const found = await monthRows(line, asked, { ...estimate, values: even }, cluster, engine, month)
    const names = Object.keys(even).filter((name) =>
      repeated.every((rows) => rows === null || rows.some((row) => row[estimate.key] === name)),
    )
    const left = Object.keys(estimate.values).length - names.length
    return found.map((rows) => {
      const unsaid = [...line.withheld, ...silent.map(({ bin }) => ({ bin, reason: 'ledger' }))]
      const held = unsaid.flatMap(({ bin, reason }) =>
        names.map((measure) => ({ month: month(bin), [estimate.key]: measure, suppressed: reason })),
      )
      const all = [...rows, ...repeated.flatMap((own) => own ?? []), ...held]
      return {
        rows: all.sort((a, b) => (String(a.month) < String(b.month) ? -1 : String(a.month) > String(b.month) ? 1 : 0)),
        curve: [],
        // What is not told of every month is not told over all of them.
        everywhere: silent.length > 0 ? {} : Object.fromEntries(names.map((name) => [name, estimate.values[name]!])),
        withheld: left === 0 ? {} : { dominance: left * line.stretches.length },
      }
    })
  })
}

/** The measures of which no contributor makes up too much, in any cell or in what came to it. */
async function evenly(
  line: Timeline,
  estimate: Mean,
  asked: readonly Stretch[],
  cluster: Cluster,
  engine: Engine,
  guard: Guard,
): Promise<Private<Mean['values']>> {
  const standing = line.marks.map(({ name }) => [name, estimate.values[name]!] as const)
  if (asked.length === 0) return Private.of<Mean['values']>(Object.fromEntries(standing))
  const units = unitsIn(line, asked, cluster)
  const by = [{ kind: 'bins', column: 'month', bins: asked.map(({ bin }) => bin) }] as const
  const checks = line.marks.map(async (mark) => {
    const query = apart(units, familyOf(line, mark), by, [{ sum: estimate.values[mark.name]! }])
    const rows = await engine.aggregate(query)
    return rows.map((list) => (list.every((row) => guard.check(row.parts![0]!.counted) === null) ? [mark.name] : []))
  })
  return Private.all(await Promise.all(checks)).map((list) =>
    Object.fromEntries(list.flat().map((name) => [name, estimate.values[name]!])),
  )
}

function monthRows(
  line: Timeline,
  asked: readonly Stretch[],
  estimate: Mean,
  cluster: Cluster,
  engine: Engine,
  month: (bin: Stretch['bin']) => string,
): Promise<Private<Rows>> {
  if (asked.length === 0 || Object.keys(estimate.values).length === 0) return Promise.resolve(Private.of<Rows>([]))
  const by = [{ kind: 'bins', column: 'month', bins: asked.map(({ bin }) => bin) }] as const
  return estimateRows(
    { ...unitsIn(line, asked, cluster), by, keys: ([bin]) => ({ month: month(asked[Number(bin)]!.bin) }) },
    estimate,
    engine,
  )
}
