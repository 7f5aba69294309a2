import { all, type Column, figure, quantiles } from '../algebra/index.js'
import { interactiveSessions, interactiveTurns, leftTurns, unknownTyping } from './populations.js'

const PERCENTILES = [0.5, 0.75, 0.9, 0.95, 0.99]
const part = (measure: string, per: 'turn' | 'session', column: Column, scale = 1) => ({
  of: per === 'turn' ? ('turns' as const) : ('sessions' as const),
  where: per === 'turn' ? all() : interactiveSessions,
  by: { kind: 'days' as const },
  fixed: { measure, per },
  estimate: quantiles({ column, at: PERCENTILES, scale, whole: scale === 1 }),
})

/** What stands beside turn duration, which faster models and parallel subagents shorten (method.md 2.1). */
export const autonomyProxies = figure({
  id: 'autonomy-proxies',
  title: 'Autonomy beside the clock',
  question: 'How much do agents do on their own, whatever their speed?',
  evidence: 'session logs',
  unit: 'turns',
  counted: interactiveTurns,
  left: leftTurns,
  parts: [
    part('actions_per_turn', 'turn', 'actions'),
    part('tokens_per_turn', 'turn', 'tokens_out'),
    part('unattended_actions', 'session', 'unattended_actions'),
    part('agent_hours', 'session', 'agent_ms', 1 / 3_600_000),
  ],
  published: [],
  notes: [
    'Actions and tokens of subagents count to the turn that started them; tokens are those the model wrote, counted once per answer.',
    'Unattended actions: the longest run of actions in a session without any human contact.',
    "Agent hours: work time of the session's turns and the running time of its subagents, added up.",
  ],
  asides: [unknownTyping('turns')],
})
