import { dayName } from './days.js'
import type { Bins } from './guard.js'

const WEEK = 7
/** 1 January 1970 was a Thursday, so day 4 is the first Monday. */
const MONDAY = 4

/** The number of the week that a day lies in: weeks from Monday on, the first day of 1970 in week 0. */
export const weekOf = (day: number): number => Math.floor((day + WEEK - MONDAY) / WEEK)

/** The day on which a week begins. */
export const mondayOf = (week: number): number => WEEK * week - (WEEK - MONDAY)

/** Whole weeks from a first to a last day, both inclusive; what is not a whole week lies in the one beside it. */
export function weeksOf(first: number, last: number): Bins {
  const monday = first + ((((MONDAY - first) % WEEK) + WEEK) % WEEK)
  const starts: number[] = []
  for (let day = monday; day + WEEK - 1 <= last; day += WEEK) starts.push(day)
  if (starts.length === 0) return [[first, last]]
  return starts.map((start, i) => [i === 0 ? first : start, i === starts.length - 1 ? last : start + WEEK - 1])
}

/**
 * The Monday of a week, or the first and the last of several: of the whole weeks from a first to a last day, both
 * inclusive. Where there is none, that of the week in which the first day lies.
 */
export function weekSpan(first: number, last: number): string {
  const from = first + ((((MONDAY - first) % WEEK) + WEEK) % WEEK)
  const weeks = Math.floor((last - from + 1) / WEEK)
  if (weeks < 1) return dayName(mondayOf(weekOf(first)))
  const to = from + WEEK * (weeks - 1)
  return weeks === 1 ? dayName(from) : `${dayName(from)}/${dayName(to)}`
}
