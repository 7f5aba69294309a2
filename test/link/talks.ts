import type { AnswerEnd, Message, MessageCall, MessageResult, Speaker } from '../../src/model/index.js'

/** What really happened: one conversation, a session's own or a subagent's, message by message. */
export interface Talk {
  session: string
  owner: string
  /** The subagent whose it is, or null. */
  agent: string | null
  system: string | null
  /** When it began, ms since 1970 UTC. */
  start: number
  steps: Step[]
}

export type Step =
  /** @property wait how long it took until this was there, ms. */
  | { message: Message; wait?: number }
  /** The history is summed up: what was asked for that, the answer, and what the next history begins with. */
  | { ask: Message; summary: Message; goesOn: Message }

export const says = (text: string, speaker: Speaker = 'human'): Message => ({
  ...{ by: 'caller', speaker, texts: [text], calls: [], results: [] },
})
export const returns = (results: MessageResult[], text: string | null = null): Message => ({
  ...{
    by: 'caller',
    speaker: text === null ? 'results' : 'human',
    texts: text === null ? [] : [text],
    calls: [],
    results,
  },
})
export const answers = (text: string | null, calls: MessageCall[] = []): Message => ({
  ...{ by: 'agent', speaker: null, texts: text === null ? [] : [text], calls, results: [] },
})

export const endOf = ({ calls }: Message): AnswerEnd => (calls.length > 0 ? 'calls' : 'completed')

/** How long a request and its answer take, and how much later the next one is sent, ms. */
export const EACH = 4_000
export const ANSWERED = 3_000

/** When the last answer of a conversation so far is there. */
export function endOfTalk({ start, steps }: Talk): number {
  let at = start
  for (const step of steps) at += 'message' in step ? (step.wait ?? 0) + (step.message.by === 'agent' ? EACH : 0) : EACH
  return at + ANSWERED
}

/** What asks for a summary. */
export const SUM_UP = 'Summarise the conversation so far, with every detail that is needed to go on.'

/** How the result of a call says that a human refused it, and with what words. */
export const refusal = (words: string): string =>
  `The user doesn't want to proceed with this tool use. To tell you how to proceed, the user said:\n${words}`
