import type { Figure, Published } from '../release/index.js'
import { FACTOR, SECONDS, SHARE, TIMES, type Unit } from './units.js'

const UNITS: Partial<Record<Figure['id'], Unit>> = { 'turn-duration': SECONDS, interventions: TIMES }

/** A published value in the unit of the figure it stands beside. */
export const publishedValue = (figure: Figure, { value }: Published): string =>
  (UNITS[figure.id] ?? (value > 1 ? FACTOR : SHARE)).say(value)
