/** Kinds of records that are known, and in which nothing stands that a figure needs. */
const KINDS = new Set([
  ...[
    'hook',
    'skill',
    'model',
    'tool_search',
    'user_input',
    'elicitation',
    'sampling',
    'mcp',
    'external_tool',
    'command',
  ],
  ...['commands', 'exit_plan_mode', 'auto_mode_switch', 'session_limits_exhausted', 'capabilities', 'pending_messages'],
])

/** As above, of kinds of which others matter. */
const NAMES = new Set([
  ...['session.start', 'session.idle', 'session.info', 'session.warning', 'session.model_change', 'session.handoff'],
  ...['session.title_changed', 'session.truncation', 'session.snapshot_rewind', 'session.usage_info'],
  ...['session.usage_checkpoint', 'session.compaction_start', 'session.compaction_complete', 'session.context_changed'],
  ...['session.context_cleared', 'session.task_complete', 'session.plan_changed', 'session.todos_changed'],
  ...['session.workspace_file_changed', 'session.remote_steerable_changed', 'session.schedule_created'],
  ...['session.schedule_cancelled', 'session.schedule_rearmed', 'session.autopilot_objective_changed'],
  ...['session.auto_mode_resolved', 'session.session_limits_changed', 'session.mode_notice_delivered'],
  ...['session.tools_updated', 'session.background_tasks_changed', 'session.skills_loaded', 'session.binary_asset'],
  ...['session.custom_agents_updated', 'session.mcp_servers_loaded', 'session.mcp_server_status_changed'],
  ...['session.extensions_loaded', 'session.managed_settings_resolved', 'session.custom_notification'],
  ...['system.message', 'subagent.completed', 'subagent.failed', 'subagent.configured', 'subagent.selected'],
  ...['subagent.deselected', 'assistant.intent', 'assistant.idle', 'assistant.reasoning_delta'],
  ...['assistant.message_start', 'assistant.message_delta', 'assistant.streaming_delta', 'assistant.tool_call_delta'],
  ...['assistant.server_tool_progress', 'tool.execution_partial_result', 'tool.execution_progress'],
])

export const isBeside = (type: string): boolean => NAMES.has(type) || KINDS.has(type.split('.')[0]!)
