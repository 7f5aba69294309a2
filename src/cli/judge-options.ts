import { JUDGED_UNITS, type JudgedUnit } from '../model/index.js'
import type { StudySample } from '../study/index.js'
import { UsageError } from './exit.js'
import type { ModelOptions } from './judge-model.js'
import type { Size } from './judge-sample.js'
import { sharesNamed, usualShares, type Wanted } from './judge-shares.js'
import type { StudyOptions } from './session.js'

/** Options that say what is drawn to be judged. */
export interface SampleOptions extends StudyOptions {
  units?: string
  sample?: string
  width?: string
  for?: string[]
  seed?: string
}

export interface JudgeOptions extends SampleOptions, ModelOptions {}

/** What is to be drawn of one kind of unit. */
export interface UnitWish {
  unit: JudgedUnit
  shares: readonly Wanted[]
  size: Size
}

export interface SampleWish {
  units: UnitWish[]
  seed: number
}

/**
 * What a command line wants drawn, with what it leaves open taken from the study.
 * @throws UsageError where it says what cannot be.
 */
export function sampleWish(options: SampleOptions, study: StudySample): SampleWish {
  if (options.sample !== undefined && options.width !== undefined)
    throw new UsageError('--sample and --width: one says how many, the other finds it out; leave one out')
  const named = (options.for ?? []).flatMap(sharesNamed)
  const asked =
    options.units === undefined ? (named.length > 0 ? unitsIn(named) : [...JUDGED_UNITS]) : unitsOf(options.units)
  const stray = named.find(({ unit }) => !asked.includes(unit))
  if (stray !== undefined && !named.some(({ name, unit }) => name === stray.name && asked.includes(unit)))
    throw new UsageError(`--for ${stray.name}: it is of ${stray.unit}s, which --units leaves out`)
  const units = asked.flatMap((unit): UnitWish[] => {
    const own = named.filter((share) => share.unit === unit)
    const size = sizeOf(unit, options, study)
    return size === null ? [] : [{ unit, shares: own.length > 0 ? own : usualShares(unit), size }]
  })
  if (units.length === 0)
    throw new UsageError('nothing is to be judged: the study file says 0 of each; name a --sample')
  return { units, seed: options.seed === undefined ? study.seed : whole('--seed', options.seed, 0) }
}

const unitsIn = (shares: readonly Wanted[]): JudgedUnit[] =>
  JUDGED_UNITS.filter((unit) => shares.some((share) => share.unit === unit))

function unitsOf(text: string): JudgedUnit[] {
  const names = text.split(',').map((name) => name.trim())
  const wrong = names.find((name) => !JUDGED_UNITS.some((unit) => name === `${unit}s`))
  if (wrong !== undefined)
    throw new UsageError(`--units ${wrong}: expected some of actions, turns, interrupts, with commas between`)
  return JUDGED_UNITS.filter((unit) => names.includes(`${unit}s`))
}

/** How many are drawn of a unit, or what decides it; null where the study wants none. */
function sizeOf(unit: JudgedUnit, options: SampleOptions, study: StudySample): Size | null {
  if (options.sample !== undefined) return { units: whole('--sample', options.sample, 1) }
  if (options.width !== undefined) return { width: half(options.width) }
  const units = unit === 'action' ? study.actions : study.turns
  if (units === 0) return null
  return study.width === undefined ? { units } : { width: study.width }
}

function whole(option: string, text: string, least: number): number {
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= least && Number.isSafeInteger(value)) return value
  throw new UsageError(`${option} ${text}: expected a whole number of ${least} or more`)
}

function half(text: string): number {
  const value = Number(text)
  if (text.trim() !== '' && value > 0 && value < 0.5) return value
  throw new UsageError(`--width ${text}: expected half the width of a 95% interval, such as 0.01 for one point`)
}

/** What is drawn, as a study file records it. */
export function recordedSample(wish: SampleWish, drawn: ReadonlyMap<JudgedUnit, number>): StudySample {
  const width = wish.units.flatMap(({ size }) => ('width' in size ? [size.width] : []))[0]
  const most = Math.max(drawn.get('turn') ?? 0, drawn.get('interrupt') ?? 0)
  return { actions: drawn.get('action') ?? 0, turns: most, seed: wish.seed, ...(width === undefined ? {} : { width }) }
}
