/** The fixed texts by which Claude Code marks what a human did. */
const rejection =
  "The user doesn't want to proceed with this tool use. The tool use was rejected (eg. if it was a file edit, the new_string was NOT written to the file)."

export const hardStop = `${rejection} STOP what you are doing and wait for the user to tell you how to proceed.`
export const interruptMark = '[Request interrupted by user]'
export const interruptMarkForTool = '[Request interrupted by user for tool use]'
export const noResponse = 'No response requested.'
export const classifierDenial =
  "Permission for this action was denied by the Claude Code auto mode classifier. Reason: Blocked by classifier. If you have other tasks that don't depend on this action, continue working on those."

export function redirect(feedback: string): string {
  return `${rejection} To tell you how to proceed, the user said:\n${feedback}`
}

export function ruleDenial(tool: string, asked: boolean): string {
  return asked
    ? `Claude requested permissions to use ${tool}, but you haven't granted it yet.`
    : `Permission to use ${tool} has been denied.`
}

export function taskNotification(taskId: string, toolUseId: string): string {
  return `<task-notification>\n<task-id>${taskId}</task-id>\n<tool-use-id>${toolUseId}</tool-use-id>\n<status>completed</status>\n<summary>Background work finished</summary>\n</task-notification>`
}
