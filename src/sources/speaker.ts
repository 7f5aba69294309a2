import type { Speaker } from '../model/index.js'

/** How a message says that a human stopped the agent. */
const INTERRUPT = /^\s*\[Request interrupted by user/
/** What agents' programs put into messages in the human's name. */
const INJECTED =
  /^\s*(?:<(?:system-reminder|command-name|command-message|local-command-\w+|environment_context|task-notification|scheduled-task)\b|Caveat: The messages below|This session is being continued|EXECUTION RESULT of \[)/
/** What nobody types: a role to play, data, a page of structure, a form that was filled in. */
const FORM = /^\s*(?:[[{]|<\w+[\s>]|#{1,3} \w|You are (?:an?|the)\b|Your task is\b)/i
const STRUCTURE = /^(?:#{1,4} |<\/?\w+>|\d+\. |[-*] |\||```)/gm
/** Characters beyond which a message is more likely made than typed, and below which it is more likely typed. */
const LONG = 4_000
const SHORT = 400

/**
 * Who speaks in a message of the caller, by what it says. What could be either is `unknown`.
 * @param results whether it has results of calls.
 */
export function speakerOf(texts: readonly string[], results: boolean): Speaker {
  const said = texts.filter((text) => text.trim() !== '')
  const own = said.filter((text) => !INJECTED.test(text))
  if (said.some((text) => INTERRUPT.test(text))) return 'interrupt'
  if (own.length === 0) return results || said.length === 0 ? 'results' : 'program'
  const text = own.join('\n')
  if (FORM.test(text) || text.length > LONG || (text.match(STRUCTURE)?.length ?? 0) > 5) return 'program'
  return text.length <= SHORT ? 'human' : 'unknown'
}
