import type { Ledger } from './ledger.js'
import type { Pen } from './pen.js'
import { taskNotification } from './phrases.js'
import { badResult, drawTool, goodResult, passed, toolInput } from './tools.js'
import { type Json, Transcript } from './transcript.js'
import { closing, remark } from './vocabulary.js'

export interface Spawn {
  agentId: string
  callId: string
  prompt: string
  /** The mode of the spawning call. */
  mode: string | null
  from: number
  to: number
  /** Stopped before it could say a last word. */
  cutShort: boolean
  inline: boolean
}

/** Writes what a subagent does between two moments, and enters it in the turn that spawned it. */
export function runAgent(pen: Pen, ledger: Ledger, spawn: Spawn): void {
  const { random } = pen
  const child = new Transcript(random, { ...pen.frame, agentId: spawn.agentId })
  const steps = random.int(1, 4)
  const stride = (spawn.to - spawn.from) / (steps + 1)
  child.user(spawn.from + 5, spawn.prompt)
  for (let step = 0; step < steps; step++) {
    const at = Math.round(spawn.from + stride * (step + 0.5))
    const end = Math.round(at + stride * random.next() * 0.4 + 2)
    const tool = drawTool(random, pen.habits.readOnly)
    const callId = pen.callId()
    const message = child.message('tool_use')
    ledger.spend(message)
    if (random.chance(0.3)) child.assistant(at - 1, message, { type: 'text', text: remark(random) }, 0.2)
    const use = { type: 'tool_use', id: callId, name: tool, input: toolInput(random, tool) }
    const { uuid } = child.assistant(at, message, use, 1)
    if (spawn.cutShort && step === steps - 1) {
      ledger.act(callId, tool, at, null, 'pending', passed(tool, spawn.mode), spawn.agentId)
      break
    }
    const failed = random.chance(0.06)
    const { content, detail } = failed ? badResult(random, tool) : goodResult(random, tool)
    child.toolResult(end, callId, content, failed, { toolUseResult: detail }, uuid)
    ledger.act(callId, tool, at, end, failed ? 'error' : 'ok', passed(tool, spawn.mode), spawn.agentId)
  }
  if (!spawn.cutShort) {
    const message = child.message('end_turn')
    ledger.spend(message)
    child.assistant(spawn.to - 3, message, { type: 'text', text: closing(random) }, 1)
  }
  if (spawn.inline) inline(pen, spawn, child)
  const keepsFile = !spawn.inline || random.chance(0.5)
  if (keepsFile) {
    pen.children.push({ agentId: spawn.agentId, place: pen.version.subagents, lines: child.lines })
    pen.count(pen.version.subagents === 'sibling' ? 'subagent_sibling_file' : 'subagent_nested_file')
  }
  if (spawn.inline) pen.count(keepsFile ? 'subagent_inline_and_file' : 'subagent_inline_only')
}

/** Versions 2.1.12–2.1.6x repeat the subagent's messages as progress records of the parent. */
function inline(pen: Pen, spawn: Spawn, child: Transcript): void {
  let first = true
  for (const line of child.lines) {
    const { type, message, requestId, uuid, timestamp, toolUseResult } = line
    const copy: Json = { type, message, uuid, timestamp }
    if (requestId !== undefined) copy.requestId = requestId
    if (toolUseResult !== undefined) copy.toolUseResult = toolUseResult
    pen.transcript.write(Date.parse(timestamp as string) + 1, {
      type: 'progress',
      data: {
        message: copy,
        normalizedMessages: [],
        type: 'agent_progress',
        prompt: first ? spawn.prompt : '',
        agentId: spawn.agentId,
      },
      toolUseID: `agent_${spawn.callId}`,
      parentToolUseID: spawn.callId,
    })
    first = false
  }
}

/** A finished background agent reports while the agent is at work on something else. */
export function injectNotification(pen: Pen, at: number): void {
  const { background } = pen
  if (background === null || background.until > at - 100) return
  pen.background = null
  const text = taskNotification(background.agentId, background.callId)
  pen.transcript.queue(at - 60, 'enqueue', text)
  pen.transcript.queue(at + 4, 'remove')
  if (pen.version.attachments) {
    pen.transcript.attachment(at - 60, {
      type: 'queued_command',
      prompt: text,
      commandMode: 'task-notification',
      timestamp: new Date(at - 60).toISOString(),
    })
  }
  pen.count('notification_injected')
}
