import { all, any, type Field, fields, not, type Predicate } from '../algebra/index.js'
import { MEASURES } from '../measures/index.js'
import { ACTION_WORDS, type JudgedUnit, NOT_INFERABLE, SAFEGUARDS, TURN_WORDS } from '../model/index.js'
import { nearest } from '../study/index.js'
import { UsageError } from './exit.js'

/** A share of judged units that a sample is to tell well. */
export interface Wanted {
  name: string
  unit: JudgedUnit
  yes: Predicate
  /** Units of which the judge cannot tell. */
  unknown: Predicate
}

/** What of a study's rows may be judged, by unit: the rows, and which of them figures count. */
export const POPULATIONS: Readonly<Record<JudgedUnit, { of: 'actions' | 'turns'; where: Predicate }>> = {
  action: { of: 'actions', where: countedBy('oversight') },
  turn: { of: 'turns', where: countedBy('stops-by-complexity') },
  interrupt: { of: 'turns', where: all(countedBy('stops-by-complexity'), fields('turns').ended_by.is('interrupted')) },
}

function countedBy(figure: string): Predicate {
  return MEASURES.find(({ id }) => id === figure)!.counted
}

/** Shares that a figure over whole populations gives, by the names of its rows. */
const NAMED: readonly Wanted[] = MEASURES.find(({ id }) => id === 'oversight')!.parts.flatMap(({ estimate }) =>
  estimate.kind === 'share'
    ? Object.entries(estimate.values).map(([name, yes]) => ({
        name,
        unit: 'action' as const,
        yes,
        unknown: estimate.unknown ?? any(),
      }))
    : [],
)

/** What only an interrupted turn has. */
const OF_INTERRUPTS: readonly string[] = ['reversibility', 'ambiguity_at_interruption', 'error_at_interruption']
const OF_TURNS = Object.keys(TURN_WORDS).filter((dimension) => !OF_INTERRUPTS.includes(dimension))

/** The shares a sample is for where none is named. */
const USUAL: Readonly<Record<JudgedUnit, readonly string[]>> = {
  action: NAMED.map(({ name }) => name),
  turn: ['stop_reason=asked_for_clarification', 'had_errors=yes', 'success=Succeeded'],
  interrupt: ['error_at_interruption=Yes - wrong direction', 'error_at_interruption=Yes - error or bug'],
}

export const usualShares = (unit: JudgedUnit): Wanted[] => USUAL[unit].flatMap(sharesNamed)

/**
 * The shares of a name: one of `oversight`, or `dimension=value`, of every unit that has the dimension.
 * @throws UsageError where nothing has the name.
 */
export function sharesNamed(name: string): Wanted[] {
  const known = NAMED.filter((share) => share.name === name)
  if (known.length > 0) return known
  const at = name.indexOf('=')
  const [dimension, value] = at < 0 ? [name, ''] : [name.slice(0, at), name.slice(at + 1)]
  const found = [
    ...shareOf('action', { ...ACTION_WORDS, safeguards_category: SAFEGUARDS }, dimension, value),
    ...(OF_TURNS.includes(dimension) ? shareOf('turn', TURN_WORDS, dimension, value) : []),
    ...(OF_INTERRUPTS.includes(dimension) ? shareOf('interrupt', TURN_WORDS, dimension, value) : []),
  ]
  if (found.length > 0) return found
  throw new UsageError(`--for ${name}: ${remedy(dimension)}`)
}

function shareOf(
  unit: JudgedUnit,
  words: Readonly<Record<string, readonly string[]>>,
  dimension: string,
  value: string,
): Wanted[] {
  if (value === NOT_INFERABLE || words[dimension]?.includes(value) !== true) return []
  const field = (fields(POPULATIONS[unit].of) as Record<string, Field>)[dimension]!
  const set = dimension === 'safeguards_category'
  const yes = set ? field.has(value) : field.is(value)
  return [{ name: `${dimension}=${value}`, unit, yes, unknown: any(not(field.known()), field.is(NOT_INFERABLE)) }]
}

function remedy(dimension: string): string {
  const words: Record<string, readonly string[]> = { ...TURN_WORDS, ...ACTION_WORDS, safeguards_category: SAFEGUARDS }
  const values = words[dimension]?.filter((value) => value !== NOT_INFERABLE)
  if (values !== undefined) return `expected ${dimension}=<value>, with one of ${values.join('; ')}`
  const names = [...NAMED.map((share) => share.name), ...Object.keys(words)]
  return `expected ${NAMED.map((share) => share.name).join(', ')}, or <dimension>=<value>; the nearest name is ${nearest(dimension, names)}`
}
