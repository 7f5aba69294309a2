import type { Axis, FigureSpec, Left } from './figure.js'
import { all, any, fields, not, type Predicate } from './predicate.js'
import type { Unit } from './units.js'
import type { Window } from './window.js'

/** The step of units that are left out because their log says no time; told only where there are any. */
export const UNTIMED = 'untimed'

const TIMED: readonly Axis['kind'][] = ['days', 'weeks', 'months', 'experience']

/** That the log says when a unit was. */
export const timed = (unit: Unit): Predicate => fields(unit).started_at.known()

/** Whether a figure is about time: cut along it, or along experience, which is an order in time. */
const isAboutTime = ({ parts }: FigureSpec): boolean => parts.some(({ by }) => TIMED.includes(by.kind))

const isOpen = ({ from, to }: Window): boolean => from === null && to === null

/** That a unit lies inside a window; one without a time lies in none but the one that is open on both sides. */
export function within(unit: Unit, window: Window): Predicate {
  if (isOpen(window)) return all()
  return fields(unit).started_at.between(window.from, window.to === null ? null : window.to - 1)
}

/** The units of one kind that a figure can speak of, inside a window. */
export const inTime = (spec: FigureSpec, unit: Unit, window: Window): Predicate =>
  isAboutTime(spec) ? all(timed(unit), within(unit, window)) : within(unit, window)

/**
 * The units that may be among those of a figure, and the steps to those it counts. With a window, units without a time
 * may have been in it: they are eligible, and left out.
 */
export function eligible(spec: FigureSpec, window: Window): { where: Predicate; left: readonly Left[] } {
  const { unit, left } = spec
  if (isOpen(window) && !isAboutTime(spec)) return { where: all(), left }
  const untimed = not(timed(unit))
  const where = isOpen(window) ? all() : any(within(unit, window), untimed)
  return { where, left: [...left, { step: UNTIMED, where: untimed }] }
}
