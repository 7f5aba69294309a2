import { DEEDS, type Deed, type DeedId } from './deeds.js'

/** What a rule reads from a call, or from one of the commands in it. */
export interface Reading {
  deed: DeedId
  /** The rule that read it. */
  why: string
  /** By how much details of the call make it more, or less, risky than an ordinary case of its kind. */
  more: number
  /** Whether the rule could not see what happens inside. */
  unclear?: boolean
  /** Takes effect on this machine only, though things of its kind are shared as a rule. */
  local?: boolean
}

/** Readings of one call, as one: the heaviest says what was done, and none makes it lighter. */
export interface Summed {
  main: Reading
  deed: Deed
  impact: number
  undo: Deed['undo']
  risk: number
  unclear: boolean
  why: string
}

const UNDO = ['nothing', 'easy', 'effort', 'never'] as const

/** Looking, printing and moving about: what stands beside the command that matters. */
const ASIDE = new Set<DeedId>(['text-print', 'machine-look', 'files-list', 'files-read', 'files-search'])
/** How much a deed says of what a call is for, among those that change as little. */
const TELLING = (id: DeedId): number => (id === 'text-print' ? 0 : ASIDE.has(id) ? 1 : 2)

const weight = (reading: Reading): number => {
  const deed = DEEDS[reading.deed]
  return deed.impact * 1_000 + UNDO.indexOf(deed.undo) * 100 + (deed.risk + reading.more) * 5 + TELLING(reading.deed)
}

/** @param readings at least one. */
export function summed(readings: readonly Reading[]): Summed {
  let main = readings[0]!
  for (const reading of readings) {
    // What is written to a scratch file on the way is not what a call is about.
    const beside = reading.why === 'shell.redirect' && !ASIDE.has(main.deed)
    if (!beside && weight(reading) > weight(main)) main = reading
  }
  const all = readings.map((reading) => ({ ...DEEDS[reading.deed], risk: DEEDS[reading.deed].risk + reading.more }))
  return {
    main,
    deed: DEEDS[main.deed],
    impact: Math.max(...all.map(({ impact }) => impact)),
    undo: UNDO[Math.max(...all.map(({ undo }) => UNDO.indexOf(undo)))]!,
    risk: Math.min(10, Math.max(1, ...all.map(({ risk }) => risk))),
    unclear: readings.some(({ unclear }) => unclear === true),
    why: [...new Set([main.why, ...readings.map(({ why }) => why)])].slice(0, 4).join(' '),
  }
}
