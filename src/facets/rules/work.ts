import type { ActionEvidence, ActionFacets, SoFar, Words } from '../../model/index.js'
import { GOAL_COMPLEXITIES } from '../../model/index.js'
import type { DeedId } from './deeds.js'
import { asks, prompts } from './signs.js'
import { isGeneral } from './who.js'

type Complexity = (typeof GOAL_COMPLEXITIES)[number]

/**
 * How complex a goal is: from how it is put, and how much has been done for it. Thresholds were set on labelled turns
 * and actions (docs/judges/rules.md).
 */
export function complexityOf(work: SoFar): Complexity {
  const { goal, calls, changes, planned, delegated } = work
  let level = 1
  if (calls >= 60 || changes >= 25) level = 3
  else if (calls >= 26 || changes >= 10) level = 2
  else if (calls <= 4 && changes <= 2 && asks(goal, 'brief')) level = 0
  if (asks(goal, 'scheduled') || asks(goal, 'automated')) level = Math.max(level, 2)
  if (level === 0 && (planned || delegated !== null || asks(goal, 'large'))) level = 1
  if (level === 1 && calls >= 12 && (delegated !== null || planned)) level = 2
  if (level === 1 && asks(goal, 'lengthy') && calls >= 10) level = 2
  if (level === 1 && calls <= 8 && asks(goal, 'small')) level = 0
  if (asks(goal, 'open-ended')) level = Math.max(level, 3)
  return GOAL_COMPLEXITIES[Math.min(level, 4)]!
}

/** The same of an action in the middle of its work: what is still to come cannot be seen. */
export function complexitySoFar({ circumstances, soFar, before }: ActionEvidence, coordinating: boolean): Complexity {
  const { goal } = soFar
  if (circumstances.kind === 'api' && circumstances.evaluation !== true && before.length <= 5) return 'Minimal'
  let level = 1
  if (soFar.planned || soFar.delegated !== null || coordinating || soFar.calls >= 20 || soFar.changes >= 6) level = 2
  if (circumstances.kind === 'coding' && (asks(goal, 'large') || asks(goal, 'long'))) level = 2
  if (soFar.calls >= 60 && (soFar.delegated !== null || soFar.planned)) level = 3
  if (asks(goal, 'scheduled')) level = 2
  if (circumstances.kind === 'assistant') level = 1
  return GOAL_COMPLEXITIES[level]!
}

/** 1 to 10 by the scale of method.md 3: what was asked, who watches, and whether anybody is asked before it happens. */
export function autonomyOf(
  evidence: ActionEvidence,
  deed: DeedId,
  human: ActionFacets['human_in_loop'],
  setting: ActionFacets['setting'],
): number {
  const { circumstances, soFar, tool, before } = evidence
  const { kind, mode } = circumstances
  if (deed === 'human-ask' || deed === 'plan-show') return 3
  const scoped = kind === 'api'
  if (scoped) {
    if (setting === 'Evaluation or red team') {
      if (isGeneral(tool)) return 8
      return prompts(circumstances.system, 'limits') ? 4 : 5
    }
    return before.length > 6 ? 3 : 2
  }
  if (human === 'No') return setting === 'Evaluation or red team' ? 8 : 7
  let level = 5
  if (mode === 'auto' || circumstances.sandbox === 'none') level = 6
  if (kind === 'assistant') level = 5
  if (
    kind === 'coding' &&
    mode !== null &&
    mode !== 'auto' &&
    circumstances.sandbox === null &&
    soFar.calls < 6 &&
    ordered(soFar.goal, deed)
  )
    level = 4
  return level
}

const ORDERS = [
  [/^git-(?:commit|push|move|discard)|^forge/, 'orders-git'],
  [/^files-delete/, 'orders-delete'],
  [/^tests-run|^code-check/, 'orders-check'],
  [/^files-write/, 'orders-write'],
] as const

/** Whether the human's own words named this very step. */
const ordered = (goal: Words | null, deed: DeedId): boolean =>
  ORDERS.some(([deeds, sign]) => deeds.test(deed) && asks(goal, sign))
