import {
  autoApproveShare,
  BINS,
  binOf,
  DAY,
  FROM,
  interruptShare,
  interventionsPerSession,
  MEDIAN_SECONDS,
  p999Seconds,
  TO,
} from './curves.js'
import { contacts, monthOf, type SessionPlan } from './plan.js'
import type { Written } from './session.js'

export interface BinShare {
  /** Experience, both ends inclusive; null is open. */
  from: number
  to: number | null
  /** Units that were counted: eligible sessions, or turns. */
  n: number
  share: number
}

export interface Curves {
  medianTurnSeconds: number
  /** Planted: the 99.9th percentile of turns of each day. Realised: of the seven days from this one on. */
  p999: { day: string; seconds: number }[]
  /** Of the interactive sessions that did anything that could need approval. */
  autoApprove: BinShare[]
  /** Of all turns of interactive sessions. */
  interrupts: BinShare[]
  /** Interrupts, rejections, answers and steering of interactive sessions, by the month in which the session started. */
  interventions: { month: string; perSession: number }[]
}

/** What the demo wrote. Totals include sessions without a human, and the calls of subagents; curves do not. */
export interface DemoTruth {
  users: number
  sessions: number
  turns: number
  actions: number
  headless: number
  subagents: number
  compactions: number
  /** Human contacts of interactive sessions; `prompt` interrupts are those said to a permission prompt. */
  touches: {
    interrupts: number
    prompt: number
    redirects: number
    declined: number
    answers: number
    steering: number
  }
  planted: Curves
  /** What of the planted curves the drawn population holds. */
  realised: Curves
}

export function truth(users: number, plans: readonly SessionPlan[], written: Omit<Written, 'files'>): DemoTruth {
  const sessions = plans.filter((plan) => plan.interactive)
  const turns = sessions.flatMap((s) => s.turns.map((turn) => ({ ...turn, experience: s.experience, start: s.start })))
  const eligible = sessions.filter((s) => s.eligible)
  const interrupted = (turn: { end: string }) => turn.end === 'interrupted' || turn.end === 'stopped'
  const ended = (end: string) => turns.filter((turn) => turn.end === end).length
  const { actions, subagents, compactions } = written
  return {
    users,
    sessions: plans.length,
    turns: plans.reduce((sum, plan) => sum + plan.turns.length, 0),
    actions,
    headless: plans.length - sessions.length,
    subagents,
    compactions,
    touches: {
      interrupts: turns.filter(interrupted).length,
      prompt: ended('stopped'),
      redirects: turns.reduce((sum, turn) => sum + turn.redirects, 0),
      declined: ended('declined'),
      answers: ended('asked'),
      steering: turns.reduce((sum, turn) => sum + turn.steering, 0),
    },
    planted: {
      medianTurnSeconds: MEDIAN_SECONDS,
      p999: days(DAY).map((day) => ({ day: dayText(day), seconds: p999Seconds(day) })),
      autoApprove: shares(eligible, (s) => autoApproveShare(s.experience)),
      interrupts: shares(turns, (turn) => interruptShare(turn.experience)),
      interventions: months(sessions, (_, month) => interventionsPerSession(month)),
    },
    realised: {
      medianTurnSeconds: quantile(
        turns.map((turn) => turn.seconds),
        0.5,
      ),
      p999: days(7 * DAY).map((day) => {
        const inside = turns.filter(({ start }) => start >= day && start < day + 7 * DAY)
        return {
          day: dayText(day),
          seconds: quantile(
            inside.map((turn) => turn.seconds),
            0.999,
          ),
        }
      }),
      autoApprove: shares(eligible, (s) => (s.auto ? 1 : 0)),
      interrupts: shares(turns, (turn) => (interrupted(turn) ? 1 : 0)),
      interventions: months(sessions, (inside) => {
        const all = inside.flatMap((s) => s.turns)
        return all.reduce((sum, turn) => sum + contacts(turn) + turn.steering, 0) / inside.length
      }),
    },
  }
}

const dayText = (day: number) => new Date(day).toISOString().slice(0, 10)
const days = (step: number) => Array.from({ length: Math.floor((TO - FROM) / step) }, (_, i) => FROM + i * step)

/** The smallest value with at least a share `p` of all values at or below it. */
function quantile(values: number[], p: number): number {
  return values.sort((a, b) => a - b)[Math.max(0, Math.ceil(p * values.length) - 1)] ?? Number.NaN
}

function shares<T extends { experience: number }>(items: readonly T[], share: (item: T) => number): BinShare[] {
  return BINS.flatMap(([from, to], bin) => {
    const inside = items.filter(({ experience }) => binOf(experience) === bin)
    if (inside.length === 0) return []
    return [{ from, to, n: inside.length, share: inside.reduce((sum, item) => sum + share(item), 0) / inside.length }]
  })
}

function months(sessions: readonly SessionPlan[], perSession: (inside: SessionPlan[], month: number) => number) {
  return [0, 1, 2, 3, 4, 5].flatMap((month) => {
    const inside = sessions.filter(({ start }) => monthOf(start) === month)
    const text = new Date(Date.UTC(2025, 7 + month)).toISOString().slice(0, 7)
    return inside.length === 0 ? [] : [{ month: text, perSession: perSession(inside, month) }]
  })
}
