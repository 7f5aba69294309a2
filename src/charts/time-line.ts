export interface TimePoint {
  day: Date
  y: number | null
  low: number | null
  high: number | null
  /** What the pointer says. */
  says: string
}

/** One line, its band and its name. A day without a value breaks the line. */
export interface TimeLine {
  name: string
  colour: string
  points: readonly TimePoint[]
  /** Of another release. */
  quiet?: boolean
}

/** A day whose values are all withheld. */
export interface TimeGap {
  day: Date
  reason: string
}

/** A day on which something changed, marked by a stroke and a few words. */
export interface TimeEvent {
  day: Date
  text: string
  colour: string
}
