import type { Approval, EndedBy, Interactive, Mode } from '../../model/index.js'
import { type Json, listOf, objectOf, textOf } from '../values.js'

/** What a document says of the run around its messages. */
export interface Run {
  version: string | null
  interactive: Interactive
  /** Whether a harness ran it; null where nothing says. */
  evaluation: boolean | null
  sandbox: 'none' | 'sandbox' | null
  mode: 'human' | 'confirm' | 'yolo' | null
  /** How commands begin that are never asked about; null where patterns say that can only be tried out. */
  allowed: string[] | null
  status: string | null
}

export function runOf(around: Json): Run {
  const info = objectOf(around.info) ?? {}
  const config = objectOf(info.config) ?? {}
  const agent = objectOf(config.agent) ?? {}
  const type = textOf(config.agent_type)
  const mode = textOf(agent.mode) ?? textOf(config.mode)
  const attended = type === null ? null : /interactive|textual/i.test(type)
  return {
    version: textOf(info.mini_version),
    interactive: attended === null ? 'unknown' : attended ? 'yes' : 'no',
    // Without a person at the terminal it runs for benchmarks.
    evaluation: attended === true ? null : true,
    sandbox: sandboxOf(textOf(config.environment_type)),
    mode: mode === 'human' || mode === 'confirm' || mode === 'yolo' ? mode : null,
    allowed: beginningsOf(listOf(agent.whitelist_actions)),
    status: textOf(info.exit_status),
  }
}

function sandboxOf(type: string | null): Run['sandbox'] {
  if (type === null) return null
  return /local/i.test(type) ? 'none' : 'sandbox'
}

/** A pattern out of a log is not tried out: it may take forever. Most are how a command begins. */
function beginningsOf(patterns: readonly unknown[]): string[] | null {
  const found = patterns.map((pattern) => /^\^?([\w /.-]*?)(?:\.\*|\\b)?$/.exec(textOf(pattern) ?? '*')?.[1])
  return found.includes(undefined) ? null : (found as string[])
}

export function modeOf({ interactive, mode }: Run): Mode | null {
  if (interactive !== 'yes' || mode === null) return null
  return mode === 'yolo' ? 'bypassPermissions' : 'default'
}

/** Who let a command pass. The mode is that at the end of the run; a switch before leaves no trace. */
export function approvalOf({ interactive, mode, allowed }: Run, command: string): Approval {
  if (interactive === 'no' || mode === 'yolo') return 'bypass'
  if (mode === null) return interactive === 'yes' ? 'unknown' : 'bypass'
  return allowed?.some((beginning) => command.startsWith(beginning)) === true ? 'rules' : 'unknown'
}

/** How a run ended, by the name of the error that ended it. */
export function endingOf(status: string | null): EndedBy {
  if (status === null) return 'unknown'
  if (/^submitted$/i.test(status)) return 'completed'
  return /limit|timeexceeded|contextwindow/i.test(status) ? 'limit' : 'failed'
}
