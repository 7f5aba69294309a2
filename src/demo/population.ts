import { DAY, FROM, TO } from './curves.js'
import { Random } from './random.js'

/** One person of the demo, with what makes them differ from others. */
export interface Person {
  name: string
  projects: string[]
  /** Milliseconds since 1970 of each interactive session's first prompt, ascending. */
  starts: number[]
  /** The same for sessions without a human. */
  headless: number[]
  /** Leans on the logit scale: towards auto-approval, towards interrupting, towards saying no. */
  auto: number
  interrupt: number
  reject: number
  /** Multiples of the ordinary: turns per session, words thrown in while the agent works. */
  talk: number
  steer: number
  /** Standard deviations by which this person's turns are longer. */
  patience: number
  /** Share of auto-approved sessions that skip permissions instead of using auto mode. */
  bypass: number
}

const PROJECTS = ['atlas', 'beacon', 'cobalt', 'delta', 'ember', 'fjord', 'grove', 'harbor', 'iris', 'juniper']
/** Of 48 people, 8 come nearly daily (more than 750 sessions), 8 often; most of the others never reach 50. */
const DAILY = 8 / 48
const OFTEN = 8 / 48

export function population(seed: number, users: number): Person[] {
  const daily = Math.round(users * DAILY)
  const often = Math.round(users * OFTEN)
  return Array.from({ length: users }, (_, i) => {
    const random = new Random(seed, 'person', i)
    const kind = i < daily ? 'daily' : i < daily + often ? 'often' : 'seldom'
    const days = (TO - FROM) / DAY
    const first =
      kind === 'daily'
        ? Math.round((i / daily) * 56)
        : Math.floor(days * random.between(0, kind === 'often' ? 0.5 : 0.85))
    const last = kind === 'seldom' ? Math.min(days, first + random.whole(25, 110)) : days
    const sessions =
      kind === 'daily'
        ? Math.round(860 - (i / daily) * 95 + random.between(-8, 8))
        : kind === 'often'
          ? Math.round(52 * 5 ** random.unit())
          : Math.round(3 * 15 ** random.unit())
    return {
      name: `user-${String(i + 1).padStart(2, '0')}`,
      projects: Array.from({ length: random.whole(1, 3) }, (_, k) => PROJECTS[(i * 3 + k) % PROJECTS.length]!),
      starts: starts(random, sessions, first, last),
      headless: i % 6 === 1 ? starts(random, 12 + random.poisson(24), first, last) : [],
      auto: random.normal(0.6),
      interrupt: random.normal(0.25),
      reject: random.normal(0.5),
      talk: Math.exp(random.normal(0.12)),
      steer: Math.exp(random.normal(0.3)),
      patience: random.normal(0.25),
      bypass: i % 2 === 0 ? 0.8 : 0.2,
    }
  })
}

/** Times of sessions from day `first` to day `last` of the window, by day, on weekdays four times as often. */
function starts(random: Random, n: number, first: number, last: number): number[] {
  const weight = (day: number) => ([0, 6].includes(new Date(FROM + day * DAY).getUTCDay()) ? 0.25 : 1)
  const opens = random.between(5.5, 9.5)
  const times = new Set<number>()
  while (times.size < n) {
    const day = times.size === 0 ? first : random.whole(first, last - 1)
    if (times.size > 0 && !random.chance(weight(day))) continue
    times.add(FROM + day * DAY + Math.round((opens + 9.5 * random.unit()) * 3_600_000))
  }
  return [...times].sort((a, b) => a - b)
}
