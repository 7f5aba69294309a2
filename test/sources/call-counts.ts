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

/** Samples that are no spans, or a span of a program that writes logs of its own. */
const NO_SPANS = [
  ...['vercel/test/__fixtures__/v6-spans/capture-results.json'].map(
    (name) => `Arize-ai__openinference/js/packages/openinference-${name}`,
  ),
  ...['input', 'output'].map(
    (way) =>
      `Arize-ai__openinference/python/openinference-instrumentation/tests/fixtures/genai_schemas/gen-ai-${way}-messages.json`,
  ),
  'SOURCES.tsv',
  'langwatch__langwatch/pkg/customertracebridge/testdata/codex_responses_stream_bare.json',
  'langwatch__langwatch/platform/app/src/server/app-layer/traces/canonicalisation/__tests__/fixtures/codex-B.session_task_turn.json',
]

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
  {
    folder: 'openinference-otel-genai',
    source: 'otel-genai',
    // Calls of histories and of tools' spans, each once in its file.
    count: (dir) => idsBelow(dir, /\/otel_genai_[^/]*$/),
    calls: 3,
    beside: NO_SPANS,
  },
  {
    folder: 'openinference-otel-genai',
    source: 'openinference',
    count: (dir) => idsBelow(dir, /\/openinference_client_[^/]*$/),
    calls: 2,
    beside: NO_SPANS,
  },
]

/** Ids of calls in the files of a name, each once in its file, whatever they stand in. */
const idsBelow = (dir: string, name: RegExp): number =>
  readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((file) => name.test(file))
    .map((file) => readFileSync(join(dir, file), 'utf8').replaceAll('\\', ''))
    .map((text) => text.matchAll(/(?:"tool_call","id"|tool_call\.id"|tool\.call\.id"): ?"(\w+)"/g))
    .reduce((calls, found) => calls + new Set([...found].map((one) => one[1])).size, 0)

interface Message {
  tool_calls?: unknown[] | null
}

interface Sample {
  messages: { tool_calls?: unknown[] | null }[]
}

/** Files below a folder whose names end so. */
function filesBelow(dir: string, end: string): Buffer[] {
  const files = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(end))
  return files.map((name) => readFileSync(join(dir, name)))
}

/** What all files of an ending below a folder hold. */
function textsBelow(dir: string, ending: string): string[] {
  const files = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(ending))
  return files.map((name) => readFileSync(join(dir, name), 'utf8'))
}

/** Lines of all files of JSON lines below a folder. */
const linesBelow = (dir: string): string[] => textsBelow(dir, '.jsonl').flatMap((text) => text.split('\n'))

/** The documents below a folder whose names end so. */
function valuesBelow(dir: string, end: string): unknown[] {
  const files = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(end))
  return files.map((name) => JSON.parse(readFileSync(join(dir, name), 'utf8')))
}
