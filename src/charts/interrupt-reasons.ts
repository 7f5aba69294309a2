import type { Chart } from './chart.js'
import { reasons } from './cluster-reasons.js'

/** Why humans interrupted. */
export const interruptReasons: Chart<'interrupt-reasons'> = reasons('turns that a human interrupted')
