import type { Release } from '../release/index.js'
import { wrongGroups } from './audit-groups.js'
import { wrongNumbers } from './audit-numbers.js'
import { wrongKeys, wrongStrings } from './audit-strings.js'
import type { Declared } from './candidate.js'

/** How safe a release is found, from 1 to 5, and why; the reason stands in a message and repeats nothing of the release. */
export interface Verdict {
  score: 1 | 2 | 3 | 4 | 5
  why: string
}

/** The last check of a release for other readers (method.md 8, rule 8). It may refuse one; it is never the guarantee. */
export type Audit = (release: Release, declared: Declared) => Promise<Verdict>

/** The least score with which a release may go out. */
export const SAFE = 3

/**
 * Checks what a machine can: every string is one that the program declares, every count is rounded as the policy says
 * and large enough, and nothing that the frame withholds is there.
 */
export const mechanicalAudit: Audit = async (release, declared) => {
  const keys = wrongKeys(release, declared)
  // Places in a release are told by its keys, so these are looked at before any place is named.
  const found =
    keys.length > 0
      ? keys
      : [...wrongStrings(release, declared), ...wrongGroups(release, declared), ...wrongNumbers(release)]
  if (found.length === 0) return { score: 5, why: 'nothing found' }
  const more = found.length > 3 ? `, and ${found.length - 3} more` : ''
  return { score: 1, why: `${found.slice(0, 3).join('; ')}${more}` }
}
