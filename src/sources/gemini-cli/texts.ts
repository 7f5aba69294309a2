/** How messages in the person's name begin that the program writes itself. */
const INJECTED =
  /^\s*(?:System: |Please continue\.?\s*$|<(?:session_context|state_snapshot|hook_context|environment_context|loaded_context|user_memory|system-reminder)\b|This is the Gemini CLI\. We are setting up the context)/

/** Whether a message in the person's name was typed. */
export const isTyped = (text: string): boolean => text.trim() !== '' && !INJECTED.test(text)

/** Whether a note says that a person stopped the agent. */
export const isCancelled = (text: string): boolean =>
  /^\s*(?:Request cancelled|User cancelled the request|Operation cancelled)/i.test(text)

/** Whether a note says that no more may be used, or that the longest session was reached. */
export const isLimit = (text: string): boolean =>
  /quota|rate limit|RESOURCE_EXHAUSTED|maximum (?:number of )?(?:session )?turns/i.test(text)

/** How the result of a call says that a person did not allow it; other calls are cancelled while they run. */
export const isRefused = (text: string): boolean => /User did not allow tool call|User denied execution/i.test(text)

/** How the result of a call says that a policy did not allow it. */
export const isDenied = (text: string): boolean =>
  /^(?:Error: )?Tool execution (?:for "[^"]*" )?denied by policy|denied by (?:admin )?policy/i.test(text.slice(0, 200))

/** How a person turns a question or a plan down. */
export const declines = (text: string): boolean =>
  /^\s*(?:User dismissed|(?:The )?user cancelled|Plan rejected|Rejected plan|User rejected)/i.test(text)
