import type { Message } from '../../src/model/index.js'
import type { Random } from '../fleet/random.js'
import type { Sent } from './requests.js'
import { answers, returns, SUM_UP, says } from './talks.js'

/** What may happen to requests before they are logged, and while they are. */
export type Damage = (sent: readonly Sent[], random: Random) => Sent[]

const withHistory = (one: Sent, history: readonly Message[]): Sent => ({ ...one, asked: { ...one.asked, history } })
const copyOf = (one: Sent, more: Partial<Sent['asked']>): Sent => ({ ...one, asked: { ...one.asked, ...more } })
const newId = (random: Random) => `toolu_01${random.letters(22)}`

/** They come in any order. */
export const shuffled: Damage = (sent, random) => random.shuffled(sent)

/** Of every conversation, what was said at some point goes on in another way, too. */
export const branches: Damage = (sent, random) =>
  sent.flatMap((one) => {
    if (one.asked.history.length < 3 || !random.chance(0.15)) return [one]
    const call = { id: newId(random), tool: 'Bash', input: { command: 'ls' } }
    const other = answers('The other way.', [call])
    const first = copyOf(one, { response: `${one.asked.response}_b1`, answer: other, end: 'calls' })
    const history = [...one.asked.history, other, returns([{ call: call.id, text: 'fine', failed: false }])]
    const again = { id: newId(random), tool: 'Read', input: { path: 'a.txt' } }
    const answer = answers(null, [again])
    const at = one.asked.at + 60_000
    return [one, first, copyOf(one, { response: `${one.asked.response}_b2`, history, answer, at, ended: at + 3_000 })]
  })

/** A request is sent again, and the first answer goes nowhere. */
export const retries: Damage = (sent, random) =>
  sent.flatMap((one) => {
    if (one.asked.history.length < 3 || !random.chance(0.2)) return [one]
    const lost = answers(null, [{ id: newId(random), tool: 'Bash', input: { command: 'pwd' } }])
    return [copyOf(one, { response: `${one.asked.response}_lost`, answer: lost, end: 'calls' }), one]
  })

/** Requests that fail and have no answer, before they are sent again. */
export const failures: Damage = (sent, random) =>
  sent.flatMap((one) =>
    random.chance(0.2) ? [copyOf(one, { response: null, answer: null, end: 'failed' }), one] : [one],
  )

/** What humans and agents said is rewritten in later requests, from the first message on. */
export const edited: Damage = (sent) =>
  sent.map((one) =>
    withHistory(
      one,
      one.asked.history.map((message, i) =>
        i < one.asked.history.length - 2 && message.texts.length > 0
          ? { ...message, texts: message.texts.map((text) => text.replaceAll(/[0-9]/g, '#')) }
          : message,
      ),
    ),
  )

/** Only the last messages are sent. @param kept how many of them. @param first whether the first one stays, too. */
export const trimmed =
  (kept: number, first: boolean): Damage =>
  (sent) =>
    sent.map((one) => {
      const { history } = one.asked
      if (history.length <= kept) return one
      return withHistory(one, [...(first ? history.slice(0, 1) : []), ...history.slice(-kept)])
    })

/** Results are cleared, or stand in a later message than they did. */
export const moved: Damage = (sent) =>
  sent.map((one) => {
    const last = one.asked.history.length - 1
    const history: Message[] = []
    let held: Message['results'] = []
    for (const [i, message] of one.asked.history.entries()) {
      if (message.results.length > 0 && i < last && i % 4 === 2) {
        held = [...held, ...message.results]
        history.push({ ...message, results: [], texts: ['[see below]'] })
      } else if (message.by === 'caller' && held.length > 0) {
        history.push({ ...message, results: [...held, ...message.results] })
        held = []
      } else history.push({ ...message, results: message.results.map((result) => ({ ...result, text: '[cleared]' })) })
    }
    return withHistory(one, history)
  })

/** Every answer is logged twice, first as far as it had come. */
export const streamed: Damage = (sent) =>
  sent.flatMap((one) => {
    const { answer } = one.asked
    const part = answer === null ? null : { ...answer, calls: answer.calls.slice(0, -1) }
    return [copyOf(one, { answer: part, end: null }), one]
  })

/** Requests are not logged. @param share of them. @param spared those that ask for a summary are logged all the same. */
export const missing =
  (share: number, spared = false): Damage =>
  (sent, random) =>
    sent.filter(({ asked }) => !random.chance(share) || (spared && asked.history.at(-1)?.texts[0] === SUM_UP))

/** No request for a summary is logged. */
export const unsummed: Damage = (sent) => sent.filter(({ asked }) => asked.history.at(-1)?.texts[0] !== SUM_UP)

/** Of half of the sessions that were summed up, nothing is logged before that. */
export const unbegun: Damage = (sent, random) => {
  const since = new Map<string, number>()
  for (const { asked, session, agent } of sent)
    if (agent === null && asked.history.at(-1)?.texts[0] === SUM_UP && !since.has(session))
      since.set(session, random.chance(0.5) ? asked.at : Number.NEGATIVE_INFINITY)
  return sent.filter(({ asked, session }) => asked.at > (since.get(session) ?? Number.NEGATIVE_INFINITY))
}

/** Every history begins with the same example of what an agent does. */
export const examples: Damage = (sent) => {
  const call = { id: 'toolu_EXAMPLE7d8f9a0b1c2d3e4f5', tool: 'Bash', input: { command: 'date' } }
  const shown = [
    says('What day is it? Please find out with the tools that you have.', 'program'),
    answers('I look at the clock of this machine first, and then I tell you what day it is today.', [call]),
    returns([{ call: call.id, text: 'Monday', failed: false }]),
    answers('It is Monday, as the clock of this machine says, and the week has only just begun for all of us here.'),
  ]
  return sent.map((one) => withHistory(one, [...shown, ...one.asked.history]))
}

/** No id of an answer is logged. */
export const unnamed: Damage = (sent) => sent.map((one) => copyOf(one, { response: null }))
