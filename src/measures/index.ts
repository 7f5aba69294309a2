import type { FigureSpec } from '../algebra/index.js'
import { autoApproveByExperience } from './auto-approve-by-experience.js'
import { autonomyProxies } from './autonomy-proxies.js'
import { distributions } from './distributions.js'
import { domains } from './domains.js'
import { extremes } from './extremes.js'
import { frontier } from './frontier.js'
import { humanInvolvementByComplexity } from './human-involvement-by-complexity.js'
import { interruptReasons } from './interrupt-reasons.js'
import { interruptsByExperience } from './interrupts-by-experience.js'
import { interventions } from './interventions.js'
import { oversight } from './oversight.js'
import { riskAutonomy } from './risk-autonomy.js'
import { stopReasons } from './stop-reasons.js'
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
  stopReasons,
  interruptReasons,
  oversight,
  humanInvolvementByComplexity,
  domains,
  distributions,
  riskAutonomy,
  extremes,
  frontier,
]

export { type Agreement, MIN_BOTH, RELIABLE, reliabilityNotes, type Trust } from './reliability.js'
