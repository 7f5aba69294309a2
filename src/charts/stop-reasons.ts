import type { Chart } from './chart.js'
import { reasons } from './cluster-reasons.js'

/** Why agents stopped to ask. */
export const stopReasons: Chart<'stop-reasons'> = reasons('turns that ended with a question of the agent')
