import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'

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
    folder: 'swe-agent-traj',
    source: 'swe-agent',
    // A call is a step with an action; no run here was ended by SWE-agent itself.
    count: (dir) =>
      filesBelow(dir, '.traj')
        .flatMap((file) => JSON.parse(file.toString('utf8')).trajectory as { action: string }[])
        .filter(({ action }) => action.trim() !== '').length,
    calls: 176,
    beside: ['SOURCES.tsv'],
  },
  {
    folder: 'swe-agent-traj',
    source: 'mini-swe-agent',
    // Each answer has one command in a fence.
    count: (dir) =>
      filesBelow(dir, '.traj.json')
        .flatMap((file) => JSON.parse(file.toString('utf8')) as { role: string; content: string }[])
        .filter(({ role, content }) => role === 'assistant' && content.includes('```mswea_bash_command\n')).length,
    calls: 2,
    beside: ['SOURCES.tsv'],
  },
  {
    folder: 'inspect-eval',
    source: 'inspect-eval',
    // Calls in the messages of samples. Two pairs of files are copies, of samples without any call.
    count: (dir) =>
      [
        ...filesBelow(dir, '.json').flatMap((file) => JSON.parse(file.toString('utf8')).samples as Sample[]),
        ...filesBelow(dir, '.eval').flatMap((file) =>
          Object.entries(unzipSync(file))
            .filter(([name]) => name.startsWith('samples/'))
            .map(([, bytes]) => JSON.parse(Buffer.from(bytes).toString('utf8')) as Sample),
        ),
      ]
        .flatMap(({ messages }) => messages)
        .reduce((sum, { tool_calls }) => sum + (tool_calls?.length ?? 0), 0),
    calls: 130,
    beside: ['SOURCES.tsv'],
  },
  {
    folder: 'atif',
    source: 'atif',
    count: (dir) =>
      filesBelow(dir, '.json')
        .flatMap((file) => JSON.parse(file.toString('utf8')).steps as { tool_calls?: unknown[] }[])
        .reduce((sum, { tool_calls }) => sum + (tool_calls?.length ?? 0), 0),
    calls: 8,
    beside: ['SOURCES.tsv'],
  },
]

interface Sample {
  messages: { tool_calls?: unknown[] | null }[]
}

/** Files below a folder whose names end so. */
function filesBelow(dir: string, end: string): Buffer[] {
  const files = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(end))
  return files.map((name) => readFileSync(join(dir, name)))
}

/** Lines of all files of JSON lines below a folder. */
function linesBelow(dir: string): string[] {
  const files = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.jsonl'))
  return files.flatMap((name) => readFileSync(join(dir, name), 'utf8').split('\n'))
}
