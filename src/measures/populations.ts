import { type Aside, all, type Cohort, fields, type Left, not, type Predicate } from '../algebra/index.js'

const turn = fields('turns')
const session = fields('sessions')

/** A person was, or may have been, typing. */
const turnsOfPeople = turn.interactive.in('yes', 'unknown')
const byProgram = turn.started_by.in('schedule', 'program')
const startUnknown = turn.started_by.is('unknown')

/** Turns of interactive sessions that nobody's schedule started and whose start is in the log (method.md 2.1). */
export const interactiveTurns: Predicate = all(turnsOfPeople, not(byProgram), not(startUnknown))

export const leftTurns: readonly Left[] = [
  { step: 'headless', where: turn.interactive.is('no') },
  { step: 'scheduled', where: byProgram },
  { step: 'unknown', where: startUnknown },
]

/** Sessions in which a person was, or may have been, typing, and the agent worked at least once. */
export const interactiveSessions: Predicate = all(
  session.interactive.in('yes', 'unknown'),
  session.turns.between(1, null),
)

export const leftSessions: readonly Left[] = [
  { step: 'without a turn', where: not(session.turns.between(1, null)) },
  { step: 'headless or scheduled', where: session.interactive.is('no') },
]

/** Cohorts of method.md 2.2: survivors compared with themselves, and people whose beginning is in the logs. */
export const COHORTS: readonly Cohort[] = [
  { name: 'all', where: all(), upTo: null, paired: false },
  { name: 'known-start', where: turn.known_start.is(1), upTo: null, paired: false },
  { name: 'reached-50', where: turn.reached.between(50, null), upTo: 50, paired: true },
  { name: 'reached-200', where: turn.reached.between(200, null), upTo: 200, paired: true },
]

/** Bins of rows over experience, as release.md fixes them. */
export const EXPERIENCE: readonly (readonly [number, number | null])[] = [
  [1, 1],
  [2, 2],
  [3, 4],
  [5, 9],
  [10, 19],
  [20, 49],
  [50, 99],
  [100, 199],
  [200, 499],
  [500, 999],
  [1000, 1999],
  [2000, null],
]

/** How many counted units are of sessions whose log does not say whether a person was typing. */
export const unknownTyping = (unit: 'turns' | 'sessions'): Aside => ({
  where: fields(unit).interactive.is('unknown'),
  says: ({ n }, of) =>
    n === 0
      ? `For every one of the ${unit} the log says that a person could type.`
      : `For ${n} of ${of.n} ${unit} the log does not say whether a person was typing; they are counted.`,
})

/** How many people are left out of the cohort whose beginning is in the logs. */
export const lostBeginnings = (unit: 'turns' | 'sessions'): Aside => ({
  where: fields(unit).known_start.is(1),
  says: ({ contributors }, of) =>
    `Known start: ${contributors} of ${of.contributors} contributors; for ${of.contributors - contributors} the logs do not reach back 31 days further than their first session, so it need not be their first.`,
})
