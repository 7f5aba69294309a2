import type { Approval, Mode } from '../../model/index.js'
import type { Denial } from '../judging.js'
import { type Json, textOf } from '../values.js'

/** What may run without anybody being asked, as the session is set. */
export type Permissions = 'asks' | 'assisted' | 'all' | null

/** Tools that read, plan, ask or manage what runs already, for which nobody is asked. */
const NEEDS_NONE = new Set([
  ...['view', 'glob', 'grep', 'rg', 'show_file', 'report_intent', 'update_todo', 'sql', 'store_memory', 'skill'],
  ...['read_bash', 'stop_bash', 'list_bash', 'read_powershell', 'stop_powershell', 'list_powershell'],
  ...['task', 'read_agent', 'list_agents', 'write_agent', 'ask_user', 'exit_plan_mode', 'task_complete'],
  ...['fetch_copilot_cli_documentation', 'tool_search_tool_regex', 'lsp'],
])

/** @param before the first record that tells of a change. @param asks whether anybody was asked in this session. */
export function permissionsAtFirst(before: Json | null, asks: boolean): Permissions {
  const said = before === null ? null : permissionsIn(before, 'previousPermissionMode', 'previousAllowAllPermissions')
  return said ?? (asks ? 'asks' : null)
}

export const permissionsAfter = (change: Json): Permissions =>
  permissionsIn(change, 'permissionMode', 'allowAllPermissions')

function permissionsIn(change: Json, mode: string, all: string): Permissions {
  if (change[mode] === 'assisted') return 'assisted'
  if (change[mode] === 'allow-all' || change[all] === true) return 'all'
  return change[mode] === 'manual' || change[all] === false ? 'asks' : null
}

/** The mode that is nearest to what a session allows. */
export function modeOf(permissions: Permissions, plans: boolean): Mode | null {
  if (plans) return 'plan'
  if (permissions === 'all') return 'bypassPermissions'
  return permissions === null ? null : permissions === 'assisted' ? 'auto' : 'default'
}

/**
 * Who let a call pass, as long as nobody is asked about it. Where a log keeps its requests, what runs without one passed
 * by a rule.
 */
export function unaskedOf(tool: string, permissions: Permissions): Approval {
  if (NEEDS_NONE.has(tool)) return 'not-needed'
  if (permissions === 'all') return 'bypass'
  return permissions === null ? 'unknown' : 'rules'
}

/** What came of asking. */
export type Answer = 'approved' | 'cancelled' | { denial: Denial; feedback: string | null }

export function answerIn(result: Json): Answer {
  const kind = textOf(result.kind) ?? ''
  if (kind.startsWith('approved')) return 'approved'
  if (!kind.startsWith('denied')) return 'cancelled'
  const feedback = textOf(result.feedback)
  if (kind !== 'denied-interactively-by-user') return { denial: 'rule', feedback: textOf(result.message) }
  return { denial: feedback === null || result.forceReject === true ? 'stop' : 'feedback', feedback }
}
