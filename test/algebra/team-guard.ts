import { type Guard, type Holders, NOTHING_EARLIER } from '../../src/algebra/index.js'
import { tooFew } from '../../src/privacy/thresholds.js'
import type { UnitRow } from './unit-rows.js'

/** The thresholds of `team` that hold unless a study says otherwise. */
export const TEAM = { k_users: 5, k_items: 20, sybils: 0 }

/** Policy `team` with its own thresholds, nothing rounded and nothing told before. */
export const teamGuard = (given: Partial<Guard> = {}): Guard => ({
  check: (of) => tooFew(of, TEAM),
  people: TEAM.k_users,
  round: (n) => n,
  roundPeople: (n) => n,
  earlier: NOTHING_EARLIER,
  ...given,
})

/** Who makes up a number of units, counted one by one. */
export function holders(units: readonly Pick<UnitRow, 'contributor'>[]): Holders {
  const counts = new Map<unknown, number>()
  for (const unit of units) counts.set(unit.contributor, (counts.get(unit.contributor) ?? 0) + 1)
  const sizes = [...counts.values()].sort((a, b) => b - a)
  return {
    units: units.length,
    contributors: sizes.length,
    top1: sizes[0] ?? 0,
    top2: (sizes[0] ?? 0) + (sizes[1] ?? 0),
  }
}

/** Rule 1 for units counted one by one. */
export const failing = (units: readonly Pick<UnitRow, 'contributor'>[]) => tooFew(holders(units), TEAM)
