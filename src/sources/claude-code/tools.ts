/**
 * Claude Code's own tools that read, search, plan or ask: they need no approval inside a project, so they say nothing
 * about how much a person lets pass (method.md 2.2). Everything else - commands, edits, the network, MCP servers and
 * tools this version has not heard of - could have needed one.
 */
const NEEDS_NONE = new Set([
  'Read',
  'Grep',
  'Glob',
  'LS',
  'NotebookRead',
  'LSP',
  'TodoRead',
  'TodoWrite',
  'ToolSearch',
  'Task',
  'Agent',
  'TaskCreate',
  'TaskUpdate',
  'TaskList',
  'TaskGet',
  'TaskOutput',
  'TaskStop',
  'AgentOutputTool',
  'BashOutput',
  'KillShell',
  'KillBash',
  'Skill',
  'SlashCommand',
  'SendMessage',
  'TeamCreate',
  'TeamDelete',
  'AskUserQuestion',
  'EnterPlanMode',
  'ExitPlanMode',
  'exit_plan_mode',
  'EnterWorktree',
  'ExitWorktree',
  'ListMcpResourcesTool',
  'ReadMcpResourceTool',
  'WaitForMcpServers',
  'ScheduleWakeup',
  'CronList',
  'StructuredOutput',
  'SendUserFile',
  'PushNotification',
])

/** Whether a call of this tool could have needed somebody's approval. */
export const couldNeedApproval = (tool: string): boolean => !NEEDS_NONE.has(tool)

/** What a tool puts to the human, or null: the turn ends there and the answer starts the next. */
export function questionOf(tool: string): 'question' | 'plan' | null {
  if (tool === 'AskUserQuestion') return 'question'
  return tool === 'ExitPlanMode' || tool === 'exit_plan_mode' ? 'plan' : null
}
