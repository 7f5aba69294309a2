/**
 * Why an agent stopped to ask, and why a human interrupted it: the groups that the study found (docs/method.md 5), each in
 * a sentence of its own, and the rest.
 */
export const STOPS = {
  'stop-choice': 'The agent stopped to let the human choose between approaches.',
  'stop-diagnostics': 'The agent stopped to get diagnostics or test results from the human.',
  'stop-vague': 'The agent stopped to have a vague request clarified.',
  'stop-access': 'The agent stopped because credentials or access were missing.',
  'stop-approval': 'The agent stopped to get approval before acting.',
  'stop-question': 'The agent stopped to put another question to the human.',
} as const
export type Stop = keyof typeof STOPS

export const INTERRUPTS = {
  'interrupt-correction': 'The human interrupted to give missing context or corrections.',
  'interrupt-slow': 'The human interrupted because the agent was slow, hanging or excessive.',
  'interrupt-enough': 'The human interrupted because they had enough to go on alone.',
  'interrupt-own-step': 'The human interrupted to do the next step themselves.',
  'interrupt-changed': 'The human interrupted because requirements had changed.',
  'interrupt-unknown': 'The human interrupted for a reason that cannot be told.',
} as const
export type Interrupt = keyof typeof INTERRUPTS

/** The reason of a kind among names that are joined by spaces; null where there is none. */
const among =
  <Reason extends string>(reasons: Readonly<Record<Reason, string>>) =>
  (did: string): Reason | null =>
    (did.split(' ').find((name) => Object.hasOwn(reasons, name)) as Reason | undefined) ?? null

/** What `did` of a turn says of why the agent asked, and of why a human interrupted. */
export const stopIn = among<Stop>(STOPS)
export const interruptIn = among<Interrupt>(INTERRUPTS)
