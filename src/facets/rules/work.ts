import type { ActionEvidence, ActionFacets, SoFar } from '../../model/index.js'
import { GOAL_COMPLEXITIES } from '../../model/index.js'
import type { DeedId } from './deeds.js'
import { isGeneral } from './who.js'

type Complexity = (typeof GOAL_COMPLEXITIES)[number]

const OPEN_ENDED =
  /\b(?:whatever you (?:think|like)|improve everything|surprise me|keep going forever|be creative and decide|do what you think is best|make it better)\b/i
const LARGE =
  /\b(?:refactor|migrat\w+|redesign|re-?architect|implement the following plan|end-to-end|entire (?:codebase|system)|from scratch|overhaul|orchestrat\w+|pipeline|across (?:all|the)|roadmap)\b/i
const SMALL =
  /^\W*(?:(?:ok|okay|yes|no|please|pls|and|now|then|great|thanks|so|great|sure|can you|could you|let'?s)\W+)*(?:commit|push|merge|run|show|open|start|stop|list|check|what|which|where|is|are|does|do|why|how|fix the typo|rename|print|read|add a line|pull|go|continue|proceed|try again)\b/i

/**
 * How complex a goal is: from how it is put, and how much has been done for it. Thresholds were set on labelled turns
 * and actions (docs/judges/rules.md).
 */
export function complexityOf(work: SoFar): Complexity {
  const { goal, calls, changes, planned, delegated } = work
  const text = (goal ?? '').trim()
  let level = 1
  if (calls >= 60 || changes >= 25) level = 3
  else if (calls >= 26 || changes >= 10) level = 2
  else if (calls <= 4 && changes <= 2 && text.length < 160) level = 0
  if (/^<scheduled-task/.test(text) || /^This is an automated run/.test(text)) level = Math.max(level, 2)
  if (level === 0 && (planned || delegated !== null || LARGE.test(text))) level = 1
  if (level === 1 && calls >= 12 && (delegated !== null || planned)) level = 2
  if (level === 1 && text.length > 900 && calls >= 10) level = 2
  if (level === 1 && calls <= 8 && text.length <= 28 && SMALL.test(text)) level = 0
  if (OPEN_ENDED.test(text)) level = Math.max(level, 3)
  return GOAL_COMPLEXITIES[Math.min(level, 4)]!
}

/** The same of an action in the middle of its work: what is still to come cannot be seen. */
export function complexitySoFar({ circumstances, soFar, before }: ActionEvidence, coordinating: boolean): Complexity {
  const text = (soFar.goal ?? '').trim()
  if (circumstances.kind === 'api' && circumstances.evaluation !== true && before.length <= 5) return 'Minimal'
  let level = 1
  if (soFar.planned || soFar.delegated !== null || coordinating || soFar.calls >= 20 || soFar.changes >= 6) level = 2
  if (circumstances.kind === 'coding' && (LARGE.test(text) || text.length > 700)) level = 2
  if (soFar.calls >= 60 && (soFar.delegated !== null || soFar.planned)) level = 3
  if (/^\s*<scheduled-task/.test(text)) level = 2
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
      return LIMITS.test(circumstances.system ?? '') ? 4 : 5
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

/** A system prompt that says what the agent may do only so, or only then. */
const LIMITS = /\b(?:policy|confirmation|should (?:deny|not)|must not)\b/i

const ORDERS: readonly (readonly [RegExp, RegExp])[] = [
  [
    /^git-(?:commit|push|move|discard)|^forge/,
    /\b(?:commit|push|merge|rebase|branch|PR|pull request|sube|stash|checkout|revert)\b/i,
  ],
  [/^files-delete/, /\b(?:delete|remove|rm|clean|borra|elimina)\b/i],
  [/^tests-run|^code-check/, /\b(?:run|test|lint|check)\b/i],
  [/^files-write/, /\b(?:add|change|rename|set|update|fix)\b/i],
]

/** Whether the human's own words named this very step. */
function ordered(goal: string | null, deed: DeedId): boolean {
  const text = (goal ?? '').slice(0, 200)
  return text.length <= 120 && ORDERS.some(([deeds, words]) => deeds.test(deed) && words.test(text))
}
