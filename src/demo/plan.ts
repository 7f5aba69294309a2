import { deal, leaned, systematic } from './allot.js'
import {
  autoApproveShare,
  BINS,
  binOf,
  DAY,
  FROM,
  interruptShare,
  interventionsPerSession,
  turnSeconds,
} from './curves.js'
import type { Person } from './population.js'
import { Random } from './random.js'

export type Mode = 'default' | 'auto' | 'bypassPermissions'

/** One turn before it is written. `stopped`: interrupted by "no, stop" where a permission was asked. */
export interface TurnPlan {
  seconds: number
  end: 'completed' | 'asked' | 'declined' | 'interrupted' | 'stopped'
  /** Calls the human turned down while the turn went on. */
  redirects: number
  /** Messages typed while the agent worked. */
  steering: number
}

export interface SessionPlan {
  person: Person
  start: number
  /** Ordinal among the person's interactive sessions, from 1; 0 without a human. */
  experience: number
  interactive: boolean
  mode: Mode
  /** Does anything that could need approval. */
  eligible: boolean
  auto: boolean
  /** A human visibly turns something down. */
  manual: boolean
  turns: TurnPlan[]
}

const MORE_TURNS = 1.4
const ELIGIBLE = 0.95
const ASKED = 0.2
const DECLINED = 0.12
const STOPPED = 0.25
const MANUAL_LOGIT = -0.5
const WEEK = 7 * DAY

export const monthOf = (start: number) => {
  const date = new Date(start)
  return (date.getUTCFullYear() - 2025) * 12 + date.getUTCMonth() - 7
}

/** Decides everything that is counted, before a byte is written: every planted share and sum is met here. */
export function plan(seed: number, people: readonly Person[]): SessionPlan[] {
  const random = new Random(seed, 'plan')
  const sessions = people.flatMap((person) => person.starts.map((start, i) => session(random, person, start, i + 1)))
  regimes(sessions, random)
  ends(sessions, random)
  durations(sessions, random)
  steering(sessions, random)
  const alone = people.flatMap((person) => person.headless.map((start) => session(random, person, start, 0)))
  for (const { turns } of alone) for (const turn of turns) turn.seconds = turnSeconds(random.unit() * 0.99, FROM)
  return [...sessions, ...alone]
}

function session(random: Random, person: Person, start: number, experience: number): SessionPlan {
  const interactive = experience > 0
  const turns = interactive ? 1 + random.poisson(MORE_TURNS * person.talk) : 1
  return {
    person,
    start,
    experience,
    interactive,
    mode: interactive ? 'default' : random.pick(['bypassPermissions', 'default']),
    eligible: random.chance(ELIGIBLE),
    auto: false,
    manual: false,
    turns: Array.from({ length: turns }, () => ({ seconds: 0, end: 'completed', redirects: 0, steering: 0 })),
  }
}

/** Calls `each` with the items of every bin of experience, in order of experience. */
function byBin<T>(items: T[], random: Random, experience: (item: T) => number, each: (bin: T[]) => void): void {
  const keyed = items.map((item) => ({ item, x: experience(item), key: random.bits() }))
  keyed.sort((a, b) => a.x - b.x || a.key - b.key)
  BINS.forEach((_, bin) => {
    const inside = keyed.filter(({ x }) => binOf(x) === bin)
    if (inside.length > 0) each(inside.map(({ item }) => item))
  })
}

function regimes(sessions: SessionPlan[], random: Random): void {
  const eligible = sessions.filter((s) => s.eligible)
  const start = random.unit()
  byBin(
    eligible,
    random,
    (s) => s.experience,
    (bin) => {
      const shares = leaned(
        bin,
        (s) => autoApproveShare(s.experience),
        (s) => s.person.auto,
      )
      systematic(shares, start).forEach((auto, i) => {
        const s = bin[i]!
        s.auto = auto
        if (auto) s.mode = random.chance(s.person.bypass) ? 'bypassPermissions' : 'auto'
        else s.manual = random.chance(1 / (1 + Math.exp(-MANUAL_LOGIT - s.person.reject)))
      })
    },
  )
}

function ends(sessions: SessionPlan[], random: Random): void {
  const turns = sessions.flatMap((s) => s.turns.map((turn, i) => ({ s, turn, last: i === s.turns.length - 1 })))
  const start = random.unit()
  byBin(
    turns,
    random,
    ({ s }) => s.experience,
    (bin) => {
      const shares = leaned(
        bin,
        ({ s }) => interruptShare(s.experience),
        ({ s }) => s.person.interrupt,
      )
      systematic(shares, start).forEach((interrupted, i) => {
        const { s, turn, last } = bin[i]!
        if (interrupted) turn.end = s.manual && random.chance(STOPPED) ? 'stopped' : 'interrupted'
        else if (!last && random.chance(ASKED)) turn.end = s.manual && random.chance(DECLINED) ? 'declined' : 'asked'
      })
    },
  )
  for (const { manual, turns } of sessions) {
    if (manual) for (let n = 1 + random.poisson(0.4); n > 0; n--) random.pick(turns).redirects++
  }
}

/** Within each week, turns take the planted quantiles in full; whose turns are the longer ones is a matter of person and luck. */
function durations(sessions: SessionPlan[], random: Random): void {
  const weeks = new Map<number, { score: number; turn: TurnPlan; start: number }[]>()
  for (const { start, turns, person } of sessions) {
    const week = Math.floor((start - FROM) / WEEK)
    if (!weeks.has(week)) weeks.set(week, [])
    for (const turn of turns) weeks.get(week)!.push({ score: person.patience + random.normal(), turn, start })
  }
  for (const turns of weeks.values()) {
    turns.sort((a, b) => a.score - b.score)
    turns.forEach(({ turn, start }, rank) => {
      turn.seconds = turnSeconds((rank + 0.5) / turns.length, start)
    })
  }
}

/** What is missing to the planted interventions of a month is typed while the agent works. */
function steering(sessions: SessionPlan[], random: Random): void {
  const months = new Map<number, SessionPlan[]>()
  for (const s of sessions) {
    const month = monthOf(s.start)
    if (!months.has(month)) months.set(month, [])
    months.get(month)!.push(s)
  }
  for (const [month, inside] of months) {
    const others = inside.reduce((sum, s) => sum + s.turns.reduce((n, turn) => n + contacts(turn), 0), 0)
    const missing = Math.max(0, Math.round(interventionsPerSession(month) * inside.length) - others)
    const turns = inside.flatMap((s) => s.turns.map((turn) => ({ turn, weight: s.person.steer * spare(turn) })))
    const counts = deal(
      missing,
      turns.map(({ weight }) => weight),
      () => random.unit(),
    )
    turns.forEach(({ turn }, i) => {
      turn.steering = counts[i]!
    })
  }
}

/** Longer turns leave more room to type. */
const spare = ({ seconds }: TurnPlan) => 20 + Math.min(seconds, 300)

/** Human contacts of a turn other than prompts and steering; the answer to its question included. */
export const contacts = ({ end, redirects }: TurnPlan) => redirects + (end === 'completed' ? 0 : 1)
