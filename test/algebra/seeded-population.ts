import { DIMENSIONS } from '../../src/algebra/index.js'
import { ACTION_WORDS, SAFEGUARDS, TURN_WORDS } from '../../src/model/index.js'
import { action, DAY_MS, type Population, session, turn, type UnitRow, type Value } from './unit-rows.js'

export interface Make {
  seed: number
  /** Interactive sessions of each contributor. */
  reach: readonly number[]
  days: number
  /** Start of the first day, ms since 1970. */
  from: number
  /** Chance of a turn to be still running; 1% unless told. */
  running?: number
}

/** Mulberry32: 32 bits of state, the same numbers everywhere. */
export function seeded(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Sessions, turns and actions of invented people, with every column used, unknown values among them. */
export function seededPopulation({ seed, reach, days, from, running = 0.01 }: Make): Population {
  const random = seeded(seed)
  const whole = (low: number, high: number) => low + Math.floor(random() * (high - low + 1))
  const pick = <T>(...list: T[]): T => list[whole(0, list.length - 1)]!
  const maybe = <T>(chance: number, value: T) => (random() < chance ? value : null)
  const rows: Population = { turns: [], sessions: [], actions: [] }
  reach.forEach((reached, person) => {
    const known_start = person % 3 === 0 ? 0 : 1
    const lean = random()
    const starts = Array.from({ length: reached }, () => from + Math.floor(random() * days * DAY_MS)).sort(
      (a, b) => a - b,
    )
    starts.forEach((at, i) => {
      const own = {
        contributor: `person-${person}`,
        session: `p${person}-${i}`,
        experience: i + 1,
        reached,
        known_start,
      }
      const interactive = pick('yes', 'yes', 'yes', 'unknown')
      const turns = Array.from({ length: whole(1, 3) }, (_, t) => {
        const wall_ms = Math.round(800 * Math.exp(4 * random() + 4 * random()))
        const ended_by =
          random() < 0.05 + 0.2 * lean ? 'interrupted' : pick('completed', 'completed', 'asked', 'failed')
        return turn({
          ...own,
          interactive,
          at: Math.min(at + t * 400_000, from + days * DAY_MS - 1),
          started_by: pick('prompt', 'prompt', 'prompt', 'answer', 'queued', 'schedule', 'unknown'),
          ended_by,
          interrupt_kind: ended_by === 'interrupted' ? pick('working', 'working', 'prompt') : null,
          censored: random() < running ? 1 : 0,
          wall_ms,
          work2_ms: Math.min(wall_ms, whole(1000, 200_000)),
          work5_ms: Math.min(wall_ms, whole(100_000, 400_000)),
          work15_ms: Math.min(wall_ms, whole(200_000, 900_000)),
          reported_ms: maybe(0.3, wall_ms + whole(0, 50)),
          joined_ms: maybe(0.8, wall_ms + whole(0, 90_000)),
          actions: Math.floor(wall_ms / 9000),
          tokens_out: whole(0, 30_000),
        })
      })
      rows.turns.push(...turns)
      const [interrupts, rejections, answers, steering] = [whole(0, 2), whole(0, 1), whole(0, 2), whole(0, 2)]
      rows.sessions.push(
        session({
          ...own,
          interactive,
          at,
          turns: turns.length,
          regime:
            random() < 0.1 ? null : random() < lean ? pick('bypass', 'classifier', 'rules') : pick('manual', 'unknown'),
          interrupts,
          rejections,
          answers,
          corrections: steering + (rejections > 0 ? whole(0, 1) : 0),
          interventions: interrupts + rejections + answers + steering,
          unattended_actions: whole(0, 40),
          agent_ms: turns.reduce((sum, t) => sum + Number(t.work5_ms), 0),
        }),
      )
    })
    const outside = { contributor: `person-${person}`, experience: null, reached, known_start }
    rows.sessions.push(
      session({ ...outside, session: `p${person}-headless`, at: from + person * 3_600_000, interactive: 'no' }),
    )
    rows.turns.push(
      turn({ ...outside, session: `p${person}-headless`, at: from + person * 3_600_000, interactive: 'no' }),
    )
    rows.sessions.push(session({ ...outside, session: `p${person}-empty`, at: null, turns: 0, interactive: 'unknown' }))
  })
  judge(rows, seeded(seed + 1000))
  group(rows, seeded(seed + 2000))
  return rows
}

/** Groups of sentences, 1 to 6, of which three lie below each of two; some lie near none. */
function group(rows: Population, random: () => number): void {
  const leaf = () => Math.floor(7 * random())
  for (const own of rows.turns) {
    if (own.ended_by === 'asked') own.stop_cluster = leaf()
    if (own.ended_by === 'interrupted') own.interrupt_cluster = leaf()
  }
  for (const own of rows.actions) {
    const cluster = random() < 0.05 ? null : leaf()
    const above = cluster === null || cluster === 0 ? cluster : cluster < 4 ? 7 : 8
    Object.assign(own, { cluster, cluster_middle: above, cluster_top: above === null || above === 0 ? above : 9 })
  }
}

/** Verdicts on most turns, and actions with verdicts of their own, from numbers that nothing else is made of. */
function judge(rows: Population, random: () => number): void {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() ** 1.5 * list.length)]!
  const words = (columns: Readonly<Record<string, readonly string[]>>) =>
    Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, pick(values)] as [string, Value]))
  const score = () => (random() < 0.04 ? null : 1 + Math.floor(10 * random() ** 2))
  const safeguards = () => {
    if (random() < 0.06) return 'Not inferable'
    const some = SAFEGUARDS.filter((name) => name !== 'No clear guardrails' && random() < 0.15)
    return some.length === 0 ? 'No clear guardrails' : some.join('|')
  }
  const count = (list: readonly UnitRow<'actions'>[], of: (row: UnitRow<'actions'>) => unknown) => {
    const many = new Map<unknown, number>()
    for (const row of list) many.set(of(row), (many.get(of(row)) ?? 0) + 1)
    return (row: UnitRow<'actions'>) => Math.round(1e9 / many.get(of(row))!)
  }
  for (const own of rows.turns) {
    if (random() < 0.9) Object.assign(own, words(TURN_WORDS), { risk: score(), autonomy: score() })
    for (let i = Math.floor(4 * random()); i > 0; i--) {
      const { contributor, session, interactive } = own
      const at = Number(own.started_at) + 1000 * i
      const verdict = { ...words(ACTION_WORDS), safeguards_category: safeguards(), confidence: pick([9, 10, 8, 4]) }
      const said = random() < 0.95 ? { ...verdict, risk: score(), autonomy: score() } : {}
      rows.actions.push(action({ contributor, session, interactive, at, ...said }))
    }
  }
  const [ofSession, ofPerson] = [
    count(rows.actions, (row) => `${row.contributor}/${row.session}`),
    count(rows.actions, (row) => row.contributor),
  ]
  for (const row of rows.actions)
    Object.assign(row, { session_weight: ofSession(row), contributor_weight: ofPerson(row) })
}

/** Verdicts of a dearer judge on some turns and actions, drawn with chances of their own; some it was not asked with a known chance. */
export function withTruth(rows: Population, seed: number): Population {
  const random = seeded(seed)
  const chances = [1_000_000_000, 500_000_000, 333_333_333, 120_000_000, 7, null]
  const seen = <R extends UnitRow>(all: readonly R[], columns: readonly string[]): R[] =>
    all.map((row) => {
      if (random() < 0.6) return row
      // Half the time what the rules say, else what they say of another unit.
      const other = random() < 0.5 ? row : all[Math.floor(random() * all.length)]!
      const said = columns.map((name) => [`truth_${name}`, random() < 0.1 ? null : other[name as keyof R]])
      const chance = { truth_chance: chances[Math.floor(random() * chances.length)]! }
      return { ...row, ...Object.fromEntries(said), ...chance }
    })
  return {
    ...rows,
    turns: seen(rows.turns as UnitRow[], DIMENSIONS.turns) as Population['turns'],
    actions: seen(rows.actions as UnitRow[], DIMENSIONS.actions) as Population['actions'],
  }
}
