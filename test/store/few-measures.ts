import { autoApproveByExperience } from '../../src/measures/auto-approve-by-experience.js'
import { frontier } from '../../src/measures/frontier.js'
import { interventions } from '../../src/measures/interventions.js'
import { oversight } from '../../src/measures/oversight.js'
import { turnDuration } from '../../src/measures/turn-duration.js'

/**
 * One figure of each kind: along days, experience, months and weeks, of the whole, by judged values; over turns, sessions and
 * actions. Where a test asks whether the same rows are there, the others would say the same again, and a release for
 * other readers asks hundreds of questions for them. `same-release.test.ts` compares all figures.
 */
export const MEASURES = [turnDuration, autoApproveByExperience, interventions, oversight, frontier]
