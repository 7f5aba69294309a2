import { CERTAIN, type JudgedUnit } from '../model/index.js'
import { ownRows } from '../privacy/own.js'
import type { Store } from '../store/index.js'

/** Whose verdicts are stored, on what, and by which question. */
export interface Author {
  judge: string
  questions: string
  unit: JudgedUnit
}

/** What the store has of a judge's verdict on a unit. */
export interface Kept {
  questions: string
  outcome: string
  chance: number | null
}

/** Names a unit among all of its kind: two contributors may hold copies of one. */
export const unitName = ({ contributor, id }: { contributor: string; id: string }): string => `${contributor}/${id}`

/** What a judge said of units of one kind before, by {@link unitName}. */
export async function keptOf(
  store: Store,
  { judge, unit }: Pick<Author, 'judge' | 'unit'>,
): Promise<Map<string, Kept>> {
  const rows = ownRows(await store.judgments({ judge, run: '', unit }))
  return new Map(rows.map((row) => [unitName(row), row]))
}

/**
 * Says of stored verdicts with which chance their units were drawn: the larger one, where they were drawn before. A unit is
 * drawn by a number of its own, so a larger chance draws the same ones and more. Done once all that were drawn with it have
 * been asked: of those asked so far the first ones stand for nobody but themselves.
 */
export async function settleChances(
  store: Store,
  { judge, unit }: Author,
  drawn: ReadonlyMap<string, { chance: number }>,
): Promise<void> {
  const rows = ownRows(await store.judgments({ judge, run: '', unit }))
  const changed = rows.flatMap((row) => {
    const { chance } = drawn.get(unitName(row)) ?? { chance: 0 }
    return chance > (row.chance ?? 0) ? [{ ...row, chance: Math.min(CERTAIN, chance) }] : []
  })
  if (changed.length > 0) await store.judge(changed)
}
