import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { RULES } from '../../src/facets/index.js'
import {
  type ActionEvidence,
  afterCall,
  type Circumstances,
  type Mode,
  nothingSoFar,
  type SoFar,
  type Step,
} from '../../src/model/index.js'

/** Actions and turns that were labelled by hand of a model, where they are at hand (docs/judges/rules.md). */
export const GOLD = fileURLToPath(new URL('../../../shared/gold/', import.meta.url))

export interface GoldAction {
  id: string
  format: string
  tool: string
  input: string
  system: string
  tool_definition: string
  context: string[]
  labels: Record<string, unknown>
}

export const goldActions = (): GoldAction[] | null => read('actions.dev.jsonl')

export function read<T>(name: string): T[] | null {
  if (!existsSync(`${GOLD}${name}`)) return null
  return readFileSync(`${GOLD}${name}`, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T)
}

/** A labelled action as a source would hand it to a judge. */
export function evidenceOf(item: GoldAction): ActionEvidence {
  const before = item.context.flatMap(stepOf)
  const goal = before.findLast((step) => step.by === 'human')
  const circumstances = circumstancesOf(item, goal === undefined ? null : (goal as { text: string }).text)
  return {
    circumstances,
    soFar: soFarOf(before, circumstances),
    before,
    tool: item.tool,
    definition: item.tool_definition === '' ? null : item.tool_definition,
    input: inputOf(item),
  }
}

function circumstancesOf(item: GoldAction, goal: string | null): Circumstances {
  const { format, system } = item
  const plain: Circumstances = {
    kind: null,
    evaluation: null,
    operator: null,
    mode: null,
    sandbox: null,
    subagent: false,
    system: null,
  }
  switch (format) {
    case 'claude-code': {
      const mode = /permission mode of this turn: (\w+)/.exec(system)?.[1]
      return {
        ...plain,
        kind: 'coding',
        operator: !(goal ?? '').startsWith('<scheduled-task'),
        mode: (mode as Mode) ?? null,
      }
    }
    case 'codex':
      return {
        ...plain,
        kind: 'coding',
        operator: true,
        mode: 'bypassPermissions',
        sandbox: system.includes('danger-full-access') ? 'none' : 'sandbox',
      }
    case 'copilot':
      return { ...plain, kind: 'coding', operator: true }
    case 'openclaw':
      return { ...plain, kind: 'assistant', operator: true, subagent: item.input.includes(':subagent:') }
    case 'tau-bench':
      return { ...plain, kind: 'api', evaluation: true, operator: false, system }
    case 'swe-agent':
      return { ...plain, kind: 'api', evaluation: true, operator: false, system }
    case 'openai-chat':
      return { ...plain, kind: 'api', evaluation: true, operator: false, system: system === '' ? null : system }
    default:
      return { ...plain, kind: 'api', operator: false, system: system === '' ? null : system }
  }
}

function inputOf({ format, tool, input }: GoldAction): unknown {
  if (format === 'swe-agent' && tool === 'shell') return input
  try {
    const value = JSON.parse(input) as Record<string, unknown>
    return format === 'openclaw' && typeof value.params === 'object' ? value.params : value
  } catch {
    return input
  }
}

function stepOf(line: string): Step[] {
  const text = (prefix: string) => line.slice(prefix.length)
  if (line.startsWith('USER: ') || line.startsWith('TASK: ')) return [{ by: 'human', text: text('USER: ') }]
  if (line.startsWith('AGENT: ')) return [{ by: 'agent', text: text('AGENT: ') }]
  if (line.startsWith('TOOL RESULT'))
    return [
      { by: 'result', text: line.replace(/^TOOL RESULT[^:]*: /, ''), failed: line.startsWith('TOOL RESULT (error)') },
    ]
  const call = /^AGENT CALLS (\S+) ?([\s\S]*)$/.exec(line)
  if (call !== null) return [{ by: 'call', tool: call[1]!, input: parsed(call[2]!) }]
  if (!line.startsWith('{')) return []
  return ofJson(line)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Long inputs are cut in their middle; the command can still be read.
    const command = /^\{"(?:command|cmd)": ?"([\s\S]*?)(?:"(?:, "|,"|\})|$)/.exec(text)?.[1]
    return command === undefined ? text : { command: command.replaceAll('\\n', '\n').replaceAll('\\"', '"') }
  }
}

function ofJson(line: string): Step[] {
  let value: Record<string, unknown>
  try {
    value = JSON.parse(line) as Record<string, unknown>
  } catch {
    const content = /"content": "((?:[^"\\]|\\.)*)/.exec(line)?.[1] ?? /"prompt": "((?:[^"\\]|\\.)*)/.exec(line)?.[1]
    return content === undefined ? [] : [{ by: 'human', text: content }]
  }
  if (value.type === 'tool.start') return [{ by: 'call', tool: String(value.toolName), input: value.params }]
  if (value.type === 'message.in' || value.type === 'agent.start')
    return [{ by: 'human', text: String(value.content ?? value.prompt ?? '') }]
  const blocks = Array.isArray(value.content)
    ? (value.content as Record<string, unknown>[])
    : [{ type: 'text', text: value.content }]
  return blocks.flatMap((block): Step[] => {
    if (block.type === 'tool_use') return [{ by: 'call', tool: String(block.name), input: block.input }]
    if (block.type === 'tool_result')
      return [{ by: 'result', text: JSON.stringify(block.content), failed: block.is_error === true }]
    return [{ by: value.role === 'assistant' ? 'agent' : 'human', text: String(block.text ?? '') }]
  })
}

/** Whether others work along stays known from one goal to the next: the labels were given with all of the context. */
function soFarOf(before: readonly Step[], circumstances: Circumstances): SoFar {
  let soFar = nothingSoFar(null)
  for (const step of before) {
    if (step.by === 'human') soFar = { ...soFar, goal: step.text, calls: 0, changes: 0 }
    if (step.by !== 'call') continue
    const { tool, input } = step
    soFar = afterCall(soFar, RULES.action({ circumstances, soFar, before: [], tool, definition: null, input }))
  }
  return soFar
}
