import type { FigureSpec } from '../algebra/index.js'
import { autoApproveByExperience } from './auto-approve-by-experience.js'
import { autonomyProxies } from './autonomy-proxies.js'
import { interruptsByExperience } from './interrupts-by-experience.js'
import { interventions } from './interventions.js'
import { turnDuration } from './turn-duration.js'

/** Every figure, in the order of a report. */
export const MEASURES: readonly FigureSpec[] = [
  turnDuration,
  autoApproveByExperience,
  interruptsByExperience,
  interventions,
  autonomyProxies,
]
