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
  /** Commands that are never asked about. */
  allowed: RegExp[]
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
    allowed: listOf(agent.whitelist_actions).flatMap(patternOf),
    status: textOf(info.exit_status),
  }
}

function sandboxOf(type: string | null): Run['sandbox'] {
  if (type === null) return null
  return /local/i.test(type) ? 'none' : 'sandbox'
}

/** A pattern that JavaScript cannot read allows nothing. */
function patternOf(pattern: unknown): RegExp[] {
  try {
    return typeof pattern === 'string' && pattern.length < 1_000 ? [new RegExp(`^(?:${pattern})`)] : []
  } catch {
    return []
  }
}

export function modeOf({ interactive, mode }: Run): Mode | null {
  if (interactive !== 'yes' || mode === null) return null
  return mode === 'yolo' ? 'bypassPermissions' : 'default'
}

/** Who let a command pass. The mode is that at the end of the run; a switch before leaves no trace. */
export function approvalOf({ interactive, mode, allowed }: Run, command: string): Approval {
  if (interactive === 'no' || mode === 'yolo') return 'bypass'
  if (mode === null) return interactive === 'yes' ? 'unknown' : 'bypass'
  if (allowed.some((pattern) => pattern.test(command))) return 'rules'
  return 'unknown'
}

/** How a run ended, by the name of the error that ended it. */
export function endingOf(status: string | null): EndedBy {
  if (status === null) return 'unknown'
  if (/^submitted$/i.test(status)) return 'completed'
  return /limit|timeexceeded|contextwindow/i.test(status) ? 'limit' : 'failed'
}
