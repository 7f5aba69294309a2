import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** What a plain reading of a folder of transcripts finds. */
export interface Counted {
  files: number
  /** Distinct session ids that have a user or assistant record no other session has. */
  sessions: number
  /** Distinct session ids on any enveloped record. */
  sessionIds: number
  /** Main-thread tool_use calls, by uuid and id. */
  toolCalls: number
  /** Interrupt marks, by uuid. */
  interruptMarks: number
  /** Results saying that the user doesn't want to proceed, by uuid. */
  rejections: number
}

const marks = ['[Request interrupted by user]', '[Request interrupted by user for tool use]']

/** Deliberately simple and slow: reads every .jsonl file below `dir` and keeps sets. Shares nothing with `src`. */
export function countIndependently(dir: string): Counted {
  const owners = new Map<string, string>()
  const ids = new Set<string>()
  const calls = new Set<string>()
  const interrupts = new Set<string>()
  const rejections = new Set<string>()
  const bySession = new Map<string, Set<string>>()
  const files = transcripts(dir)
  for (const file of files) {
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      const record = parse(line)
      if (record === null || typeof record.uuid !== 'string') continue
      const session = String(record.sessionId)
      ids.add(session)
      if (record.type !== 'user' && record.type !== 'assistant') continue
      if (!bySession.has(session)) bySession.set(session, new Set())
      bySession.get(session)!.add(record.uuid)
      owners.set(record.uuid, owners.has(record.uuid) && owners.get(record.uuid) !== session ? 'several' : session)
      for (const block of blocks(record)) {
        if (record.isSidechain === true) continue
        if (record.type === 'assistant' && block.type === 'tool_use') calls.add(`${record.uuid} ${block.id}`)
        if (record.type !== 'user') continue
        if (block.type === 'text' && marks.includes(String(block.text).trim())) interrupts.add(record.uuid)
        if (block.type === 'tool_result' && flat(block.content).startsWith("The user doesn't want to proceed")) {
          rejections.add(record.uuid)
        }
      }
    }
  }
  const own = [...bySession].filter(([session, uuids]) => [...uuids].some((uuid) => owners.get(uuid) === session))
  return {
    files: files.length,
    sessions: own.length,
    sessionIds: ids.size,
    toolCalls: calls.size,
    interruptMarks: interrupts.size,
    rejections: rejections.size,
  }
}

function transcripts(dir: string): string[] {
  return readdirSync(dir)
    .sort()
    .flatMap((name) => {
      const path = join(dir, name)
      if (statSync(path).isDirectory()) return transcripts(path)
      return name.endsWith('.jsonl') ? [path] : []
    })
}

// biome-ignore lint/suspicious/noExplicitAny: foreign records, read without a schema on purpose
type Loose = any

function parse(line: string): Loose | null {
  try {
    const value = JSON.parse(line)
    return typeof value === 'object' ? value : null
  } catch {
    return null
  }
}

function blocks(record: Loose): Loose[] {
  const content = record.message?.content
  return Array.isArray(content) ? content : [{ type: 'text', text: content }]
}

function flat(content: Loose): string {
  if (typeof content === 'string') return content
  return Array.isArray(content) ? content.map((block) => String(block?.text ?? '')).join('\n') : ''
}
