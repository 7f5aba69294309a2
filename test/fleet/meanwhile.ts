import { injectNotification } from './agent.js'
import type { Ledger } from './ledger.js'
import type { Pen } from './pen.js'
import { iso } from './transcript.js'
import { feedback, request } from './vocabulary.js'

/** What may happen between two steps without ending the turn. */
export function meanwhile(pen: Pen, ledger: Ledger): void {
  const { random, transcript, version } = pen
  if (random.chance(0.012)) steer(pen, ledger)
  if (random.chance(0.004)) {
    transcript.queue(pen.now - 5, 'enqueue', request(random))
    transcript.queue(pen.now + 20, 'popAll')
    pen.count('queue_taken_back')
  }
  injectNotification(pen, pen.now)
  if (version.attachments && random.chance(0.1)) {
    transcript.attachment(pen.now, { type: 'task_reminder', content: [], itemCount: 0 })
  }
  if (random.chance(0.006)) {
    compact(pen, pen.now + random.int(15, 90) * 1000, 'auto')
    pen.count('compaction_mid_turn')
  }
}

/** A human message is given to the agent while it works. */
function steer(pen: Pen, ledger: Ledger): void {
  const { random, transcript, version } = pen
  const text = feedback(random)
  const at = Math.max(ledger.start.at + 1, pen.now - random.int(5, 3000))
  const attachment = version.attachments
  if (!attachment || random.chance(0.8)) {
    transcript.queue(at, 'enqueue', text)
    transcript.queue(pen.now + 8, 'remove')
    pen.count('steering_by_operation')
  }
  if (attachment) {
    const origin = version.promptSource ? { origin: { kind: 'human' } } : {}
    transcript.attachment(at, {
      type: 'queued_command',
      prompt: text,
      commandMode: 'prompt',
      ...origin,
      timestamp: iso(at),
    })
    pen.count('steering_by_attachment')
  }
  pen.touches.steering++
}

/** The history is replaced by a summary. */
export function compact(pen: Pen, at: number, trigger: 'auto' | 'manual'): void {
  const { transcript, random } = pen
  const logicalParentUuid = transcript.parent
  transcript.write(
    at,
    {
      type: 'system',
      subtype: 'compact_boundary',
      logicalParentUuid,
      content: 'Conversation compacted',
      isMeta: false,
      level: 'info',
      compactMetadata: { trigger, preTokens: random.int(90000, 170000) },
    },
    null,
  )
  const text = 'This session is being continued from a previous conversation that ran out of context. Summary: work.'
  transcript.user(at, text, { isCompactSummary: true, isVisibleInTranscriptOnly: true })
  pen.now = at
}
