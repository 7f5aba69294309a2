import type { FigureId, FigureOf } from '../release/index.js'
import type { Named } from './estimate.js'
import type { Drawn, Surface } from './surface.js'

/** What a reader has chosen, by the key of the control. */
export type View = Readonly<Record<string, readonly string[]>>

/** A choice that a figure offers. */
export interface Control {
  key: string
  label: string
  /** One at a time, or several together. */
  pick: 'one' | 'many'
  options: readonly { value: string; label: string; absent?: string }[]
  initial: readonly string[]
  /** Files are drawn once for each of its options. */
  plates?: boolean
  /** Offered only in views of which this holds. */
  only?(view: View): boolean
}

/** A table of finished words. The first cell of a row names it. */
export interface Table {
  caption: string
  columns: readonly string[]
  rows: readonly (readonly string[])[]
  /** Needs the whole width of a page, however few its columns are. */
  wide?: boolean
}

/** A place in a drawing that the pointer and the keyboard can go to. */
export interface Place {
  id: string
  /** The middle of its mark, in pixels of the drawing. */
  x: number
  y: number
  r: number
  /** The ends of its intervals, in pixels. */
  cross: { left: number; right: number; top: number; bottom: number }
  /** What it is, then what is known of it. */
  says: readonly [name: string, ...words: string[]]
  /** How many places lie in it. */
  opens: number
}

/** How a drawing is gone through: from place to place, into one, and out again. */
export interface Walk<Id extends FigureId> {
  /** The places of a view, in reading order. */
  places(figure: FigureOf<Id>, view: View, surface: Surface): Place[]
  /** Those that the view lies in, the outermost first; none where it shows everything. */
  trail(figure: FigureOf<Id>, view: View): { id: string; name: string }[]
  /** The view of what lies in a place; of everything for an empty id. */
  into(view: View, id: string): View
}

/** How one figure is drawn and told; the same for page, terminal and files. */
export interface Chart<Id extends FigureId> {
  controls(figure: FigureOf<Id>): Control[]
  /** The drawing for a view, with the same figure of another release behind it; null where there is no value. */
  draw(figure: FigureOf<Id>, view: View, surface: Surface, other?: FigureOf<Id>): Drawn | null
  /** One sentence, computed from the rows, that says what the chart shows. */
  sentence(figure: FigureOf<Id>, view: View): string
  /** What the choices made mean, where that needs saying. */
  remark?(figure: FigureOf<Id>, view: View): string
  /** Who judged what the view shows; absent or empty where nobody did. */
  judge?(figure: FigureOf<Id>, view: View): string
  /** The values over the whole window, to be set beside those of another release. */
  estimates(figure: FigureOf<Id>, view: View): Named[]
  /** Small tables that stand beside the chart. */
  numbers(figure: FigureOf<Id>, view: View): Table[]
  /** All rows behind the view. */
  data(figure: FigureOf<Id>, view: View): Table
  /** How its drawing is gone through, where it can be. */
  walk?: Walk<Id>
}

/** The first choice made for a control that allows one. */
export const chosen = <T extends string>(view: View, key: string): T => (view[key]?.[0] ?? '') as T

/** The view before anybody has chosen. */
export const firstView = (controls: readonly Control[]): View =>
  Object.fromEntries(controls.map((control) => [control.key, control.initial]))

/** Options in their fixed order; those without rows say so and cannot be chosen. */
export function optionsOf<T extends string>(
  names: Record<T, string>,
  present: Iterable<T>,
  absent: (value: T) => string = () => 'not in these logs',
) {
  const has = new Set(present)
  return (Object.keys(names) as T[]).map((value) =>
    has.has(value) ? { value, label: names[value] } : { value, label: names[value], absent: absent(value) },
  )
}

/** The first present option, preferring `wanted`. */
export function preferred(options: Control['options'], wanted?: string): string[] {
  const open = options.filter((option) => !option.absent)
  const choice = open.find((option) => option.value === wanted) ?? open[0]
  return choice ? [choice.value] : []
}

/** What was chosen, in words, for readers who do not see the controls. */
export const choicesIn = (controls: readonly Control[], view: View): string =>
  controls
    .filter(({ options, only }) => options.length > 1 && (only?.(view) ?? true))
    .map(({ key, label, options }) => {
      const picked = options.filter(({ value }) => view[key]?.includes(value)).map(({ label }) => label)
      return picked.length > 0 ? `${label}: ${picked.join(', ')}` : ''
    })
    .filter(Boolean)
    .join(' · ')
