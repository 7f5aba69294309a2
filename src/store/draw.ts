import type { Predicate, Window } from '../algebra/index.js'
import { CERTAIN } from '../model/index.js'
import type { Dialect } from './dialect.js'
import { condition } from './units.js'

/** Which units are drawn, by chance. */
export interface DrawWish {
  /** The same seed draws the same units, and with larger chances these and more. */
  seed: number
  window: Window
  /** Which units may be drawn at all. */
  where?: Predicate
  /** No unit is in two of them; one that is in none is not drawn. `chance` is in parts of {@link CERTAIN}. */
  strata: readonly { where: Predicate; chance: number }[]
}

/** Bits of the number by which a unit is drawn. */
const BITS = 60n

/**
 * The number below which a unit's own number must be to be drawn: ⌊chance · 2⁶⁰ / 10⁹⌋.
 * @throws RangeError where the chance is none.
 */
export function cutOf(chance: number): bigint {
  if (!(Number.isInteger(chance) && chance >= 0 && chance <= CERTAIN))
    throw new RangeError(`a chance of ${chance}; expected whole parts of ${CERTAIN}, from 0 to ${CERTAIN}`)
  return (BigInt(chance) << BITS) / BigInt(CERTAIN)
}

/** A moment inside a window, as a condition. */
export const within = ({ from, to }: Window): string =>
  [from === null ? [] : [`started_at >= ${from}`], to === null ? [] : [`started_at < ${to}`]].flat().join(' AND ') ||
  '1 = 1'

/**
 * The units of a relation that a wish draws, with `stratum` and `chance`. A unit is drawn by a hash of the seed, its
 * contributor and its name, which are keyed pseudonyms: an action that stands in two logs is drawn in both or in neither.
 */
export function drawn(of: 'actions' | 'turns', { seed, window, where, strata }: DrawWish, d: Dialect): string {
  const name = of === 'actions' ? 'action' : 'turn'
  const number = d.numberOf(`${d.quote(`${seed}/`)} || contributor || '/' || ${name}`)
  const inside = [within(window), ...(where === undefined ? [] : [condition(where, d)])].join(' AND ')
  const byStratum = (what: (stratum: DrawWish['strata'][number], i: number) => string) =>
    strata.length === 0
      ? 'NULL'
      : `CASE ${strata.map((stratum, i) => `WHEN ${condition(stratum.where, d)} THEN ${what(stratum, i)}`).join(' ')} END`
  const chosen = `SELECT *, ${byStratum((_, i) => String(i))} AS stratum, ${byStratum(({ chance }) => String(chance))} AS chance
    FROM ${of} WHERE ${inside} AND ${number} < coalesce(${byStratum(({ chance }) => String(cutOf(chance)))}, 0)`
  return `(${chosen})`
}
