import { delegate } from './delegation.js'
import type { Ledger } from './ledger.js'
import type { Pen } from './pen.js'
import { classifierDenial, redirect, ruleDenial } from './phrases.js'
import { type Call, call } from './speech.js'
import { badResult, drawTool, goodResult, needsApproval, passed, toolInput } from './tools.js'
import { feedback } from './vocabulary.js'

const minute = 60_000

function asks(pen: Pen): boolean {
  return ['default', 'acceptEdits', 'plan'].includes(pen.mode.real)
}

/** One round trip: the agent thinks, calls tools, and their results come back. */
export function step(pen: Pen, ledger: Ledger, think: number, tool: number, headless: boolean): void {
  const { random } = pen
  const slept = random.chance(0.004)
  if (slept) pen.count('gap_over_cap')
  const end = pen.now + think + (slept ? random.int(6, 45) * minute : 0)
  const readOnly = pen.habits.readOnly || pen.mode.real === 'plan'
  const first = drawTool(random, readOnly)
  const guarded = needsApproval(first)
  if (random.chance(0.05)) delegate(pen, ledger, end, tool)
  else if (!headless && asks(pen) && random.chance(guarded ? 0.045 : 0.003)) redirected(pen, ledger, end, first)
  else if (guarded && random.chance(deniedShare(pen))) denied(pen, ledger, end, first, headless)
  else callTools(pen, ledger, end, first, readOnly, tool)
}

function callTools(pen: Pen, ledger: Ledger, end: number, first: string, readOnly: boolean, tool: number): void {
  const { random } = pen
  const tools = [first]
  while (tools.length < 3 && random.chance(0.15)) tools.push(drawTool(random, readOnly))
  const calls = call(
    pen,
    ledger,
    end,
    tools.map((name) => ({ tool: name, input: toolInput(random, name) })),
  )
  results(pen, ledger, calls, tool)
}

function deniedShare(pen: Pen): number {
  if (pen.mode.real === 'auto') return 0.08
  if (pen.mode.real === 'dontAsk') return 0.12
  return 0.006
}

function results(pen: Pen, ledger: Ledger, calls: Call[], tool: number): void {
  const { random, transcript } = pen
  if (calls.length > 1) pen.count('parallel_calls')
  if (pen.version.progress && random.chance(0.15)) hookProgress(pen, calls[0]!)
  const began = pen.now
  const ends = calls.map((_, at) => {
    const slow = random.chance(0.004)
    if (slow) pen.count('slow_tool')
    const latency = slow ? random.int(6, 20) * minute : tool * (at === 0 ? 1 : random.next())
    return began + Math.max(2 + at, Math.round(latency))
  })
  const order = calls.map((_, at) => at).sort((a, b) => ends[a]! - ends[b]!)
  if (calls.length > 1 && random.chance(0.5)) {
    order.reverse()
    pen.count('timestamp_inversion')
  }
  for (const at of order) {
    const { id, tool: name, use } = calls[at]!
    const failed = random.chance(0.05)
    if (failed) pen.count('tool_error')
    const { content, detail } = failed ? badResult(random, name) : goodResult(random, name)
    transcript.toolResult(ends[at]!, id, content, failed, { toolUseResult: detail }, use.uuid)
    ledger.point(ends[at]!)
    ledger.ran(use.at, ends[at]!)
    ledger.act(id, name, use.at, ends[at]!, failed ? 'error' : 'ok', passed(name, ledger.mode), null)
  }
  pen.now = Math.max(...ends)
}

function hookProgress(pen: Pen, { id, use, tool }: Call): void {
  const data = { type: 'hook_progress', hookEvent: 'PreToolUse', hookName: `PreToolUse:${tool}`, command: 'check' }
  pen.transcript.write(use.at + 1, { type: 'progress', data, toolUseID: id, parentToolUseID: id })
}

/** "No, and do this instead": the turn goes on. */
function redirected(pen: Pen, ledger: Ledger, end: number, tool: string): void {
  const { random } = pen
  const [made] = call(pen, ledger, end, [{ tool, input: toolInput(random, tool) }])
  const { id, use } = made!
  const slow = random.chance(0.15)
  if (slow) pen.count('slow_rejection')
  const at = pen.now + (slow ? random.int(6, 25) * minute : Math.round(random.logNormal(8000, 1)) + 300)
  const text = redirect(feedback(random))
  const more = {
    toolUseResult: random.chance(0.5) ? `Error: ${text}` : 'User rejected tool use',
    ...(pen.version.denialKind ? { toolDenialKind: 'user-rejected' } : {}),
  }
  pen.transcript.toolResult(at, id, text, true, more, use.uuid)
  ledger.point(at)
  ledger.act(id, tool, use.at, at, 'rejected', 'rejected', null)
  pen.touches.rejections++
  pen.touches.feedback++
  pen.count('redirect_rejection')
  if (!needsApproval(tool)) pen.count('reading_rejected')
  pen.now = at
}

/** Denied by a rule, or by the classifier of auto mode. */
function denied(pen: Pen, ledger: Ledger, end: number, tool: string, headless: boolean): void {
  const [made] = call(pen, ledger, end, [{ tool, input: toolInput(pen.random, tool) }])
  const { id, use } = made!
  const byClassifier = pen.mode.real === 'auto' && pen.random.chance(0.9)
  const text = byClassifier ? classifierDenial : ruleDenial(tool, headless && pen.random.chance(0.5))
  const kind = byClassifier ? 'automode-blocked' : 'permission-rule'
  const at = pen.now + (byClassifier ? pen.random.int(400, 3000) : pen.random.int(2, 30))
  const more = { toolUseResult: `Error: ${text}`, ...(pen.version.denialKind ? { toolDenialKind: kind } : {}) }
  pen.transcript.toolResult(at, id, text, true, more, use.uuid)
  ledger.point(at)
  ledger.act(id, tool, use.at, at, 'denied', byClassifier ? 'classifier-denied' : 'rule-denied', null)
  pen.count(byClassifier ? 'classifier_denied' : 'rule_denied')
  pen.now = at
}
