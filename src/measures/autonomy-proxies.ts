import { type Aside, all, type Column, fields, figure, not, type Predicate, quantiles } from '../algebra/index.js'
import type { Capability } from '../model/index.js'
import { interactiveSessions, interactiveTurns, leftTurns, unknownTyping } from './populations.js'

const PERCENTILES = [0.5, 0.75, 0.9, 0.95, 0.99]
const turn = fields('turns')

interface More {
  scale?: number
  needs?: readonly Capability[]
  where?: Predicate
}

const part = (
  measure: string,
  per: 'turn' | 'session',
  column: Column,
  { scale = 1, needs = [], where = per === 'turn' ? all() : interactiveSessions }: More = {},
) => ({
  of: per === 'turn' ? ('turns' as const) : ('sessions' as const),
  where,
  by: { kind: 'days' as const },
  fixed: { measure, per },
  needs,
  estimate: quantiles({ column, at: PERCENTILES, scale, whole: scale === 1 }),
})

/** How many turns are in no row of tokens. */
const unknownTokens: Aside = {
  where: not(turn.tokens_out.known()),
  says: ({ n }, of) =>
    n === 0
      ? 'For every one of the turns the log says how many tokens the model wrote.'
      : `For ${n} of ${of.n} turns the log does not say how many tokens the model wrote; they are in no row of tokens.`,
}

/** What stands beside turn duration, which faster models and parallel subagents shorten (method.md 2.1). */
export const autonomyProxies = figure({
  id: 'autonomy-proxies',
  title: 'Autonomy beside the clock',
  question: 'How much do agents do on their own, whatever their speed?',
  evidence: 'session logs',
  unit: 'turns',
  counted: interactiveTurns,
  left: leftTurns,
  needs: ['turn_time'],
  wants: ['subagents', 'linkable'],
  parts: [
    part('actions_per_turn', 'turn', 'actions'),
    part('tokens_per_turn', 'turn', 'tokens_out', { needs: ['tokens'], where: turn.tokens_out.known() }),
    part('unattended_actions', 'session', 'unattended_actions', { needs: ['interrupts'] }),
    part('agent_hours', 'session', 'agent_ms', { scale: 1 / 3_600_000 }),
  ],
  published: [],
  notes: [
    'Actions and tokens of subagents count to the turn that started them; tokens are those the model wrote, counted once per answer.',
    'Unattended actions: the longest run of actions in a session without any human contact.',
    "Agent hours: work time of the session's turns and the running time of its subagents, added up.",
  ],
  asides: [unknownTyping('turns'), unknownTokens],
})
