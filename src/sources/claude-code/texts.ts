import type { Denial } from '../judging.js'

/** The fixed texts by which Claude Code's transcripts tell things apart (docs/sources/claude-code.md). */

const MARKS = new Map([
  ['[Request interrupted by user]', 'generating'],
  ['[Request interrupted by user for tool use]', 'tool'],
])

/** Whether a user record's whole text is an interrupt mark. */
export const isInterruptMark = (text: string): boolean => MARKS.has(text.trim())

const REJECTED =
  /^(?:Error: )?The user (?:doesn't want to (?:proceed with this tool use|take this action right now)|wants to clarify these questions)/
const FEEDBACK = /To tell you how to proceed, the user said:|The user wants to clarify these questions/
const BY_CLASSIFIER =
  /^(?:Error: )?Permission for this action (?:was denied|has been denied) by the Claude Code auto mode classifier/
const BY_RULE =
  /^(?:<tool_use_error>)?(?:Error: )?(?:Permission to use .* has been denied|Claude requested permissions to |File is in a directory that is denied by your permission settings)/s
const RULE_START = /^(?:Error: )?Permission to use \S+/

/**
 * Who refused a call, from the field that newer versions write or else from the result's text; null where nobody did.
 * `stop`: a human said no and nothing more. `feedback`: a human said no and what to do instead.
 */
export function denialOf(kind: unknown, text: string): Denial | null {
  if (kind === 'permission-rule') return 'rule'
  if (kind === 'automode-blocked') return 'classifier'
  if (kind === 'user-rejected' || REJECTED.test(text)) return FEEDBACK.test(text) ? 'feedback' : 'stop'
  if (BY_CLASSIFIER.test(text)) return 'classifier'
  // Long commands are cut before the end of the sentence, so its beginning must do.
  if (BY_RULE.test(text) || RULE_START.test(text)) return 'rule'
  return null
}

export type UserText = 'human' | 'command' | 'command-output' | 'notification' | 'scheduled' | 'injected' | 'mark'

const PREFIXES: [string, UserText][] = [
  ['<command-name>', 'command'],
  ['<command-message>', 'command'],
  ['<local-command-stdout>', 'command-output'],
  ['<local-command-stderr>', 'command-output'],
  ['<local-command-caveat>', 'injected'],
  ['<bash-input>', 'command-output'],
  ['<bash-stdout>', 'command-output'],
  ['<bash-stderr>', 'command-output'],
  ['<task-notification>', 'notification'],
  ['<teammate-message', 'notification'],
  ['<system-reminder>', 'injected'],
  ['<user-prompt-submit-hook>', 'injected'],
  ['<scheduled-task', 'scheduled'],
]

/** How a summary begins that takes the place of a conversation grown too long; older versions do not mark it. */
const CONTINUED = 'This session is being continued from a previous conversation'

/** What the text of a user record without tool results is. */
export function kindOfText(text: string): UserText {
  const trimmed = text.trimStart()
  if (isInterruptMark(text)) return 'mark'
  if (isNotice(text)) return 'notification'
  if (trimmed.startsWith(CONTINUED)) return 'injected'
  if (trimmed.startsWith('<') || trimmed.startsWith('Caveat: The messages below')) {
    for (const [prefix, kind] of PREFIXES) if (trimmed.startsWith(prefix)) return kind
    if (trimmed.startsWith('Caveat:')) return 'injected'
  }
  return 'human'
}

/** Whether what was queued is a finished background task's notice and not something a human typed. */
export function isNotice(text: string): boolean {
  const trimmed = text.trimStart()
  return trimmed.startsWith('<task-notification>') || /^\{\s*"task_id"\s*:/.test(trimmed)
}

const LIMIT = /\b(?:usage limit|hit your (?:\w+ )?limit|limit reached|limit will reset)\b/i

/** Whether an API error says that the person's allowance is used up. */
export const isLimitText = (text: string): boolean => LIMIT.test(text)
