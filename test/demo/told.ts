import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

interface Line {
  type: string
  isSidechain?: boolean
  message?: { content: string | { type: string; name?: string; input?: Record<string, unknown> }[] }
}

/** How often each call and each message of a human stands in the demo's logs, counted without what Leeway knows of logs. */
export interface Told {
  /** By tool; a command of the shell and a question stand for themselves. */
  calls: Map<string, number>
  /** What humans typed. */
  typed: Map<string, number>
}

const add = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1)

export function toldIn(dir: string): Told {
  const told: Told = { calls: new Map(), typed: new Map() }
  for (const entry of readdirSync(dir, { recursive: true }) as string[]) {
    if (!entry.endsWith('.jsonl')) continue
    for (const text of readFileSync(join(dir, entry), 'utf8').split('\n')) {
      const asks = text.includes('"tool_use"')
      if (!asks && !text.includes('"type":"user"')) continue
      const { type, message } = JSON.parse(text) as Line
      if (type === 'user' && typeof message?.content === 'string') add(told.typed, message.content)
      if (!asks || typeof message?.content !== 'object') continue
      for (const block of message.content)
        if (block.type === 'tool_use') add(told.calls, callOf(block.name!, block.input!))
    }
  }
  return told
}

function callOf(name: string, input: Record<string, unknown>): string {
  if (name === 'Bash') return String(input.command)
  if (name === 'AskUserQuestion') return (input.questions as { question: string }[])[0]!.question
  return name
}
