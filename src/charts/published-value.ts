import type { Figure, Published } from '../release/index.js'
import { FACTOR, SCORE, SECONDS, SHARE, TIMES, type Unit } from './units.js'

const UNITS: Partial<Record<Figure['id'], Unit>> = {
  'turn-duration': SECONDS,
  interventions: TIMES,
  'risk-autonomy': SCORE,
  extremes: SCORE,
}

/** A published value in the unit of the figure it stands beside. */
export const publishedValue = (figure: Figure, { value }: Published): string =>
  (UNITS[figure.id] ?? (value > 1 ? FACTOR : SHARE)).say(value)
