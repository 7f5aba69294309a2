import type { Capability } from '../model/index.js'
import type { FigureSpec, Left, Part } from './figure.js'
import { all, fields, not, type Predicate } from './predicate.js'
import type { Unit } from './units.js'

/** A kind of log and what it can say. */
export interface Carrying {
  id: string
  carries?: Readonly<Record<string, boolean | 'partly' | undefined>> | undefined
}

/** What a figure can make of a kind of log. */
export interface SourceUse {
  id: string
  /** `no`: none of its units are counted. `partly`: they are, and something is missing or said of some of them only. */
  use: 'yes' | 'partly' | 'no'
  /** What the figure asks for and such a log never says. */
  lacks: Capability[]
  /** What it says in part. */
  partly: Capability[]
}

/** The step of units whose kind of log cannot say what the figure needs. */
export const UNSAID = 'not said by its source'

const none: readonly Capability[] = []
const once = (list: readonly Capability[]): Capability[] => [...new Set(list)]

/** What a figure can make of each kind of log, in their order. */
export const usesOf = (spec: FigureSpec, sources: readonly Carrying[]): SourceUse[] =>
  sources.map(({ id, carries }) => {
    const asked = once([
      ...(spec.needs ?? none),
      ...spec.parts.flatMap(({ needs }) => needs ?? none),
      ...(spec.wants ?? none),
    ])
    const lacks = asked.filter((one) => carries?.[one] === false)
    const partly = asked.filter((one) => carries?.[one] === 'partly')
    const never = (spec.needs ?? none).some((one) => lacks.includes(one))
    return { id, use: never ? 'no' : lacks.length + partly.length > 0 ? 'partly' : 'yes', lacks, partly }
  })

/**
 * What units say by themselves: where their log does not, they have nothing in the columns that such figures read, and are
 * left out by that.
 */
const SAID_BY_UNITS: readonly Capability[] = ['turn_time', 'reported_time', 'tokens']

/**
 * Figures that count no units of logs that cannot say what they need, and say how many these are.
 * @param sources the kinds of logs of a study.
 * @param alike whether all figures over one kind of unit count the same ones, so that nothing follows from their
 *   difference (method.md 8.3): each then needs what any of them does.
 */
export function counting(specs: readonly FigureSpec[], sources: readonly Carrying[], alike: boolean): FigureSpec[] {
  const needed = (unit: Unit): Capability[] => once(specs.flatMap((spec) => neededOf(spec, unit)))
  return specs.map((spec) =>
    alike ? limited({ ...spec, needs: needed(spec.unit) }, sources, needed) : limited(spec, sources, () => none),
  )
}

/** What a figure needs of all the units of a kind that it counts. */
const neededOf = ({ unit, needs, parts }: FigureSpec, of: Unit): readonly Capability[] =>
  unit === of ? (needs ?? none) : parts.flatMap((part) => (part.of === of ? (part.needs ?? none) : none))

/** @param others what is needed of all units of a kind, besides what the figure itself needs of its own. */
function limited(
  spec: FigureSpec,
  sources: readonly Carrying[],
  others: (unit: Unit) => readonly Capability[],
): FigureSpec {
  const unable = lacking(spec.needs ?? none, sources)
  const part = <P extends Part>(own: P): P => {
    const gone = own.of === spec.unit ? unable : lacking(others(own.of), sources)
    const also = lacking(own.needs ?? none, sources).filter((id) => !gone.includes(id))
    return also.length === 0 ? own : { ...own, where: all(own.where, not(of(own.of, also))) }
  }
  const { variants } = spec
  const parts = { parts: spec.parts.map(part), ...(variants === undefined ? {} : { variants: variants.map(part) }) }
  if (unable.length === 0) return { ...spec, ...parts }
  const unsaid: Left = { step: UNSAID, where: of(spec.unit, unable) }
  return { ...spec, ...parts, counted: all(spec.counted, not(unsaid.where)), left: [...spec.left, unsaid] }
}

const of = (unit: Unit, ids: readonly string[]): Predicate => fields(unit).source.in(...ids)

/** Sources that never say one of some things, but for what units say by themselves. */
const lacking = (needs: readonly Capability[], sources: readonly Carrying[]): string[] => {
  const asked = needs.filter((one) => !SAID_BY_UNITS.includes(one))
  return sources.filter(({ carries }) => asked.some((one) => carries?.[one] === false)).map(({ id }) => id)
}
