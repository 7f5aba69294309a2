import type { Private } from '../algebra/index.js'
import { open } from '../algebra/open.js'
import { PolicyError } from './gate.js'

/** What follows from how many people's logs there are. */
export interface PolicyChoice {
  warning: string | null
}

/**
 * One person's own logs are shown to them without a question. Several people's must be asked for by name.
 * @param byName whether `private` was named on the command line or in the study file.
 * @throws PolicyError where it was not.
 */
export function choosePolicy(contributors: Private<number>, byName: boolean): PolicyChoice {
  if (open(contributors) <= 1) return { warning: null }
  if (!byName) {
    throw new PolicyError(
      'these logs are of several contributors. A report on them for other readers needs the policy "team", which this version does not enforce yet; if you may read the logs anyway, ask for --policy private by name',
    )
  }
  return {
    warning:
      'these logs are of several contributors and policy "private" withholds nothing: keep what comes out to yourself',
  }
}
