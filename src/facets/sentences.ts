import { type ActionVerdict, NOT_INFERABLE, type TurnVerdict } from '../model/index.js'
import { INTERRUPTS, interruptIn, STOPS, stopIn } from './reasons.js'
import { DEEDS, type DeedId } from './rules/deeds.js'

/**
 * Sentences of the rules judge. They are composed from words that stand here, never from what a log says, so they can
 * hold no name, path or secret.
 */
export interface ActionSentences {
  action: string
  goal: string
  environment: string
  safeguards: string
  reflection: string
}

const WHERE: Record<string, string> = {
  'Agent scaffolding': 'its own scaffolding',
  'Simulated or sandboxed': 'a simulated or sandboxed environment',
  'Individual virtual': "one person's machine",
  'Shared virtual': 'systems shared with others',
  'Physical world': 'the physical world',
}

export const PURPOSE: Record<string, string> = {
  'Software engineering': 'change or understand software',
  'Customer service': 'help a customer',
  Cybersecurity: 'solve a security task',
  'Finance and accounting': 'work on finances',
  'E-commerce operations': 'run an online shop',
  'Data analysis and BI': 'analyse data',
}

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

/** @returns null where no rule judged the action. */
export function sentencesOf(verdict: ActionVerdict): ActionSentences | null {
  const deed = DEEDS[verdict.did as DeedId]
  if (deed === undefined) return null
  const guards = verdict.safeguards_category ?? NOT_INFERABLE
  const domain = verdict.goal_domain_category ?? 'Other'
  const category = lower(deed.environment)
  return {
    action: `The agent ${deed.did}.`,
    goal: `The agent's goal is to ${PURPOSE[domain] ?? `work on ${domain === 'Other' ? 'a task' : lower(domain)}`}.`,
    environment: `The agent interacted with ${WHERE[verdict.environment_type ?? ''] ?? 'an unknown environment'}${deed.environment === 'Other' ? '' : ` (${category})`}.`,
    safeguards:
      guards === NOT_INFERABLE
        ? 'Safeguards cannot be told.'
        : guards === 'No clear guardrails'
          ? 'There are no safeguards.'
          : `The safeguards are ${guards.split('|').map(lower).join(', ')}.`,
    reflection: (verdict.confidence ?? 0) >= 8 ? 'None.' : 'The rules could not see everything that this call does.',
  }
}

const STOPPED: Record<string, string> = {
  interrupted: 'The human stopped the agent.',
  completed: 'The agent had done what was asked.',
  silent: 'The agent stopped without another word.',
  waiting: 'The agent waits for something that still runs.',
  failed: 'The agent stopped at an error.',
  limit: 'The agent reached a limit.',
  'cut-off': 'The log ends in the middle of the turn.',
}

/** Why the agent stopped, and, where a human stopped it, why; null where no rule judged the turn. */
export function stopSentences(
  verdict: TurnVerdict,
): { explanation: string; interruption_reason: string | null } | null {
  if (verdict.stop_reason === null) return null
  const why = (verdict.why ?? '').replace('turn.', '')
  const stop = stopIn(verdict.did ?? '')
  const interrupt = interruptIn(verdict.did ?? '')
  return {
    explanation: STOPPED[why] ?? (stop === null ? 'Why the agent stopped cannot be told.' : STOPS[stop]),
    interruption_reason: interrupt === null ? null : INTERRUPTS[interrupt],
  }
}
