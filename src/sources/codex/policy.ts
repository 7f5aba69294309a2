import type { Approval, Mode } from '../../model/index.js'
import { isObject, type Json, textOf } from '../values.js'

/** What a turn may do, as its context says. */
export interface Policy {
  /** When Codex asks: `untrusted`, `on-failure`, `on-request`, `never`, or rules of its own. Null where it is not said. */
  asks: string | null
  /** Whether a model and no person is asked. */
  byModel: boolean
  plan: boolean
  sandbox: 'none' | 'sandbox' | null
}

export const UNKNOWN_POLICY: Policy = { asks: null, byModel: false, plan: false, sandbox: null }

export function policyOf(context: Json): Policy {
  const { approval_policy: asks, approvals_reviewer: reviewer, collaboration_mode: mode } = context
  return {
    asks: typeof asks === 'string' ? asks : isObject(asks) ? 'rules' : null,
    byModel: reviewer !== undefined && reviewer !== null && reviewer !== 'user',
    plan: isObject(mode) && mode.mode === 'plan',
    sandbox: sandboxOf(context),
  }
}

function sandboxOf({ sandbox_policy: policy, permission_profile: profile }: Json): Policy['sandbox'] {
  const kind = isObject(policy) ? (textOf(policy.type) ?? textOf(policy.mode)) : textOf(policy)
  if (kind !== null) return kind === 'danger-full-access' ? 'none' : 'sandbox'
  return isObject(profile) && profile.type === 'disabled' ? 'none' : null
}

/** The mode that is nearest to a policy. */
export function modeOf({ asks, byModel, plan }: Policy): Mode | null {
  if (plan) return 'plan'
  if (asks === 'never') return 'bypassPermissions'
  if (asks === null) return null
  return byModel ? 'auto' : 'default'
}

/** Tools that read, plan, ask or manage other agents, which no policy asks about. */
const NEEDS_NONE = new Set([
  ...['update_plan', 'view_image', 'request_user_input', 'tool_search', 'get_goal', 'update_goal', 'create_goal'],
  ...['spawn_agent', 'wait_agent', 'wait', 'send_input', 'close_agent', 'resume_agent', 'list_agents', 'write_stdin'],
  ...['list_mcp_resources', 'list_mcp_resource_templates', 'read_mcp_resource', 'read_file', 'list_dir', 'grep_files'],
])

/**
 * Who let a call pass. Rollouts keep no approvals: they show who was asked only where a policy asks nobody, or where a
 * command stays inside of its sandbox under a policy by which only leaving it is asked for.
 */
export function approvalOf(tool: string, input: unknown, policy: Policy): Approval {
  if (NEEDS_NONE.has(tool)) return 'not-needed'
  if (policy.asks === 'never') return 'bypass'
  if (policy.asks === null) return 'unknown'
  if (tool === 'web_search') return 'rules'
  const leaves =
    isObject(input) && (input.sandbox_permissions === 'require_escalated' || input.with_escalated_permissions === true)
  if (leaves) return policy.byModel ? 'classifier' : 'unknown'
  const inside = policy.asks === 'on-request' && policy.sandbox === 'sandbox' && SHELLS.has(tool)
  return inside ? 'rules' : 'unknown'
}

const SHELLS = new Set(['exec_command', 'shell', 'shell_command', 'local_shell', 'container.exec'])
