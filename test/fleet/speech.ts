import type { Ledger } from './ledger.js'
import type { Pen } from './pen.js'
import type { Json, Message, Written } from './transcript.js'
import { remark } from './vocabulary.js'

/** Writes one message of the main thread, its lines spread up to `end`. */
export function speak(pen: Pen, ledger: Ledger, end: number, blocks: Json[], stop: Message['stop']): Written[] {
  const message = pen.transcript.message(stop)
  ledger.spend(message)
  const from = pen.now
  const written = blocks.map((block, index) => {
    const part = (index + 1) / blocks.length
    const at = Math.round(from + (end - from) * (0.6 + 0.4 * part))
    ledger.point(at)
    return pen.transcript.assistant(at, message, block, pen.version.stopReason ? 1 : part)
  })
  pen.now = written[written.length - 1]!.at
  return written
}

/** Sometimes a thought and a remark before what comes next. */
export function preamble(pen: Pen): Json[] {
  const blocks: Json[] = []
  if (pen.random.chance(0.3)) blocks.push({ type: 'thinking', thinking: '', signature: pen.random.letters(12) })
  if (pen.random.chance(0.25)) blocks.push({ type: 'text', text: remark(pen.random) })
  return blocks
}

export interface Call {
  id: string
  tool: string
  use: Written
  input: Json
}

/** Writes a message that calls these tools. */
export function call(pen: Pen, ledger: Ledger, end: number, calls: { tool: string; input: Json }[]): Call[] {
  const before = preamble(pen)
  const ids = calls.map(() => pen.callId())
  const uses = calls.map(({ tool, input }, at) => ({ type: 'tool_use', id: ids[at], name: tool, input }))
  const written = speak(pen, ledger, end, [...before, ...uses], 'tool_use')
  return calls.map(({ tool, input }, at) => ({ id: ids[at]!, tool, input, use: written[before.length + at]! }))
}
