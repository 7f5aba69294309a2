import type { Random } from './random.js'
import type { Json } from './transcript.js'
import type { ActionTruth, Approval, Regime } from './truth.js'
import { fileName, request } from './vocabulary.js'

const reading = { Read: 40, Grep: 20, Glob: 12, LS: 4, TodoWrite: 10 }
const changing = { Bash: 45, Edit: 24, Write: 8, MultiEdit: 3, NotebookEdit: 2, WebFetch: 3, WebSearch: 3 }
const connected = { mcp__tracker__list_issues: 2, mcp__browser__open_page: 2 }

export function drawTool(random: Random, readOnly: boolean): string {
  return random.weighted(readOnly ? reading : { ...reading, ...changing, ...connected })
}

/** Could this tool have needed somebody's approval? */
export function needsApproval(tool: string): boolean {
  return tool in changing || tool.startsWith('mcp__')
}

/** How a call that nobody denied came through. */
export function passed(tool: string, mode: string | null): Approval {
  if (!needsApproval(tool)) return 'not-needed'
  if (mode === 'bypassPermissions') return 'bypass'
  if (mode === 'auto') return 'classifier'
  if (mode === 'dontAsk') return 'rules'
  return 'unknown'
}

/** The regime of a session, or null when none of its actions could have needed approval. */
export function regimeOf(actions: readonly ActionTruth[], declines: boolean): Regime | null {
  const approvals = actions
    .filter((action) => action.approval !== 'not-needed')
    .filter((action) => declines || (action.tool !== 'AskUserQuestion' && action.tool !== 'ExitPlanMode'))
    .map((action) => action.approval)
  if (approvals.length === 0) return null
  if (approvals.includes('rejected')) return 'manual'
  if (approvals.includes('unknown')) return 'unknown'
  if (approvals.includes('rules') || approvals.includes('rule-denied')) return 'rules'
  if (approvals.includes('classifier') || approvals.includes('classifier-denied')) return 'classifier'
  return 'bypass'
}

export function toolInput(random: Random, tool: string): Json {
  const path = fileName(random)
  if (tool === 'Bash') return { command: `npm test -- ${path}`, description: request(random) }
  if (tool === 'Edit') return { file_path: path, old_string: 'a', new_string: random.hex(6) }
  if (tool === 'MultiEdit') return { file_path: path, edits: [{ old_string: 'a', new_string: random.hex(6) }] }
  if (tool === 'NotebookEdit') return { notebook_path: `${path}.ipynb`, new_source: random.hex(6) }
  if (tool === 'Write') return { file_path: path, content: random.hex(12) }
  if (tool === 'Grep' || tool === 'Glob') return { pattern: random.hex(5) }
  if (tool === 'WebFetch') return { url: `https://example.org/${random.hex(5)}`, prompt: 'summarise' }
  if (tool === 'WebSearch') return { query: request(random) }
  if (tool === 'TodoWrite') return { todos: [{ content: request(random), status: 'pending', activeForm: 'working' }] }
  if (tool === 'LS') return { path: '.' }
  if (tool.startsWith('mcp__')) return { query: random.hex(5) }
  return { file_path: path }
}

/** The `content` and `toolUseResult` of a call that went well. */
export function goodResult(random: Random, tool: string): { content: unknown; detail: unknown } {
  const text = `${tool} ok ${random.hex(8)}`
  if (tool === 'Bash')
    return { content: text, detail: { stdout: text, stderr: '', interrupted: false, isImage: false } }
  if (tool === 'Edit')
    return { content: text, detail: { filePath: fileName(random), userModified: random.chance(0.02) } }
  if (tool.startsWith('mcp__')) return { content: [{ type: 'text', text }], detail: [{ type: 'text', text }] }
  return { content: text, detail: { type: 'text', note: text } }
}

/** The same for one that failed. */
export function badResult(random: Random, tool: string): { content: string; detail: unknown } {
  if (tool === 'Bash') return { content: 'Exit code 1\nfailed', detail: 'Error: Exit code 1\nfailed' }
  const text = random.pick(['File has not been read yet.', 'String to replace not found.', 'Sibling tool call errored'])
  return { content: `<tool_use_error>${text}</tool_use_error>`, detail: `Error: ${text}` }
}
