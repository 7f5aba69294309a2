import type { Ledger } from './ledger.js'
import type { Pen } from './pen.js'
import { hardStop, interruptMarkForTool, taskNotification } from './phrases.js'
import type { Call } from './speech.js'
import type { Json } from './transcript.js'
import { feedback, request } from './vocabulary.js'

export type Start = 'prompt' | 'command' | 'queued' | 'notification' | 'schedule' | 'program'

function source(pen: Pen, promptSource: string, kind: string | null): Json {
  if (!pen.version.promptSource) return {}
  return {
    promptId: pen.random.uuid(),
    ...(kind === null ? {} : { origin: { kind } }),
    promptSource,
  }
}

/** Writes the records that start a turn of this kind at `at`. */
export function start(pen: Pen, kind: Start, at: number): Ledger {
  if (kind === 'command') return command(pen, at)
  if (kind === 'queued') return queued(pen, at)
  if (kind === 'notification') return notification(pen, at)
  if (kind === 'schedule') return schedule(pen, at)
  if (kind === 'program') return program(pen, at)
  return prompt(pen, at)
}

function place(pen: Pen) {
  return [pen.transcript.lines.length, pen.transcript.parent] as const
}

function prompt(pen: Pen, at: number): Ledger {
  const here = place(pen)
  const more = { ...source(pen, 'typed', 'human'), ...pen.modeField() }
  return pen.begin(pen.transcript.user(at, promptContent(pen), more), 'prompt', ...here)
}

function promptContent(pen: Pen): unknown {
  const { random } = pen
  const text = request(random)
  if (random.chance(0.03)) {
    pen.count('ide_block_prompt')
    const opened = '<ide_opened_file>The user opened src/index.ts in the IDE.</ide_opened_file>'
    return [
      { type: 'text', text: opened },
      { type: 'text', text },
    ]
  }
  if (random.chance(0.02)) {
    pen.count('image_prompt')
    return [
      { type: 'text', text: `[Image #1] ${text}` },
      { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } },
    ]
  }
  return random.chance(0.1) ? [{ type: 'text', text }] : text
}

function command(pen: Pen, at: number): Ledger {
  const here = place(pen)
  const { random, transcript } = pen
  const name = random.pick(['tidy', 'ship-it', 'team:check-todos'])
  const text = `<command-message>${name}</command-message>\n<command-name>/${name}</command-name>`
  const written = transcript.user(at, text)
  pen.count(pen.ledgers.length === 0 ? 'custom_command_first' : 'custom_command')
  const ledger = pen.begin(written, 'prompt', ...here)
  transcript.user(at, [{ type: 'text', text: `# ${name}\n\n${request(random)}, step by step.` }], { isMeta: true })
  return ledger
}

function queued(pen: Pen, at: number): Ledger {
  const { transcript } = pen
  transcript.queue(at - 10, 'dequeue')
  const here = place(pen)
  const more = { ...source(pen, 'queued', 'human'), ...pen.modeField() }
  const written = transcript.user(at, pen.queued, more)
  if (!pen.version.promptSource) pen.count('started_queued_by_operations_only')
  pen.queued = null
  return pen.begin(written, 'queued', ...here)
}

function notification(pen: Pen, at: number): Ledger {
  const { random, transcript, background } = pen
  const text = taskNotification(
    background?.agentId ?? random.hex(9),
    background?.callId ?? `toolu_01${random.letters(22)}`,
  )
  pen.background = null
  transcript.queue(at - 30, 'enqueue', text)
  transcript.queue(at - 15, 'dequeue')
  const here = place(pen)
  const more = { ...source(pen, 'system', 'task-notification'), ...pen.modeField() }
  return pen.begin(transcript.user(at, text, more), 'notification', ...here)
}

function schedule(pen: Pen, at: number): Ledger {
  const { random, transcript } = pen
  const text = request(random)
  transcript.queue(at - 60, 'enqueue', text)
  transcript.queue(at - 45, 'dequeue')
  transcript.system(at - 50, 'scheduled_task_fire', { content: 'Claude resuming /loop wakeup' })
  const here = place(pen)
  const more = { isMeta: true, ...source(pen, 'system', null), queuePriority: 'later', ...pen.modeField() }
  return pen.begin(transcript.user(at, text, more), 'schedule', ...here)
}

function program(pen: Pen, at: number): Ledger {
  const { random, transcript } = pen
  const text = request(random)
  transcript.queue(at - 40, 'enqueue', text)
  transcript.queue(at - 20, 'dequeue')
  const here = place(pen)
  const more = { ...source(pen, 'sdk', random.chance(0.5) ? 'human' : null), ...pen.modeField() }
  return pen.begin(transcript.user(at, text, more), 'program', ...here)
}

/** A prompt that never got an answer, because the next one came. */
export function unanswered(pen: Pen, at: number): void {
  const more = { ...source(pen, 'typed', 'human'), ...pen.modeField() }
  pen.transcript.user(at, request(pen.random), more)
  pen.count('unanswered')
}

/** The human answers a question or approves a plan: the next turn starts with that result. */
export function answer(pen: Pen, before: Ledger, asked: Call, at: number): Ledger {
  const here = place(pen)
  const { transcript, random } = pen
  const plan = asked.tool === 'ExitPlanMode'
  let content: string
  let toolUseResult: Json
  if (plan) {
    content = random.chance(0.5)
      ? 'User has approved your plan. You can now start coding. Start with updating your todo list if applicable'
      : 'User has approved exiting plan mode. You can now proceed.'
    toolUseResult = { plan: 'the plan', isAgent: false, filePath: '/plans/plan.md' }
    pen.mode.real = random.pick(['acceptEdits', 'default'])
    pen.mode.known = null
  } else {
    const question = (asked.input.questions as { question: string }[])[0]!.question
    content = pen.version.denialKind
      ? `Your questions have been answered: "${question}"="One". You can now continue with these answers in mind.`
      : `User has answered your questions: "${question}"="One". You can now continue with the user's answers in mind.`
    toolUseResult = { questions: asked.input.questions, answers: { [question]: 'One' } }
  }
  const written = transcript.toolResult(at, asked.id, content, false, { toolUseResult }, asked.use.uuid)
  before.act(asked.id, asked.tool, asked.use.at, at, 'ok', 'not-needed', null)
  pen.touches.answers++
  pen.count(plan ? 'plan_approved' : 'question_answered')
  return pen.begin(written, 'answer', ...here)
}

/** The human declines the question or plan: a rejection, no interrupt, no new turn. */
export function decline(pen: Pen, before: Ledger, asked: Call, at: number): void {
  const { random, transcript } = pen
  const more = {
    toolUseResult: 'User rejected tool use',
    ...(pen.version.denialKind ? { toolDenialKind: 'user-rejected' } : {}),
  }
  transcript.toolResult(at, asked.id, hardStop, true, more, asked.use.uuid)
  before.act(asked.id, asked.tool, asked.use.at, at, 'rejected', 'rejected', null)
  const marked = random.chance(0.6)
  if (marked) transcript.user(at + random.int(0, 4), [{ type: 'text', text: interruptMarkForTool }])
  pen.touches.rejections++
  pen.count(asked.tool === 'ExitPlanMode' ? 'plan_declined' : 'question_declined')
  pen.count(marked ? 'decline_with_mark' : 'decline_without_mark')
  pen.now = at + 5
}

/** A prompt typed while the agent works, to be its next turn. */
export function enqueue(pen: Pen): void {
  pen.queued = feedback(pen.random)
  pen.transcript.queue(pen.now + 1, 'enqueue', pen.queued)
}
