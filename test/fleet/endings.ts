import { runAgent } from './agent.js'
import { agentInput } from './delegation.js'
import type { Ledger } from './ledger.js'
import type { Pen } from './pen.js'
import { hardStop, interruptMark, interruptMarkForTool } from './phrases.js'
import { type Call, call, preamble, speak } from './speech.js'
import { drawTool, needsApproval, passed, toolInput } from './tools.js'
import { closing, remark, request } from './vocabulary.js'

export type Ending =
  | 'completed'
  | 'question'
  | 'plan'
  | 'generating'
  | 'tool'
  | 'at-once'
  | 'hard-stop'
  | 'failed'
  | 'limit'
  | 'crash'
  | 'open-prompt'
  | 'open-tool'
  | 'open-result'

/** How a turn stopped: `asked` carries the call that waits for an answer. */
export type Outcome = { how: 'done' | 'crashed' | 'open' } | { how: 'asked'; asked: Call }

function changingTool(pen: Pen): string {
  for (;;) {
    const tool = drawTool(pen.random, false)
    if (needsApproval(tool)) return tool
  }
}

function mark(pen: Pen, ledger: Ledger, at: number, text: string): void {
  const more = pen.version.denialKind ? { interruptedMessageId: `msg_01${pen.random.letters(22)}` } : {}
  pen.transcript.user(at, [{ type: 'text', text }], more)
  ledger.point(at)
  pen.now = at
}

export function finish(pen: Pen, ledger: Ledger, ending: Ending, think: number): Outcome {
  const { random, transcript } = pen
  const end = pen.now + think
  switch (ending) {
    case 'completed': {
      speak(pen, ledger, end, [...preamble(pen), { type: 'text', text: closing(random) }], 'end_turn')
      ledger.end('completed')
      return { how: 'done' }
    }
    case 'question':
    case 'plan': {
      const asked = ask(pen, ledger, end, ending)
      ledger.end('asked')
      return { how: 'asked', asked }
    }
    case 'generating': {
      const silent = ledger.actions.some((action) => action.subagent === null) && random.chance(0.5)
      if (!silent) speak(pen, ledger, end, [{ type: 'text', text: remark(random) }], 'end_turn')
      mark(pen, ledger, pen.now + random.int(200, 8000), interruptMark)
      ledger.end('interrupted', 'working')
      pen.touches.interrupts++
      pen.count('interrupt_generating')
      return { how: 'done' }
    }
    case 'at-once': {
      mark(pen, ledger, pen.now + random.int(300, 6000), interruptMark)
      ledger.end('interrupted', 'working')
      pen.touches.interrupts++
      pen.count('interrupt_at_once')
      return { how: 'done' }
    }
    case 'tool': {
      killed(pen, ledger, end)
      ledger.end('interrupted', 'working')
      pen.touches.interrupts++
      pen.count('interrupt_tool')
      return { how: 'done' }
    }
    case 'hard-stop': {
      stopped(pen, ledger, end)
      ledger.end('interrupted', 'prompt')
      pen.touches.interrupts++
      pen.count('hard_stop')
      return { how: 'done' }
    }
    case 'failed': {
      if (random.chance(0.5)) transcript.system(end - 50, 'api_error', { retryAttempt: 1, maxRetries: 10 })
      transcript.synthetic(end, 'API Error: 529 Overloaded', true)
      ledger.point(end)
      ledger.end('failed')
      pen.now = end
      return { how: 'done' }
    }
    case 'limit': {
      transcript.attachment(pen.now + 5, { type: 'max_turns_reached', maxTurns: 8, turnCount: 8 })
      ledger.end('limit')
      return { how: 'done' }
    }
    case 'crash':
    case 'open-tool': {
      pending(pen, ledger, end)
      ledger.censored = ending === 'open-tool'
      pen.count(ending === 'crash' ? 'crash_mid_tool' : 'censored_tool')
      return { how: ending === 'crash' ? 'crashed' : 'open' }
    }
    case 'open-prompt':
    case 'open-result': {
      ledger.censored = true
      pen.count(ending === 'open-prompt' ? 'censored_prompt' : 'censored_result')
      return { how: 'open' }
    }
  }
}

