import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A folder of public samples, and how its tool calls are counted without the sources. */
export interface CallCount {
  folder: string
  source: string
  count(dir: string): number
  /** What both come to. */
  calls: number
  /** Files beside the logs, which no source knows. */
  beside: string[]
}

export const CALL_COUNTS: CallCount[] = [
  {
    folder: 'codex-rollout',
    source: 'codex',
    // Every call is one line of its type. There are no copies among these files.
    count: (dir) =>
      linesBelow(dir).filter((line) =>
        /"type": ?"(?:function_call|custom_tool_call|local_shell_call|web_search_call|tool_search_call)"/.test(
          line
            .replace(/"(?:message|text|output|arguments|encrypted_content)":"(?:[^"\\]|\\.)*"/g, '')
            .replace(/"replacement_history":.*/, ''),
        ),
      ).length,
    calls: 3140,
    beside: ['SOURCES.tsv'],
  },
  {
    folder: 'tau-bench',
    source: 'tau-bench',
    // The simulations by voice hold none.
    count: (dir) =>
      valuesBelow(dir, 'gpt-4o-airline.json')
        .flatMap((runs) => runs as { traj: Message[] }[])
        .flatMap(({ traj }) => traj)
        .reduce((calls, message) => calls + (message.tool_calls?.length ?? 0), 0),
    calls: 1164,
    beside: ['SOURCES.tsv'],
  },
  {
    folder: 'openai-chat-traces',
    source: 'chat-arrays',
    count: (dir) =>
      linesBelow(dir)
        .filter((line) => line.trim() !== '')
        .map((line) => JSON.parse(line) as Message[] | { messages?: Message[] })
        .flatMap((chat) => (Array.isArray(chat) ? chat : (chat.messages ?? [])))
        .reduce((calls, message) => calls + (message.tool_calls?.length ?? 0), 0),
    calls: 27,
    beside: ['SOURCES.tsv'],
  },
  {
    folder: 'google-adk-session',
    source: 'google-adk',
    // What requests to the model repeat of them stands under another key, and is left out.
    count: (dir) =>
      valuesBelow(dir, '.session.json')
        .map((session) => JSON.stringify((session as { events?: unknown }).events ?? []))
        .reduce((calls, events) => calls + events.split('"function_call":').length - 1, 0),
    calls: 3,
    beside: ['SOURCES.tsv'],
  },
  {
    folder: 'openclaw-telemetry',
    source: 'openclaw',
    count: (dir) => linesBelow(dir).filter((line) => /^\{"type": ?"tool\.start"/.test(line)).length,
    calls: 15,
    beside: ['SOURCES.tsv'],
  },
]

interface Message {
  tool_calls?: unknown[] | null
}

/** Lines of all files of JSON lines below a folder. */
function linesBelow(dir: string): string[] {
  const files = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.jsonl'))
  return files.flatMap((name) => readFileSync(join(dir, name), 'utf8').split('\n'))
}

/** The documents below a folder whose names end so. */
function valuesBelow(dir: string, end: string): unknown[] {
  const files = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(end))
  return files.map((name) => JSON.parse(readFileSync(join(dir, name), 'utf8')))
}
