import { apart, spoiled, type Units } from './earlier.js'
import { passes } from './guard.js'
import type { Guard } from './guarded-experience.js'
import type { Predicate } from './predicate.js'
import { Private } from './private.js'
import type { CellRow, Engine } from './query.js'

/** Why units may not be parted by conditions, also apart from what earlier releases told; null where they may. */
export async function parted(
  units: Units,
  family: string,
  parts: readonly Predicate[],
  engine: Engine,
  guard: Guard,
): Promise<Private<string | null>> {
  const sums = parts.map((count) => ({ count }))
  const [bad, rows, whole] = await Promise.all([
    spoiled(units, family, engine, guard.check),
    engine.aggregate(apart(units, family, [], sums)),
    engine.aggregate({ ask: 'sums', ...units, by: [], sums, guarded: 'both' }),
  ])
  return Private.all([bad.map((list) => list.length === 0), rows.map(passing(guard)), whole.map(passing(guard))]).map(
    ([clean, groups, alone]) => (clean && groups ? null : alone ? 'ledger' : 'k_users'),
  )
}

/** Whether all that cells tell apart passes. */
export const passing = (guard: Guard) => (rows: CellRow[]) => rows.every((row) => passes(row, guard.check))
