import type { ActionEvidence, Step } from '../../model/index.js'
import type { Budgets } from './budgets.js'
import { quoted, written } from './quoted.js'

/** Of the name of a tool, in characters. */
export const LONGEST_NAME = 100
/** By how many of its first characters a text is known again that was cut elsewhere. */
const SAME = 200

/** Whether a step is what was asked, which is told by itself. */
export const isAsked = (step: Step | undefined, goal: string | null): boolean =>
  step?.by === 'human' && goal !== null && begins(goal, step.text)

/** Whether two texts are the same, or cuts of the same. */
export const begins = (a: string, b: string): boolean => a.slice(0, SAME) === b.slice(0, SAME)

/** Steps as they are told in one piece of evidence: each once, under a number, however many actions it stands before. */
export class Telling {
  private readonly steps: Step[] = []
  private readonly numbers = new Map<Step, number>()

  constructor(private readonly budgets: Budgets) {}

  /**
   * Tells steps that were not told before.
   * @param befores what went before each of several actions, oldest first: their steps overlap.
   * @param goal what was asked, which is told before all steps.
   */
  tell(befores: readonly (readonly Step[])[], goal: string | null): string {
    const lines: (Step | string)[] = []
    for (const all of befores) {
      const before = isAsked(all[0], goal) ? all.slice(1) : all
      for (const [at, step] of before.entries()) {
        if (this.numbers.has(step)) continue
        const previous = before[at - 1]
        if (previous !== undefined && previous !== this.steps.at(-1))
          lines.push(`After step ${this.numbers.get(previous)}:`)
        else if (previous === undefined && lines.length > 0) lines.push('Steps may be left out here.')
        this.numbers.set(step, this.steps.push(step))
        lines.push(step)
      }
    }
    const count = lines.filter((line) => typeof line !== 'string').length
    const most = Math.min(this.budgets.step, Math.floor(this.budgets.steps / Math.max(1, count)))
    return lines
      .map((line) => (typeof line === 'string' ? line : `${this.numbers.get(line)} ${toldStep(line, most, goal)}`))
      .join('\n')
  }

  /**
   * Where an action stands: after which step, 0 for none, and which step is its own call, where that was told. The step
   * may have been cut; then it is the one that follows. To be asked before anything further is told.
   */
  placeOf({ before, tool, input }: ActionEvidence): { after: number; own: number | null } {
    const after = this.numbers.get(before.at(-1)!) ?? 0
    const own = this.steps.findIndex(
      (step, at) => at >= after && step.by === 'call' && step.tool === tool && (at === after || step.input === input),
    )
    return { after, own: own === -1 ? null : own + 1 }
  }
}

function toldStep(step: Step, most: number, goal: string | null): string {
  if (step.by === 'call') return `calls ${quoted(step.tool, LONGEST_NAME)} ${written(step.input, most)}`
  if (isAsked(step, goal)) return 'human: what is asked, above'
  return `${step.by}${step.by === 'result' && step.failed ? ' (error)' : ''}: ${quoted(step.text, most)}`
}
