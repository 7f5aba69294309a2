import type { Conversation } from '../conversation.js'
import type { Reading } from '../reading.js'
import { type Json, objectOf, objectsOf, textOf, timeOf } from '../values.js'
import { Approvals } from './approvals.js'
import { type Evaluation, sandboxOf } from './evaluation.js'
import { isKnown, type Placed, placedOf } from './events.js'
import { Texts } from './texts.js'
import { Thread } from './thread.js'

/** Tells what happened in a sample: by its events, which have times; where none were kept, by its messages. */
export function tellSample(
  sample: Json,
  session: string,
  line: number,
  evaluation: Evaluation,
  reading: Reading,
): void {
  const texts = new Texts(sample)
  const messages = objectsOf(sample.messages)
  const events = objectsOf(sample.events ?? objectOf(sample.transcript)?.events)
  const placed = placedOf(events)
  const start = timeOf(sample.started_at) ?? firstTime(events)
  const system = messages.find(({ role }) => role === 'system' || role === 'developer')
  const conversation = reading.conversation(session, () => ({
    ...{ id: session, interactive: 'no' as const, entrypoint: 'inspect', version: evaluation.version, start },
    operator: false,
    setting: {
      ...{ kind: 'api', evaluation: true, system: texts.said(system?.content) },
      sandbox: sandboxOf(sample.sandbox) ?? evaluation.sandbox,
    },
  }))
  for (const { event } of placed) {
    const type = textOf(event.event) ?? 'without a type'
    if (!isKnown(type)) reading.tally.note('unknown', line, `event/${type}`)
  }
  const approvals = new Approvals(placed, evaluation.asks)
  const main = new Thread(conversation, texts, approvals, messages)
  const first = { at: start, line }
  conversation.record(first)
  conversation.prompt({
    ...{ ...first, id: `${session}/input`, text: goalIn(sample, messages, texts), by: 'program', human: false },
  })
  if (placed.some(({ event }) => event.event === 'model' || event.event === 'tool')) byEvents(placed, main, line)
  else for (const message of messages) main.message(message, line)
  end(sample, placed, main, conversation, line)
}

const firstTime = (events: readonly Json[]): number | null => {
  for (const { timestamp } of events) {
    const at = timeOf(timestamp)
    if (at !== null) return at
  }
  return null
}

/** What the sample asks: its own words, or of several messages the last in the user's name. */
function goalIn(sample: Json, messages: readonly Json[], texts: Texts): string | null {
  const own = texts.text(sample.input)
  if (own !== null) return own
  const given = objectsOf(sample.input)
  const asked = (given.length > 0 ? given : messages).filter(({ role }) => role === 'user')
  return texts.said((given.length > 0 ? asked.at(-1) : asked[0])?.content)
}

function byEvents(placed: readonly Placed[], main: Thread, line: number): void {
  for (const { event, within } of placed) {
    const thread = () => (within === null ? main : main.inside(within))
    const moment = { at: timeOf(event.timestamp), line }
    switch (event.event) {
      case 'model':
        thread().model(event, moment)
        break
      case 'tool':
        thread().tool(event, moment)
        break
      case 'input':
        main.typed(moment)
        break
      case 'interrupt':
        main.interrupt(moment)
        break
      default:
        main.passes(moment)
    }
  }
  main.leftOver(line)
}

/** How a sample ended: stopped by whoever watches, at a limit, by an error, or by itself. */
function end(sample: Json, placed: readonly Placed[], main: Thread, conversation: Conversation, line: number): void {
  main.settle()
  const reached = placed.findLast(({ event }) => event.event === 'sample_limit')?.event
  const limit = textOf(objectOf(sample.limit)?.type) ?? textOf(reached?.type)
  const moment = { at: null, line }
  if (limit === 'operator') conversation.interrupt(moment, 'working')
  else if (limit !== null) conversation.stop(moment, 'limit')
  else conversation.stop(moment, objectOf(sample.error) === null ? 'completed' : 'failed')
}
