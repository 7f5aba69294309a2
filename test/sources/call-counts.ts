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
    folder: 'copilot-cli',
    source: 'copilot-cli',
    // Every call that began. What begins was asked for in an answer before, and all that was asked for began.
    count: (dir) => linesBelow(dir).filter((line) => line.startsWith('{"type":"tool.execution_start"')).length,
    calls: 68,
    beside: ['SOURCES.tsv'],
  },
  {
    folder: 'gemini-cli',
    source: 'gemini-cli',
    // Every call has its arguments, and nothing else has any.
    count: (dir) =>
      textsBelow(dir, '.json')
        .join('\n')
        .match(/"args": ?\{/g)?.length ?? 0,
    calls: 12,
    beside: ['SOURCES.tsv'],
  },
  {
    folder: 'openhands-events',
    source: 'openhands',
    // Every action of the agent that goes to its machine, which thinking and finishing do not.
    count: (dir) =>
      [...textsBelow(dir, '.json'), ...linesBelow(dir)].join('\n').match(/"action": ?"(?:run|read|edit|write)"/g)
        ?.length ?? 0,
    calls: 105,
    beside: [
      ...['litellm_haiku_completion', 'openai_nano_completion'].map(
        (name) => `OpenHands__software-agent-sdk/tests/fixtures/openai_gateway/${name}.json`,
      ),
      'OpenHands__software-agent-sdk/tests/fixtures/tokenizers/qwen3-4b-instruct-2507-tokenizer_config.json',
      'SOURCES.tsv',
    ],
  },
]

/** What all files of an ending below a folder hold. */
function textsBelow(dir: string, ending: string): string[] {
  const files = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(ending))
  return files.map((name) => readFileSync(join(dir, name), 'utf8'))
}

/** Lines of all files of JSON lines below a folder. */
const linesBelow = (dir: string): string[] => textsBelow(dir, '.jsonl').flatMap((text) => text.split('\n'))
