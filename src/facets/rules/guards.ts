import { type ActionEvidence, NOT_INFERABLE, SAFEGUARDS } from '../../model/index.js'
import type { DeedId } from './deeds.js'
import { shown } from './shown.js'

type Safeguard = (typeof SAFEGUARDS)[number]

/** What a system prompt says that limits the agent. */
const WRITTEN: readonly (readonly [Safeguard, RegExp])[] = [
  [
    'Human approval required',
    /\b(?:obtain|ask (?:for|the user)|require|get|wait for|seek)\b[^.\n]{0,60}\b(?:confirm\w*|approv\w*|consent|permission)\b|\bconfirm(?:ation)? (?:with|from) the (?:user|human|customer)\b/i,
  ],
  [
    'Human escalation pathways',
    /\b(?:transfer|escalate|hand ?(?:off|over)|forward)\b[^.\n]{0,60}\b(?:human|supervisor|agent|person|team|manager)\b/i,
  ],
  [
    'Scoped permissions',
    /\b(?:you (?:should|must|may|can) (?:not|only)|do not|don't|never|deny user requests|not allowed|are (?:only )?allowed to|read-only|restricted to|permission)\b[^.\n]{0,80}\b(?:access|tools?|provide|perform|modify|delete|requests?|actions?|write|policy|data|refund|change)\b/i,
  ],
  [
    'Sandboxed execution',
    /\b(?:sandbox(?:ed)?|container(?:ized)? environment|docker container|virtual machine|isolated environment|special interface)\b/i,
  ],
  [
    'Domain/network restrictions',
    /\b(?:no (?:internet|network) access|allowed domains?|allow-?list|network access is (?:disabled|restricted))\b/i,
  ],
  ['Execution timeouts', /\b(?:commands? (?:will )?time ?out|timeout of \d+|EXECUTION TIMED OUT)\b/i],
  ['Rate limits', /\b(?:rate limit|requests per (?:second|minute|hour))\b/i],
  ['Resource quotas', /\b(?:budget of|at most \d+ (?:calls|steps|turns)|quota|cost limit)\b/i],
  ['AI supervision', /\b(?:reviewed by (?:another|an?) (?:agent|model|AI)|guardrail model|monitor(?:ed)? by)\b/i],
]

/** Deeds that leave the change where it can be looked at and taken back. */
const TRACKED = new Set<DeedId>(['git-commit', 'forge-propose', 'git-push'])

/** What keeps the action in bounds, from modes, sandboxes and what the system prompt says (method.md 3). */
export function safeguardsOf({ circumstances, tool, input }: ActionEvidence, deed: DeedId): string {
  const { kind, mode, sandbox, system } = circumstances
  const found = new Set<Safeguard>()
  if (sandbox === 'sandbox') found.add('Sandboxed execution')
  switch (mode) {
    case 'plan':
      found.add('Human approval required').add('Scoped permissions')
      break
    case 'default':
    case 'acceptEdits':
      found.add('Human approval required')
      break
    case 'auto':
      found.add('AI supervision')
      break
    case 'dontAsk':
      found.add('Scoped permissions')
  }
  if (mode === 'auto' && deed === 'automation-change') found.add('Human approval required')
  if (deed === 'human-ask' || deed === 'plan-show') found.add('Human approval required')
  if (system !== null) for (const [safeguard, pattern] of WRITTEN) if (pattern.test(system)) found.add(safeguard)
  const given = shown(input, 2_000)
  if (mode !== null && (TRACKED.has(deed) || /[_.]worktrees?\//.test(given.slice(0, 2_000))))
    found.add('Change tracking and reversion')
  if (found.size > 0) return SAFEGUARDS.filter((safeguard) => found.has(safeguard)).join('|')
  // A coding agent in an unknown mode may have asked before each step, or before none.
  if (mode === null && kind === 'coding' && sandbox === null) return NOT_INFERABLE
  if (mode === null && kind === null && system === null && tool === '') return NOT_INFERABLE
  return 'No clear guardrails'
}
