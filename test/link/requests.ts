import type { Asked, Message } from '../../src/model/index.js'
import { ANSWERED, EACH, endOf, type Talk } from './talks.js'

/** One request as it was sent, with whose it truly is. */
export interface Sent {
  asked: Asked
  owner: string
  session: string
  agent: string | null
}

/** The requests that must have produced a conversation: each sends all that was said before, since it was last summed up. */
export function requestsOf(talk: Talk): Sent[] {
  const { session, owner, agent, system } = talk
  const sent: Sent[] = []
  let history: Message[] = []
  let at = talk.start
  const send = (before: readonly Message[], answer: Message) => {
    at += EACH
    sent.push({
      ...{ owner, session, agent },
      asked: {
        ...{
          response: `msg_${session}_${agent ?? 'main'}_${sent.length}_${talk.start}`,
          previous: null,
          conversation: null,
        },
        ...{ at, ended: at + ANSWERED, system, history: [...before], answer, end: endOf(answer) },
      },
    })
  }
  for (const step of talk.steps) {
    if ('message' in step) {
      at += step.wait ?? 0
      if (step.message.by === 'agent') send(history, step.message)
      history.push(step.message)
    } else {
      send([...history, step.ask], step.summary)
      history = [step.goesOn]
    }
  }
  return sent
}
