import { type Json, saidIn } from '../values.js'

/** How messages in the human's name begin that Codex writes itself. */
const INJECTED =
  /^\s*(?:<(?:environment_context|user_instructions|permissions|INSTRUCTIONS|skill|turn_aborted|subagent_notification|collaboration_mode|model_switch|user_shell_command|apps_instructions|personality_spec|realtime_conversation|user_action)\b|# AGENTS\.md instructions|# Context from my IDE setup)/

/** Whether a message in the human's name was typed. */
export const isTyped = (text: string): boolean => text.trim() !== '' && !INJECTED.test(text)

/** How a message begins that says that a human stopped the agent. */
export const isAborted = (text: string): boolean => /^\s*<turn_aborted>/.test(text)

/** What another agent reports, in the human's name. */
export const isReport = (text: string): boolean => /^\s*<subagent_notification>/.test(text)

/** What a message says. */
export const saidBy = (message: Json): string => saidIn(message.content) ?? ''

/** Whether an answer ends with a plan that the human is to approve. */
export const proposesPlan = (text: string | null): boolean => text !== null && /<proposed_plan>/.test(text)
