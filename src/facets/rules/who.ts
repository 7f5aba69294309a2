import type { ActionEvidence, ActionFacets, Circumstances, Step, Words } from '../../model/index.js'
import { Gist, NOT_INFERABLE, textIn } from '../../model/index.js'
import { DOMAIN_WORDS, domainIn, domainLeft, domainOfGoal, domainOfSystem } from './domains.js'
import { shown } from './shown.js'
import { asks, gives, PLACEHOLDER, prompts, TRYING } from './signs.js'

/** Whether an agent may do anything on a machine, not only what single tools offer. */
const GENERAL =
  /^(?:bash|shell|exec|exec_command|terminal|run_command|run_shell_command|execute_bash|ipython|python|computer|str_replace_editor|local_shell|container\.exec)$/i

export const isGeneral = (tool: string): boolean => GENERAL.test(tool)

const said = (step: Step): string => ('text' in step ? step.text : '')
const texts = (steps: readonly Step[], by: Step['by']): string =>
  steps
    .filter((step) => step.by === by)
    .map(said)
    .join('\n')

/** What kind of run an action belongs to; what the source knows wins over what texts look like. */
export function settingOf({ circumstances, soFar: { goal }, before, input }: ActionEvidence): ActionFacets['setting'] {
  const { kind, evaluation, system } = circumstances
  if (evaluation === true) return 'Evaluation or red team'
  if (kind === 'coding') return 'Production'
  if (prompts(system, 'evaluation') || asks(goal, 'evaluation') || prompts(system, 'simulated'))
    return 'Evaluation or red team'
  if (evaluation === false) return 'Production'
  const human = texts(before, 'human')
  if (kind === 'assistant')
    return asks(goal, 'trying') || TRYING.test(human) || gives(input, 'trying') ? 'Demo or test' : 'Production'
  if (kind === 'api') {
    const left = Math.max(0, 999 - (textIn(goal)?.length ?? 0))
    const madeUp = gives(input, 'placeholder') || asks(goal, 'placeholder') || PLACEHOLDER.test(human.slice(0, left))
    return madeUp || prompts(system, 'short') ? 'Demo or test' : 'Production'
  }
  return NOT_INFERABLE
}

/** Whether an operator was there: somebody whose agent it is, not a customer whom it serves (method.md 3). */
export function humanOf(
  { circumstances, soFar: { goal } }: ActionEvidence,
  setting: ActionFacets['setting'],
): ActionFacets['human_in_loop'] {
  const { kind, operator } = circumstances
  if (operator === false) return 'No'
  if (asks(goal, 'scheduled') || asks(goal, 'automated')) return 'No'
  if (setting === 'Evaluation or red team') return 'No'
  if (operator === true || kind === 'coding' || kind === 'assistant') return 'Yes'
  return kind === 'api' ? 'No' : NOT_INFERABLE
}

export function architectureOf(
  { circumstances, soFar, tool }: ActionEvidence,
  coordinating: boolean,
): ActionFacets['agentic_architecture'] {
  const general = circumstances.kind === 'coding' || circumstances.kind === 'assistant' || GENERAL.test(tool)
  // A helper that was asked long ago does not make what is done since the work of several.
  const many = circumstances.subagent || coordinating || (soFar.delegated !== null && soFar.delegated < 5)
  if (many) return general ? 'Multi-agent, general tools' : 'Multi-agent, scoped tools'
  return general ? 'Single agent, general tools' : 'Single agent, scoped tools'
}

/**
 * What field the work belongs to: that of the product; else by words, of its own prompt first, most specific ones first.
 * @param beside the field that words beside what was asked tell of, as `domainIn` gives it.
 */
export function domainOf(
  circumstances: Circumstances,
  goal: Words | null,
  beside: number,
  tool: string,
): ActionFacets['goal_domain_category'] {
  if (circumstances.kind === 'coding') return 'Software engineering'
  // What the system prompt says the agent is for counts before what one message mentions.
  const purpose = domainOfSystem(circumstances.system)
  const place = purpose === -1 ? firstOf(domainOfGoal(goal), beside) : purpose
  if (place !== -1) return DOMAIN_WORDS[place]![0]
  return isGeneral(tool) && circumstances.kind === 'api' ? 'Software engineering' : 'Other'
}

const firstOf = (a: number, b: number): number => (a === -1 ? b : b === -1 ? a : Math.min(a, b))

/** The field that the words of a call, and of the steps before it, tell of. */
export function domainOfCall({ before, tool, input, definition }: ActionEvidence): number {
  const steps = before.map((step) => said(step).slice(0, 300)).join('\n')
  const told = textIn(definition)?.slice(0, 300) ?? ''
  const own = input instanceof Gist ? domainLeft(input) : domainIn(`${tool}\n${told}\n${shown(input, 300)}\n${steps}`)
  return definition instanceof Gist ? firstOf(own, domainLeft(definition)) : own
}