function ask(pen: Pen, ledger: Ledger, end: number, ending: 'question' | 'plan'): Call {
  const question = {
    question: `Which way to ${request(pen.random)}?`,
    header: 'Way',
    options: [
      { label: 'One', description: 'the first' },
      { label: 'Two', description: 'the second' },
    ],
    multiSelect: false,
  }
  const chosen =
    ending === 'question'
      ? { tool: 'AskUserQuestion', input: { questions: [question] } }
      : { tool: 'ExitPlanMode', input: { plan: `1. ${request(pen.random)}` } }
  return call(pen, ledger, end, [chosen])[0]!
}

/** Stopped by hand while a tool, or a subagent, was running. */
function killed(pen: Pen, ledger: Ledger, end: number): void {
  const { random } = pen
  if (random.chance(0.15)) {
    const { tool, input, agentId, prompt } = agentInput(pen, false)
    const { id, use } = call(pen, ledger, end, [{ tool, input }])[0]!
    const at = pen.now + random.int(3000, 60000)
    const spawn = {
      agentId,
      callId: id,

      prompt,
      mode: ledger.mode,
      from: pen.now + 20,
      to: at - 20,
    }
    runAgent(pen, ledger, { ...spawn, cutShort: true, inline: pen.version.progress && random.chance(0.6) })
    const more = { toolUseResult: `Error: ${interruptMarkForTool}` }
    pen.transcript.toolResult(at, id, interruptMarkForTool, true, more, use.uuid)
    ledger.act(id, tool, use.at, at, 'error', 'not-needed', null)
    ended(at, use.at)
    pen.count('interrupted_subagent')
    return
  }
  const { id, use } = call(pen, ledger, end, [{ tool: 'Bash', input: toolInput(random, 'Bash') }])[0]!
  const at = pen.now + random.int(1500, 90000)
  const detail = { stdout: 'partial', stderr: '', interrupted: true, isImage: false }
  pen.transcript.toolResult(
    at,
    id,
    'partial\n<error>Command was aborted</error>',
    true,
    { toolUseResult: detail },
    use.uuid,
  )
  ledger.act(id, 'Bash', use.at, at, 'error', passed('Bash', ledger.mode), null)
  ended(at, use.at)

  function ended(at: number, from: number): void {
    ledger.ran(from, at)
    ledger.point(at)
    mark(pen, ledger, at + random.int(1, 30), interruptMarkForTool)
  }
}

/** "No, stop" at a permission prompt. */
function stopped(pen: Pen, ledger: Ledger, end: number): void {
  const { random } = pen
  const tools = random.chance(0.2) ? [changingTool(pen), changingTool(pen)] : [changingTool(pen)]
  if (tools.length > 1) pen.count('hard_stop_parallel')
  const calls = call(
    pen,
    ledger,
    end,
    tools.map((tool) => ({ tool, input: toolInput(random, tool) })),
  )
  let at = pen.now + Math.round(random.logNormal(9000, 1.2)) + 300
  const more = {
    toolUseResult: 'User rejected tool use',
    ...(pen.version.denialKind ? { toolDenialKind: 'user-rejected' } : {}),
  }
  for (const { id, tool, use } of calls) {
    at += random.int(0, 1)
    pen.transcript.toolResult(at, id, hardStop, true, more, use.uuid)
    ledger.point(at)
    ledger.act(id, tool, use.at, at, 'rejected', 'rejected', null)
  }
  mark(pen, ledger, at + random.int(0, 4), interruptMarkForTool)
}

function pending(pen: Pen, ledger: Ledger, end: number): void {
  const tool = pen.habits.readOnly || pen.mode.real === 'plan' ? 'Read' : 'Bash'
  const { id, use } = call(pen, ledger, end, [{ tool, input: toolInput(pen.random, tool) }])[0]!
  ledger.act(id, tool, use.at, null, 'pending', passed(tool, ledger.mode), null)
}
