import type { EndedBy } from '../../model/index.js'
import type { Denial } from '../judging.js'

/** What SWE-agent writes in place of an action when it ends a run itself. */
const ENDINGS = /^\s*exit_(?:cost|context|format|api|error|environment_error|total_execution_time|command_timeout)\s*$/

/** Whether a step holds something that the agent did: not an answer that could not be read, nor the end of the run. */
export const isDone = (action: string): boolean => action.trim() !== '' && !ENDINGS.test(action)

/** How SWE-agent begins to say that it did not run a command. */
const REFUSED = /^\s*(?:Operation '[^']*'|Interactive operation '[^']*') is not supported by this environment/
/** How it says that a command failed; what programs print comes in other words. */
const FAILED =
  /^\s*(?:Your bash command contained syntax errors and was NOT executed|Your proposed edit has introduced new syntax error|EXECUTION TIMED OUT|The command '[\s\S]{1,2000}' (?:was cancelled because it took more than|has been running for more than)|COMMAND FAILED TO EXECUTE|EXECUTION FAILED|COMMAND OUTPUT EXCEEDED)/

/** What came of a command, as far as SWE-agent itself says so. */
export function outcomeOf(observation: string): { failed: boolean; denial: Denial | null } {
  return { failed: FAILED.test(observation), denial: REFUSED.test(observation) ? 'rule' : null }
}

/** How a run ended. */
export function endingOf(status: string): EndedBy {
  if (/^(?:submitted|exit_forfeit)$/.test(status)) return 'completed'
  // What was done so far is submitted when a limit is reached: "submitted (exit_cost)".
  if (/exit_(?:cost|context|total_execution_time|command_timeout)/.test(status)) return 'limit'
  return /^submitted/.test(status) ? 'completed' : 'failed'
}
