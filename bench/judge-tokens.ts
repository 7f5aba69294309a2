// What `bench/judge-tokens.mjs` counts: the bytes of requests as they leave and of their answers, beside those of one
// request for each action that tells all of its session before it.
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, readSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BUDGETS, inquiriesOf, questionOf, RULES, WANTED } from '../src/facets/index.js'
import { actionAlone } from '../src/facets/questions/told-actions.js'
import { type EvidenceFile, gatherEvidence } from '../src/ingest/index.js'
import { FENCE_RULES } from '../src/judge/fence.js'
import { judge, realWorld } from '../src/judge/index.js'
import { answerSchema } from '../src/judge/sheet.js'
import type { Conceal } from '../src/model/index.js'
import { SOURCES } from '../src/sources/index.js'
import { ACTION, KNOWN_ACTION } from '../test/facets/questions/answers.js'
import { itemsIn } from '../test/judge/scripted-model.js'

/** Bytes of requests and answers; `cached` of the input was the beginning of a request before. */
export interface Counted {
  actions: number
  requests: number
  input: number
  cached: number
  output: number
}

const question = questionOf('action', (sentence) => sentence)
const schema = JSON.stringify(answerSchema(question.schema))
const bytes = (text: string): number => Buffer.byteLength(text)
/** What all requests begin with, whoever makes them. */
const PREFIX = bytes(question.system) + bytes(FENCE_RULES) + bytes(schema)
const plainly: Conceal = (_, id) => id

function filesBelow(dir: string): string[] {
  return readdirSync(dir)
    .sort()
    .flatMap((name) => {
      const path = join(dir, name)
      return statSync(path).isDirectory() ? filesBelow(path) : [path]
    })
}

function headOf(path: string): Buffer {
  const head = Buffer.alloc(65_536)
  const file = openSync(path, 'r')
  const length = readSync(file, head)
  closeSync(file)
  return head.subarray(0, length)
}

/** Transcripts below some folders, and the actions in them. Each folder in a place is one contributor. */
export async function population(places: readonly string[]): Promise<{ files: EvidenceFile[]; actions: string[] }> {
  const files: EvidenceFile[] = []
  const actions = new Set<string>()
  for (const place of places)
    for (const path of filesBelow(place)) {
      const source = SOURCES.find((one) => one.named(path) && one.recognises(path, headOf(path)))
      if (source === undefined) continue
      const { actions: rows } = await source.read(path, null, plainly, null, RULES)
      for (const { action } of rows) actions.add(action)
      files.push({ path, source, contributor: path.slice(place.length).split('/')[1] ?? '' })
    }
  return { files, actions: [...actions] }
}

