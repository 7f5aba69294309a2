import type { ActionEvidence, Step } from '../../model/index.js'
import type { Budgets } from './budgets.js'
import { quoted, written } from './quoted.js'

const WHO = { human: 'human', agent: 'agent', result: 'result' } as const
const SAME = 200
/** Of the name of a tool, in characters. */
export const LONGEST_NAME = 100

/** One step. What the human asked is told before all steps, and not again. */
function toldStep(step: Step, most: number, goal: string | null): string {
  if (step.by === 'call') return `calls ${quoted(step.tool, LONGEST_NAME)} ${written(step.input, most)}`
  if (step.by === 'human' && goal !== null && goal.slice(0, SAME) === step.text.slice(0, SAME))
    return 'human: what is asked, above'
  return `${WHO[step.by]}${step.by === 'result' && step.failed ? ' (error)' : ''}: ${quoted(step.text, most)}`
}

/** Steps with their numbers, the same number for the same step wherever it is named. */
export function toldSteps(
  steps: readonly (Step | null)[],
  goal: string | null,
  { step, steps: most }: Budgets,
): string {
  const told = steps.filter((one) => one !== null)
  const each = Math.min(step, Math.floor(most / Math.max(1, told.length)))
  let number = 0
  return steps
    .map((one) => (one === null ? 'Steps may be left out here.' : `${++number} ${toldStep(one, each, goal)}`))
    .join('\n')
}

/**
 * The steps before several actions of one turn, each told once. Null stands where steps of one action need not follow
 * on those of the action before it.
 */
export function joined(actions: readonly Pick<ActionEvidence, 'before'>[]): (Step | null)[] {
  const seen = new Set<Step>()
  const all: (Step | null)[] = []
  for (const { before } of actions) {
    for (const [at, step] of before.entries()) {
      if (seen.has(step)) continue
      if (all.length > 0 && all.at(-1) !== before[at - 1]) all.push(null)
      seen.add(step)
      all.push(step)
    }
  }
  return all
}

/**
 * Where an action's call stands among steps: the number of the last step before it, and its own, where it is there. The
 * step itself may have been cut; it is the one that follows.
 */
export function placeOf(
  action: ActionEvidence,
  steps: readonly (Step | null)[],
): { after: number; own: number | null } {
  const told = steps.filter((step) => step !== null)
  const last = action.before.at(-1)
  const after = last === undefined ? 0 : told.indexOf(last) + 1
  const own = told.findIndex(
    (step, at) =>
      at >= after && step.by === 'call' && step.tool === action.tool && (at === after || step.input === action.input),
  )
  return { after, own: own === -1 ? null : own + 1 }
}
