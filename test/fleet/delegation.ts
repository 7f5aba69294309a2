import { runAgent } from './agent.js'
import type { Ledger } from './ledger.js'
import type { Pen } from './pen.js'
import { type Call, call } from './speech.js'
import type { Json } from './transcript.js'
import { request } from './vocabulary.js'

const minute = 60_000

/** A new subagent: the call that spawns it, and its id. */
export function agentInput(
  pen: Pen,
  background: boolean,
): { tool: string; input: Json; agentId: string; prompt: string } {
  const { random, version } = pen
  const prompt = `${request(random)} (job ${random.hex(10)})`
  const input = {
    description: request(random),
    prompt,
    subagent_type: 'general-purpose',
    ...(background ? { run_in_background: true } : {}),
  }
  const agentId = version.attachments ? `a${random.hex(16)}` : random.hex(version.progress ? 7 : 8)
  return { tool: version.agentTool, input, agentId, prompt }
}

/** Subagents do part of the work: one in the background, or one or two before the turn goes on. */
export function delegate(pen: Pen, ledger: Ledger, end: number, tool: number): void {
  const { random } = pen
  if (pen.background === null && pen.version.subagents === 'nested' && random.chance(0.4)) {
    launch(pen, ledger, end)
    return
  }
  const inputs = Array.from({ length: random.chance(0.25) ? 2 : 1 }, () => agentInput(pen, false))
  const calls = call(pen, ledger, end, inputs)
  const from = pen.now + 40
  const inline = pen.version.progress && random.chance(0.6)
  if (calls.length > 1) pen.count('subagent_parallel')
  const ends = calls.map(() => from + Math.max(4000, Math.round(tool * (2 + random.next()))))
  for (const [at, { id }] of calls.entries()) {
    const { agentId, prompt } = inputs[at]!
    const spawn = { agentId, callId: id, prompt, mode: ledger.mode, from, to: ends[at]! - 30 }
    runAgent(pen, ledger, { ...spawn, cutShort: false, inline })
  }
  for (const [at, made] of calls.entries()) {
    const { agentId, prompt } = inputs[at]!
    const detail = { status: 'completed', prompt, agentId, totalDurationMs: ends[at]! - made.use.at }
    finishAgent(pen, ledger, made, ends[at]!, detail)
  }
}

/** A subagent starts in the background; its records run on, past the end of the turn. */
function launch(pen: Pen, ledger: Ledger, end: number): void {
  const chosen = agentInput(pen, true)
  const { agentId, prompt } = chosen
  const made = call(pen, ledger, end, [chosen])[0]!
  const until = pen.now + pen.random.int(2, 12) * minute
  const spawn = { agentId, callId: made.id, prompt, mode: ledger.mode }
  runAgent(pen, ledger, { ...spawn, from: pen.now + 40, to: until, cutShort: false, inline: false })
  pen.background = { agentId, callId: made.id, until }
  pen.count('subagent_async')
  const outputFile = `/tmp/tasks/${agentId}.output`
  finishAgent(pen, ledger, made, pen.now + 35, { isAsync: true, status: 'async_launched', agentId, prompt, outputFile })
}

/** The result by which the spawning call returns. */
function finishAgent(pen: Pen, ledger: Ledger, { id, tool, use }: Call, at: number, detail: Json): void {
  const content = [{ type: 'text', text: `agentId: ${detail.agentId}` }]
  pen.transcript.toolResult(at, id, content, false, { toolUseResult: detail }, use.uuid)
  ledger.point(at)
  ledger.ran(use.at, at)
  ledger.act(id, tool, use.at, at, 'ok', 'not-needed', null)
  pen.now = Math.max(pen.now, at)
}