/** Judges actions as `leeway judge run` does, by a model that is not there. */
export async function together(files: readonly EvidenceFile[], actions: ReadonlySet<string>): Promise<Counted> {
  const counted: Counted = { actions: 0, requests: 0, input: 0, cached: 0, output: 0 }
  const fetch: typeof globalThis.fetch = async (_, request) => {
    const { messages } = JSON.parse(String(request!.body)) as { messages: { content: string }[] }
    const prompt = messages.map(({ content }) => content).join('\n')
    const answers = itemsIn(prompt).map(({ label, text }) => {
      const known = question.known.find((one) => one.text === text)
      return { item: label, answer: { ...ACTION, ...(known === undefined ? {} : KNOWN_ACTION[known.id]) } }
    })
    const content = JSON.stringify({ answers })
    counted.input += bytes(prompt) + bytes(schema)
    counted.cached += counted.requests === 0 ? 0 : PREFIX
    counted.output += bytes(content)
    counted.requests++
    return Response.json({
      choices: [{ message: { role: 'assistant', content }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 1, completion_tokens: 1 },
    })
  }
  const folder = mkdtempSync(join(tmpdir(), 'leeway-bench-tokens-'))
  const groups = gatherEvidence(files, { actions, turns: new Set() }, plainly, WANTED)
  const model = { provider: 'openai', model: 'm', address: 'http://model.invalid/v1', key: null } as const
  const run = { name: 'bench', folder, budget: { tokens: 1e12 } }
  try {
    for await (const verdict of judge(
      inquiriesOf('action', groups),
      question,
      { model, run },
      { world: { ...realWorld, fetch } },
    )) {
      if (!('value' in verdict)) throw new Error('an action was not judged')
      counted.actions++
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return counted
}

/** Everything is told, and nothing is cut. */
const WHOLE = Object.fromEntries(Object.keys(BUDGETS).map((name) => [name, Number.MAX_SAFE_INTEGER])) as never

/**
 * One request for each action, with all that its session (or its subagent) held before it.
 * @param window the most that a request can hold, in bytes.
 */
export async function oneByOne(
  files: readonly EvidenceFile[],
  actions: ReadonlySet<string>,
  window: number,
): Promise<Counted> {
  const counted: Counted = { actions: 0, requests: 0, input: 0, cached: 0, output: 0 }
  const answer = bytes(JSON.stringify({ answers: [{ item: 'abcdef', answer: ACTION }] }))
  const texts = new Map<string, Before>()
  /** What the last request about a thread held, in bytes. */
  const held = new Map<string, number>()
  for await (const { path, items } of gatherEvidence(files, { actions, turns: new Set() }, plainly, NO_STEPS)) {
    if (!texts.has(path)) texts.clear()
    const before = texts.get(path) ?? contextsOf(path)
    texts.set(path, before)
    for (const item of items) {
      if (item.unit !== 'action') continue
      const { thread, size } = before.get(item.id.slice(item.id.lastIndexOf('/') + 1))!
      const told = Math.min(window, PREFIX + size + bytes(actionAlone(item.evidence, WHOLE)))
      const name = `${path} ${thread}`
      counted.cached += counted.requests === 0 ? 0 : Math.min(told, held.get(name) ?? PREFIX)
      held.set(name, Math.min(window, PREFIX + size))
      counted.input += told
      counted.output += answer
      counted.requests++
      counted.actions++
    }
  }
  return counted
}

const NO_STEPS = { steps: 0, characters: 0 }

type Before = Map<string, { thread: string; size: number }>

interface Line {
  type?: string
  isSidechain?: boolean
  agentId?: string
  message?: { content?: string | Block[] }
  /** What a subagent says, as some versions write it into its parent's transcript. */
  data?: { agentId?: string; message?: Line }
}

interface Block {
  type: string
  id?: string
  text?: string
  input?: unknown
  content?: string | Block[]
}

/** By call: the bytes of all that was said, called and returned before it in its thread, as the transcript has it. */
function contextsOf(path: string): Before {
  const before: Before = new Map()
  const sizes = new Map<string, number>()
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const outer = parsed(line)
    const record = outer.type === 'progress' ? (outer.data?.message ?? {}) : outer
    if (record.type !== 'user' && record.type !== 'assistant') continue
    const thread = outer.data?.agentId ?? (outer.isSidechain === true ? (outer.agentId ?? 'side') : 'main')
    const content = record.message?.content ?? ''
    for (const block of typeof content === 'string' ? [{ type: 'text', text: content }] : content) {
      const size = sizes.get(thread) ?? 0
      if (block.id !== undefined && !before.has(block.id)) before.set(block.id, { thread, size })
      sizes.set(thread, size + sizeOf(block))
    }
  }
  return before
}

function parsed(line: string): Line {
  try {
    return JSON.parse(line) as Line
  } catch {
    return {}
  }
}

function sizeOf({ text, input, content }: Block): number {
  const inner =
    typeof content === 'string' ? bytes(content) : (content ?? []).reduce((sum, one) => sum + sizeOf(one), 0)
  return bytes(text ?? '') + (input === undefined ? 0 : bytes(JSON.stringify(input))) + inner
}
