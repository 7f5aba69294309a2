import type { Context, Step } from '../model/index.js'
import { GAP } from './shorten.js'

/** Of a text that is cut, the part that stays at its beginning; the rest stays at its end. */
const HEAD = 2 / 3

/**
 * The latest steps of one thread of a session, for a judge that wants to see them. Holds no more of them than the judge
 * wants at once, and gives the same object wherever it gives a step.
 */
export class Steps {
  private readonly latest: Step[] = []
  /** How many steps there were so far; before this turn began; and before a reply that may begin the next one. */
  private count = 0
  private first = 0
  private reply: number | null = null
  /** What was asked last. */
  private asked: Step | null = null

  constructor(private readonly wanted: Context) {}

  /** A turn begins. @param prompt what it is asked, or null where nobody asked anything. */
  begin(prompt: string | null): void {
    this.first = this.count
    this.reply = null
    if (prompt !== null) this.asked = this.add({ by: 'human', text: prompt })
  }

  /** A turn begins in which the work goes on that was asked for before: with the reply, where that is here already. */
  goOn(): void {
    this.first = this.reply ?? this.count
    this.reply = null
  }

  /** Takes in what happened. @param replies a human's word to what the agent put to them, with which the work may go on. */
  add(step: Step, replies = false): Step {
    const kept = this.cut(step)
    if (replies) this.reply = this.count
    this.count++
    this.latest.push(kept)
    if (this.latest.length > this.wanted.steps) this.latest.shift()
    return kept
  }

  /** The last steps so far, oldest first, and what was asked last. */
  get soFar(): readonly Step[] {
    return this.last(this.wanted.steps)
  }

  /** The last steps of this turn, oldest first, and what was asked last. */
  get ofTurn(): readonly Step[] {
    return this.last(Math.min(this.wanted.steps, this.count - this.first))
  }

  private last(most: number): readonly Step[] {
    const { latest, wanted } = this
    const steps = latest.slice(Math.max(0, latest.length - most))
    if (this.asked === null || wanted.steps === 0 || steps.includes(this.asked)) return steps
    return [this.asked, ...(steps.length < wanted.steps ? steps : steps.slice(1))]
  }

  private cut(step: Step): Step {
    const { characters } = this.wanted
    if (step.by !== 'call') return { ...step, text: shortened(step.text, characters) }
    const text = written(step.input)
    return text !== null && text.length <= characters ? step : { ...step, input: shortened(text ?? DEEP, characters) }
  }
}

/** A text without its middle, where it has more characters than it may have. No character is split. */
function shortened(text: string, most: number): string {
  if (text.length <= most) return text
  const room = Math.max(0, most - GAP.length)
  const head = Math.ceil(room * HEAD)
  const tail = text.length - (room - head)
  return text.slice(0, splits(text, head) ? head - 1 : head) + GAP + text.slice(splits(text, tail) ? tail + 1 : tail)
}

/** Whether a place lies between the two halves of one character. */
const splits = (text: string, at: number): boolean => (text.codePointAt(at - 1) ?? 0) > 0xffff

/** Stands for an input that is nested too deep to be written. */
const DEEP = '…'

/** An input as JSON text; null where it is nested too deep. */
function written(input: unknown): string | null {
  try {
    return JSON.stringify(input) ?? ''
  } catch {
    return null
  }
}
