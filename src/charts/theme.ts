/** The colours of a drawing, as CSS values. */
export interface Theme {
  ink: string
  /** Text and rules of second rank, still readable. */
  muted: string
  grid: string
  paper: string
  /** Six ordered colours, for percentiles from the median to the far tail. */
  ramp: readonly string[]
  /** Five unordered colours. */
  hues: readonly string[]
}

/** Colours that the page defines, so that one drawing serves light and dark. */
export const PAGE_THEME: Theme = {
  ink: 'var(--ink)',
  muted: 'var(--muted)',
  grid: 'var(--grid)',
  paper: 'var(--paper)',
  ramp: ['var(--ramp-1)', 'var(--ramp-2)', 'var(--ramp-3)', 'var(--ramp-4)', 'var(--ramp-5)', 'var(--ramp-6)'],
  hues: ['var(--hue-1)', 'var(--hue-2)', 'var(--hue-3)', 'var(--hue-4)', 'var(--hue-5)'],
}

/** Fixed colours on white, for a file that stands alone. */
export const FILE_THEME: Theme = {
  ink: '#1d1c1a',
  muted: '#625e57',
  grid: '#dedad2',
  paper: '#ffffff',
  ramp: ['#1b5e78', '#2f6f6d', '#5a6f3c', '#85651d', '#a0501f', '#a8343a'],
  hues: ['#1b5e78', '#a0501f', '#4f7a3a', '#7a4a86', '#85651d'],
}
