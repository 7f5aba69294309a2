import { meanOf, shareOf } from './estimates.js'
import type { PrivateRow } from './private-rows.js'
import { type Holds, people } from './units.js'

/** What weighs how much where actions, sessions or contributors count once. */
export const WEIGHTS = ['action', 'session', 'contributor'] as const
export type Weight = (typeof WEIGHTS)[number]

const weighing =
  (weight: Weight | undefined) =>
  (row: PrivateRow): number =>
    weight === undefined || weight === 'action' ? 1 : Number(row[`${weight}_weight`])

/** What a row of a share holds beside its keys; nothing where it can be told of no unit. */
export function shareRow(
  all: readonly PrivateRow[],
  by: string,
  hit: Holds,
  { unknown = () => false, weight }: { unknown?: Holds; weight?: Weight } = {},
) {
  const of = weighing(weight)
  const told = all.filter((row) => !unknown(row))
  if (told.length === 0) return null
  const { value, low, high } = shareOf(told, by, hit, of)
  const sum = (list: readonly PrivateRow[], amount = of) => list.reduce((total, row) => total + amount(row), 0)
  const [whole, left] = [sum(all), sum(all.filter(unknown))]
  const hits = sum(told.filter(hit))
  const effective = sum(told) ** 2 / sum(told, (row) => of(row) ** 2)
  return {
    ...{ n: told.length, contributors: people(told), share: value, low, high },
    ...(weight === undefined ? {} : { weight, n_eff: effective, raw: value }),
    ...(left > 0.05 * whole ? { share_min: hits / whole, share_max: (hits + left) / whole } : {}),
  }
}

/** What a row of a mean of counts holds beside its keys. */
export function meanRow(rows: readonly PrivateRow[], by: string, column: string) {
  const { value, low, high } = meanOf(rows, by, (row) => Number(row[column] ?? 0), null)
  return { n: rows.length, contributors: people(rows), per_session: value, low, high }
}

/** The means of both scores, between 1 and 10, of units of which they can be told. */
export function scoresOf(rows: readonly PrivateRow[], by: string) {
  const told = (score: string) => {
    const known = rows.filter((row) => row[score] !== null)
    const { value, low, high } = meanOf(known, by, (row) => Number(row[score]), 10)
    return { [score]: value, [`${score}_low`]: low, [`${score}_high`]: high }
  }
  return { n: rows.length, contributors: people(rows), ...told('risk'), ...told('autonomy') }
}
