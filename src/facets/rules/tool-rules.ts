import type { DeedId } from './deeds.js'

/** What a call of a known tool does, by its name alone. Names are compared without case, `_`, `-` and `.`. */
export interface ToolRule {
  names: string
  deed: DeedId
}

const rule = (deed: DeedId, names: string): ToolRule => ({ deed, names })

export const TOOL_RULES: readonly ToolRule[] = [
  rule(
    'files-read',
    'Read NotebookRead read_file view_file open_file readfile read_many_files cat_file file_read get_file_contents read_text_file read_multiple_files',
  ),
  rule(
    'files-search',
    'Grep Glob search_files grep_search file_search codebase_search glob_file_search find_by_name search_file_content rg semantic_search find_symbol search_for_pattern',
  ),
  rule('files-list', 'LS list_dir list_directory list_files directory_tree get_file_info'),
  rule(
    'files-write',
    'Write Edit MultiEdit NotebookEdit apply_patch write_file edit_file create_file replace replace_in_file write_to_file insert_edit_into_file edit_block patch str_replace create_directory insert_at_symbol replace_symbol_body',
  ),
  rule('files-delete', 'delete_file remove_file delete_files'),
  rule('files-move', 'move_file rename_file copy_file'),
  rule('image-look', 'get_screenshot take_screenshot view_image read_image look_at_image read_media_file'),
  rule('code-check', 'LSP getDiagnostics read_lints diagnostics mcp__ide__getDiagnostics get_errors'),
  rule(
    'process-watch',
    'BashOutput TaskOutput AgentOutputTool read_terminal get_terminal_output Monitor read_bash command_status process',
  ),
  rule('process-stop', 'KillShell KillBash TaskStop stop_bash kill_process'),
  rule(
    'web-search',
    'WebSearch web_search google_web_search search_web brave_web_search tavily_search google_search bing_search exa_search',
  ),
  rule('web-read', 'WebFetch web_fetch fetch_url fetch read_url_content browse visit_page fetch_webpage'),
  rule(
    'human-ask',
    'AskUserQuestion ask_user question adk_request_input ask_followup_question request_user_input ask_question ask_human clarify',
  ),
  rule('plan-show', 'ExitPlanMode exit_plan_mode plan_exit present_plan plan_mode_respond'),
  rule('human-tell', 'SendUserFile PushNotification notify_user send_user_message message_user reply respond'),
  rule(
    'answer-give',
    'final_result final_answer StructuredOutput structured_output finish attempt_completion return_result output answer',
  ),
  rule(
    'todo-keep',
    'TodoWrite TodoRead TaskCreate TaskUpdate TaskList TaskGet update_plan todo_list manage_todo_list write_todos update_todos',
  ),
  rule(
    'memory-write',
    'save_memory memory_write add_memory update_memory create_memory remember create_entities add_observations',
  ),
  rule('memory-read', 'memory_read search_memory read_memory recall memory_search memory_get search_nodes read_graph'),
  rule('thought-note', 'think Think sequentialthinking sequential_thinking reason plan reflect'),
  rule('calculate', 'calculate calculator compute eval_expression'),
  rule(
    'tools-load',
    'Skill SlashCommand ToolSearch search_tools load_capability load_skill activate_skill ListMcpResourcesTool ReadMcpResourceTool WaitForMcpServers use_skill list_tools',
  ),
  rule('mode-change', 'EnterPlanMode EnterWorktree ExitWorktree switch_mode set_mode'),
  rule('wait-schedule', 'ScheduleWakeup CronCreate CronDelete CronList wait sleep schedule_task cron'),
  rule('automation-change', 'RemoteTrigger'),
  rule(
    'agent-start',
    'Task Agent Workflow sessions_spawn spawn_agent delegate_to_agent delegate dispatch_agent new_task call_agent run_subagent advisor transfer_to_agent handoff TeamCreate',
  ),
  rule('agent-tell', 'SendMessage sessions_send send_input resume_agent message_agent'),
  rule(
    'agent-look',
    'sessions_yield sessions_list sessions_history session_status wait_agent list_agents subagents agents_list',
  ),
  rule('agent-stop', 'close_agent TeamDelete stop_agent'),
  rule('human-handover', 'transfer_to_human_agents transfer_to_human escalate escalate_to_human handoff_to_human'),
  rule(
    'web-read',
    'browser_snapshot browser_take_screenshot browser_console_messages browser_network_requests goto browser_navigate navigate open_url new_tab tab_focus go_back go_forward scroll hover browser_wait_for browser_tabs get_page_text read_page',
  ),
  rule(
    'web-use',
    'click browser_click type browser_type press browser_press_key select_option browser_select_option browser_hover browser_evaluate fill browser_fill_form browser_scroll form_input',
  ),
  rule('web-change', 'browser_file_upload upload_file submit_form browser_handle_dialog'),
  rule('screen-use', 'computer computer_use left_click double_click mouse_move key'),
]
