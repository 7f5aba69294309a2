import { type ActionEvidence, type Circumstances, type Step, type TurnEvidence, textIn } from '../model/index.js'
import type { Section } from './labelling.js'

/** What a person is shown of an action: what was at hand when it was called, and nothing that a judge said. */
export function actionSections(evidence: ActionEvidence): Section[] {
  const { circumstances, soFar, before, tool, definition, input } = evidence
  return present([
    ['Circumstances', circumstancesText(circumstances)],
    ['System prompt', textIn(circumstances.system)],
    ['What was asked for', textIn(soFar.goal)],
    [BEFORE, stepsText(before)],
    ['What the tool says of itself', textIn(definition)],
    ['The call to label', callText(tool, input)],
  ])
}

/** What a person is shown of a turn: what was asked and done, and how it ended. */
export function turnSections(evidence: TurnEvidence): Section[] {
  return present([...work(evidence), ['How it ended', endingText(evidence)]])
}

/** The same of the interrupt that ended a turn, with what the human said next. */
export function interruptSections(evidence: TurnEvidence): Section[] {
  return present([
    ...work(evidence),
    ['How it ended', endingText(evidence)],
    ['What the human said next', textIn(evidence.next) ?? 'The log holds nothing.'],
  ])
}

function work({ circumstances, soFar, before, failures }: TurnEvidence): [string, string | null][] {
  const calls = `${soFar.calls} call${soFar.calls === 1 ? '' : 's'}, of which ${failures} failed.`
  return [
    ['Circumstances', circumstancesText(circumstances)],
    ['System prompt', textIn(circumstances.system)],
    ['What was asked for', textIn(soFar.goal)],
    ['How much was done', calls],
    [LAST, stepsText(before)],
  ]
}

const present = (sections: readonly [string, string | null][]): Section[] =>
  sections.flatMap(([title, text]) =>
    text === null || text.trim() === '' ? [] : [{ title, text, end: BY_END.has(title) }],
  )

const BEFORE = 'Before it'
const LAST = 'The last steps'
/** Of steps the latest say most. */
const BY_END = new Set([BEFORE, LAST])

const KINDS = {
  coding: 'an agent that works on its person’s code',
  assistant: 'an agent that does errands',
  api: 'an agent that a program calls',
} as const

const SANDBOXES = { none: 'no sandbox', sandbox: 'in a sandbox' } as const

function circumstancesText({ kind, evaluation, operator, mode, sandbox, subagent }: Circumstances): string {
  return [
    kind === null ? 'an agent; the log does not say of which kind' : KINDS[kind],
    ...(subagent ? ['a subagent acts'] : []),
    operator === null
      ? 'the log does not say whether a person could step in'
      : operator
        ? 'a person could step in'
        : 'no person could step in',
    `permission mode: ${mode ?? 'the log does not say'}`,
    sandbox === null ? 'the log does not say whether in a sandbox' : SANDBOXES[sandbox],
    ...(evaluation === true ? ['the log is of an evaluation'] : []),
  ].join('; ')
}

function endingText({ ended, declined, corrected, ...turn }: TurnEvidence): string {
  const last = textIn(turn.last)
  return [
    `The log says: ${ended}.`,
    ...(declined === null ? [] : [`The human turned down a ${declined}.`]),
    ...(corrected ? ['The human said no to a call, and what to do instead.'] : []),
    last === null ? 'There are no last words.' : `Last words of the agent:\n${last}`,
  ].join('\n')
}

const stepsText = (steps: readonly Step[]): string => steps.map(stepText).join('\n')

function stepText(step: Step): string {
  switch (step.by) {
    case 'human':
      return `[human] ${step.text}`
    case 'agent':
      return `[agent] ${step.text}`
    case 'call':
      return `[call] ${callText(step.tool, step.input)}`
    case 'result':
      return `[${step.failed ? 'failed' : 'result'}] ${step.text}`
  }
}

/** A call as it reads best: texts of its input as they are, everything else as JSON. */
function callText(tool: string, input: unknown): string {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return `${tool}: ${valueText(input)}`
  const lines = Object.entries(input).map(([name, value]) => {
    const text = valueText(value)
    return text.includes('\n') ? `  ${name}:\n${indented(text)}` : `  ${name}: ${text}`
  })
  return [tool, ...lines].join('\n')
}

const valueText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))

const indented = (text: string): string => text.replace(/^/gm, '    ')
