import type { Cut } from './cut.js'
import type { Weight } from './figure.js'
import type { Column } from './units.js'

/** What a query is asked with under a weight. */
export const weightColumn = (weight: Weight | undefined): { weight?: Column } =>
  weight === undefined || weight === 'action' ? {} : { weight: `${weight}_weight` }

/** What a query of a cut is asked with, so that its units weigh as the cut says. */
export const weighing = ({ weight, drawn }: Pick<Cut, 'weight' | 'drawn'>): { weight?: Column; drawn?: true } => ({
  ...weightColumn(weight),
  ...(drawn === true ? { drawn } : {}),
})
