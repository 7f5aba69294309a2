import { type ActionEvidence, NOT_INFERABLE, SAFEGUARDS } from '../../model/index.js'
import type { DeedId } from './deeds.js'
import { gives, prompts } from './signs.js'

type Safeguard = (typeof SAFEGUARDS)[number]

/** What a system prompt says that limits the agent. */
const WRITTEN = [
  ['Human approval required', 'approval'],
  ['Human escalation pathways', 'escalation'],
  ['Scoped permissions', 'scoped'],
  ['Sandboxed execution', 'sandboxed'],
  ['Domain/network restrictions', 'network'],
  ['Execution timeouts', 'timeouts'],
  ['Rate limits', 'rates'],
  ['Resource quotas', 'quotas'],
  ['AI supervision', 'supervision'],
] as const satisfies readonly (readonly [Safeguard, string])[]

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
  if (system !== null) for (const [safeguard, sign] of WRITTEN) if (prompts(system, sign)) found.add(safeguard)
  if (mode !== null && (TRACKED.has(deed) || gives(input, 'worktree'))) found.add('Change tracking and reversion')
  if (found.size > 0) return SAFEGUARDS.filter((safeguard) => found.has(safeguard)).join('|')
  // A coding agent in an unknown mode may have asked before each step, or before none.
  if (mode === null && kind === 'coding' && sandbox === null) return NOT_INFERABLE
  if (mode === null && kind === null && system === null && tool === '') return NOT_INFERABLE
  return 'No clear guardrails'
}
