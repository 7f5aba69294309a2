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
]

/** Lines of all files of JSON lines below a folder. */
function linesBelow(dir: string): string[] {
  const files = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.jsonl'))
  return files.flatMap((name) => readFileSync(join(dir, name), 'utf8').split('\n'))
}
