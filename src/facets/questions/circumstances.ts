import { type Circumstances, type Mode, type SoFar, textIn, type Words } from '../../model/index.js'
import type { Budgets } from './budgets.js'
import { quoted } from './quoted.js'

const KINDS: Record<NonNullable<Circumstances['kind']>, string> = {
  coding: 'an agent that works on the code of its person',
  assistant: 'an agent that does errands for its person',
  api: 'an agent that a program runs through an API',
}

const ALLOWED: Record<Mode, string> = {
  default: 'asks its person before what is not allowed beforehand',
  acceptEdits: 'may edit files, asks its person before other things',
  plan: 'may only read and plan',
  bypassPermissions: 'may do everything without asking',
  auto: 'a model decides in place of its person what is allowed',
  dontAsk: 'may do what was allowed beforehand, and nothing else',
}

/** How the agent runs, as the log knows it. The same words for the same circumstances. */
export function toldCircumstances(told: Circumstances, budgets: Budgets): string {
  const { kind, evaluation, operator, mode, sandbox, subagent } = told
  const system = textIn(told.system)
  const lines = [
    `Agent: ${kind === null ? 'of a kind that the log does not tell' : KINDS[kind]}${subagent ? '; here a helper that another agent started acts' : ''}`,
    `Operator: ${operator === null ? 'the log does not tell' : operator ? 'a person started it and could step in' : 'nobody; it runs unattended'}`,
    `Permissions: ${mode === null ? 'the log does not tell' : `mode ${mode}, ${ALLOWED[mode]}`}`,
  ]
  if (sandbox !== null)
    lines.push(`Sandbox: ${sandbox === 'sandbox' ? 'yes' : 'none; nothing stands between the agent and the machine'}`)
  if (evaluation === true) lines.push('Log: written by an evaluation harness')
  if (system !== null && system !== '') lines.push(`System prompt: ${quoted(system, budgets.system)}`)
  return lines.join('\n')
}

/** What was asked for. */
export function toldGoal(goal: Words | null, budgets: Budgets): string {
  const text = textIn(goal)
  return text === null || text.trim() === '' ? 'Asked: the log does not tell' : `Asked: ${quoted(text, budgets.goal)}`
}

/** How much was done for it. */
export function toldWork({ calls, changes, planned, delegated }: SoFar): string {
  const parts = [`${calls} ${calls === 1 ? 'call' : 'calls'}, ${changes} ${changes === 1 ? 'change' : 'changes'}`]
  if (planned) parts.push('the agent keeps a plan')
  if (delegated !== null)
    parts.push(`had to do with other agents ${delegated === 0 ? 'just now' : `${delegated} calls ago`}`)
  return parts.join('; ')
}
