import { type FacetValue, saidOfAction, saidOfTurn } from '../facets/index.js'
import type { JudgedRow, JudgedUnit } from '../model/index.js'
import type { RowOf } from '../store/index.js'

type Facets = Record<string, FacetValue> | null

/**
 * What a judge other than the rules said of rows, by its stored verdicts.
 * @param protect who a contributor of the rows is.
 */
export function saidOf(
  verdicts: readonly JudgedRow[],
  protect: 'user' | 'customer',
): (unit: 'turns' | 'actions', row: RowOf) => Facets {
  const known = new Map<string, JudgedRow>()
  const nameOf = (unit: JudgedUnit, owner: unknown, id: unknown) => `${unit} ${owner}/${id}`
  for (const verdict of verdicts) {
    if (verdict.outcome !== 'judged') continue
    const { contributor, customer } = verdict
    const name = nameOf(verdict.unit, protect === 'customer' ? (customer ?? contributor) : contributor, verdict.id)
    const other = known.get(name)
    // As a study takes them: of several of one customer the latest.
    if (other === undefined || other.at < verdict.at) known.set(name, verdict)
  }
  return (unit, row) => {
    const found = (of: JudgedUnit, id: unknown) => known.get(nameOf(of, row.contributor, id)) ?? null
    if (unit === 'turns') return saidOfTurn(found('turn', row.turn), found('interrupt', row.turn))
    const verdict = found('action', row.action)
    return verdict === null ? null : saidOfAction(verdict)
  }
}
