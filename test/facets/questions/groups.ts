import type { EvidenceGroup, GatheredItem } from '../../../src/facets/index.js'
import {
  type ActionEvidence,
  type Circumstances,
  nothingSoFar,
  type Step,
  type TurnEvidence,
  UNJUDGED_ACTION,
  UNJUDGED_TURN,
} from '../../../src/model/index.js'

/** Evidence as logs give it, by hand. */

export const CIRCUMSTANCES: Circumstances = {
  kind: 'coding',
  evaluation: null,
  operator: true,
  mode: 'default',
  sandbox: null,
  subagent: false,
  system: null,
}

export const says = (text: string): Step => ({ by: 'agent', text })
export const human = (text: string): Step => ({ by: 'human', text })
export const call = (command: string): Step & { by: 'call' } => ({ by: 'call', tool: 'Bash', input: { command } })
export const result = (text: string, failed = false): Step => ({ by: 'result', text, failed })

export const action = (id: string, evidence: Partial<ActionEvidence> = {}): GatheredItem & { unit: 'action' } => ({
  unit: 'action',
  id,
  evidence: {
    circumstances: CIRCUMSTANCES,
    soFar: nothingSoFar('Fix the test'),
    before: [],
    tool: 'Bash',
    definition: null,
    input: { command: id },
    ...evidence,
  },
  verdict: UNJUDGED_ACTION,
})

export const turn = (id: string, evidence: Partial<TurnEvidence> = {}): GatheredItem & { unit: 'turn' } => ({
  unit: 'turn',
  id,
  evidence: {
    circumstances: CIRCUMSTANCES,
    soFar: { ...nothingSoFar('Fix the test'), calls: 2, changes: 1 },
    ended: 'completed',
    broken: false,
    declined: null,
    put: null,
    lull: 0,
    took: false,
    failures: 0,
    lastFailed: false,
    corrected: false,
    risk: 2,
    reversibility: 'Easily reversible',
    last: 'Done.',
    next: null,
    before: [],
    ...evidence,
  },
  verdict: UNJUDGED_TURN,
})

export const group = (items: GatheredItem[], contributor = 'ann'): EvidenceGroup => ({
  path: 'a.jsonl',
  contributor,
  items,
})

/** Commands one after the other, each with its result; every action sees so many steps before it. */
export function work(commands: readonly string[], window: number, more: Partial<ActionEvidence> = {}): GatheredItem[] {
  const steps: Step[] = []
  return commands.map((command, n) => {
    const own = call(command)
    const before = steps.slice(-window)
    steps.push(own, result(`did ${command}`))
    return action(command, {
      before,
      input: own.input,
      soFar: { ...nothingSoFar('Fix the test'), calls: n, changes: 0 },
      ...more,
    })
  })
}
