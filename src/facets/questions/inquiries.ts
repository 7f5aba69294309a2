import type { Inquiry } from '../../judge/index.js'
import type { JudgedUnit } from '../../model/index.js'
import { BUDGETS, type Budgets } from './budgets.js'
import type { ActionItem, EvidenceGroup, GatheredItem, TurnItem } from './group.js'
import { actionAlone, type Told, toldActions } from './told-actions.js'
import { toldTurns, turnAlone } from './told-turns.js'

interface Asked {
  group: EvidenceGroup
  item: GatheredItem
}

/** Whether a question of a unit can be put about some evidence. */
export const asks = (unit: JudgedUnit, item: GatheredItem): boolean =>
  unit === 'interrupt' ? item.unit === 'turn' && item.evidence.broken : item.unit === unit

/**
 * Puts gathered evidence into words: so many items together, in the order in which they come, over the turns of one
 * contributor and never of two. The same evidence gives the same bytes.
 *
 * An item is known again by what it says by itself, whatever it was asked with: a verdict holds where others of its turn
 * are drawn, and equal evidence is asked once.
 */
export async function* inquiriesOf(
  unit: JudgedUnit,
  groups: AsyncIterable<EvidenceGroup> | Iterable<EvidenceGroup>,
  given: Partial<Budgets> = {},
): AsyncGenerator<Inquiry> {
  const budgets = { ...BUDGETS, ...given }
  let held: Asked[] = []
  for await (const group of groups) {
    if (held.length > 0 && held[0]!.group.contributor !== group.contributor) {
      yield inquiry(unit, held, budgets)
      held = []
    }
    for (const item of group.items) {
      if (!asks(unit, item)) continue
      held.push({ group, item })
      if (held.length < budgets.items) continue
      yield inquiry(unit, held, budgets)
      held = []
    }
  }
  if (held.length > 0) yield inquiry(unit, held, budgets)
}

function inquiry(unit: JudgedUnit, asked: readonly Asked[], budgets: Budgets): Inquiry {
  const told = toldOf(unit, asked, budgets)
  return {
    within: asked[0]!.group.contributor,
    shared: told.shared,
    items: asked.map(({ item }, n) => ({
      id: item.id,
      text: told.items[n]!,
      fingerprint: alone(unit, item, budgets),
    })),
  }
}

function toldOf(unit: JudgedUnit, asked: readonly Asked[], budgets: Budgets): Told {
  if (unit === 'action')
    return toldActions(
      asked.map(({ group, item }) => ({ turn: group, evidence: (item as ActionItem).evidence })),
      budgets,
    )
  return toldTurns(
    asked.map(({ item }) => (item as TurnItem).evidence),
    unit === 'interrupt',
    budgets,
  )
}

const alone = (unit: JudgedUnit, item: GatheredItem, budgets: Budgets): string =>
  item.unit === 'action' ? actionAlone(item.evidence, budgets) : turnAlone(item.evidence, unit === 'interrupt', budgets)
