import type { FigureSpec } from '../algebra/index.js'
import { autoApproveByExperience } from './auto-approve-by-experience.js'
import { autonomyProxies } from './autonomy-proxies.js'
import { distributions } from './distributions.js'
import { domains } from './domains.js'
import { frontier } from './frontier.js'
import { humanInvolvementByComplexity } from './human-involvement-by-complexity.js'
import { interruptsByExperience } from './interrupts-by-experience.js'
import { interventions } from './interventions.js'
import { oversight } from './oversight.js'
import { stopsByComplexity } from './stops-by-complexity.js'
import { turnDuration } from './turn-duration.js'

/** Every figure, in the order of a report. */
export const MEASURES: readonly FigureSpec[] = [
  turnDuration,
  autoApproveByExperience,
  interruptsByExperience,
  interventions,
  autonomyProxies,
  stopsByComplexity,
  oversight,
  humanInvolvementByComplexity,
  domains,
  distributions,
  frontier,
]

export { type Agreement, MIN_BOTH, RELIABLE, reliabilityNotes, type Trust } from './reliability.js'
