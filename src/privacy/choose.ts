import type { Private } from '../algebra/index.js'
import { open } from '../algebra/open.js'
import type { Policy } from '../release/index.js'

/** The policy of a release, and what must be said beside it. */
export interface PolicyChoice {
  name: Policy['name']
  /** A line for the person at this machine, or null; it says nothing of the logs but that they are of several. */
  says: string | null
}

/**
 * One person's own logs are shown to them without a question; those of several are shown under `team`, or under
 * `private` to who asks for it by name. Decided when logs are read and before anything is estimated.
 * @param named the policy that the command line or the study file names, or null.
 */
export function choosePolicy(contributors: Private<number>, named: Policy['name'] | null): PolicyChoice {
  const several = open(contributors) > 1
  if (named === null && !several) return { name: 'private', says: null }
  if (named === null)
    return {
      name: 'team',
      says: 'these logs are of several contributors, so this is for people who share a workplace (policy "team"); if you may read the logs anyway, --policy private shows all of it',
    }
  return {
    name: named,
    says:
      named === 'private' && several
        ? 'these logs are of several contributors and policy "private" withholds nothing: keep what comes out to yourself'
        : null,
  }
}
