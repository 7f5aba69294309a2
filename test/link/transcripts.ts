import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Message } from '../../src/model/index.js'
import { Random } from '../fleet/random.js'
import { answers, endOfTalk, SUM_UP, says, type Talk } from './talks.js'

/** Characters of a text that are kept: enough to tell texts apart. */
const KEPT = 400
/** Records of a file that are read: a history is sent again with every request. */
const RECORDS = Number(process.env.LINK_RECORDS ?? 250)

interface Block {
  type?: string
  text?: string
  id?: string
  name?: string
  input?: unknown
  tool_use_id?: string
  content?: unknown
  is_error?: boolean
}

interface Entry {
  type?: string
  uuid?: string
  timestamp?: string
  sessionId?: string
  isSidechain?: boolean
  isCompactSummary?: boolean
  message?: { id?: string; content?: string | Block[] }
}

/**
 * The conversations of a folder of transcripts, read in the plainest way; nothing of `src` is used. What subagents said is
 * not in them, so every call that started one gets a made-up conversation that begins with its prompt.
 */
export function talksIn(dir: string): Talk[] {
  const talks: Talk[] = []
  const seen = new Set<string>()
  for (const file of filesBelow(dir)) {
    const entries: Entry[] = []
    for (const line of readFileSync(file, 'utf8').split('\n').slice(0, RECORDS)) {
      const entry = parse(line)
      if (entry?.message === undefined || entry.isSidechain === true || seen.has(entry.uuid ?? '')) continue
      seen.add(entry.uuid ?? '')
      entries.push(entry)
    }
    const talk = talkOf(entries)
    if (talk !== null) talks.push(talk, ...helpersOf(talk))
  }
  return talks
}

function talkOf(entries: readonly Entry[]): Talk | null {
  const [first] = entries
  if (first?.sessionId === undefined) return null
  const start = Date.parse(first.timestamp ?? '')
  const talk: Talk = {
    session: first.sessionId,
    owner: 'one',
    agent: null,
    system: 'A system prompt.',
    start,
    steps: [],
  }
  let open: { id: string; message: Message } | null = null
  for (const { type, message, isCompactSummary } of entries) {
    const blocks = blocksOf(message?.content)
    if (type === 'assistant') {
      const said = messageOf(blocks, true)
      if (open !== null && open.id === message?.id) {
        const texts = [...open.message.texts, ...said.texts]
        Object.assign(open.message, { texts, calls: [...open.message.calls, ...said.calls] })
      } else {
        open = { id: message?.id ?? '', message: said }
        talk.steps.push({ message: said })
      }
    } else if (type === 'user' && isCompactSummary === true) {
      const goesOn = messageOf(blocks, false)
      const text = String(blocks[0]?.text ?? '')
      talk.steps.push({
        ask: says(SUM_UP, 'program'),
        summary: answers(text),
        goesOn: { ...goesOn, texts: [`On we go.\n${text}`] },
      })
    } else if (type === 'user') talk.steps.push({ message: messageOf(blocks, false) })
  }
  return talk
}

function helpersOf(talk: Talk): Talk[] {
  const helpers: Talk[] = []
  for (const [i, step] of talk.steps.entries()) {
    if (!('message' in step)) continue
    const start = endOfTalk({ ...talk, steps: talk.steps.slice(0, i + 1) })
    for (const { id, tool, input } of step.message.calls) {
      const { prompt } = (input ?? {}) as { prompt?: unknown }
      if (!/^(?:Task|Agent)$/.test(tool) || typeof prompt !== 'string' || prompt.length < 40) continue
      const random = new Random(id)
      const call = () => ({ id: `toolu_01${random.letters(22)}`, tool: 'Read', input: { path: random.hex(12) } })
      const steps = Array.from({ length: 3 }, call).flatMap((one): Talk['steps'] => [
        { message: answers(null, [one]) },
        {
          message: {
            ...says('', 'results'),
            texts: [],
            results: [{ call: one.id, text: random.hex(30), failed: false }],
          },
        },
      ])
      const begin: Talk['steps'] = [{ message: says(prompt, 'program') }]
      helpers.push({
        ...talk,
        agent: id,
        system: 'A helper.',
        start,
        steps: [...begin, ...steps, { message: answers(`Found ${random.hex(60)}`) }],
      })
    }
  }
  return helpers
}

const cut = (text: string) => (text.length > KEPT ? `${text.slice(0, KEPT)} ${text.length}` : text)

function messageOf(blocks: readonly Block[], agent: boolean): Message {
  const texts = blocks.filter(({ type }) => type === 'text').map(({ text }) => cut(text ?? ''))
  const results = blocks
    .filter(({ type }) => type === 'tool_result')
    .map(({ tool_use_id, content, is_error }) => ({
      call: tool_use_id ?? '',
      text: cut(typeof content === 'string' ? content : (JSON.stringify(content) ?? '')),
      failed: is_error === true,
    }))
  const calls = blocks
    .filter(({ type }) => type === 'tool_use')
    .map(({ id, name, input }) => ({ id: id ?? '', tool: name ?? '', input: shortened(input) }))
  const speaker = agent ? null : results.length > 0 ? 'results' : 'human'
  return { by: agent ? 'agent' : 'caller', speaker, texts, calls, results }
}

const shortened = (input: unknown): unknown =>
  Object.fromEntries(
    Object.entries((input ?? {}) as object).map(([key, value]) => [
      key,
      typeof value === 'string' ? cut(value) : value,
    ]),
  )

const blocksOf = (content: string | Block[] | undefined): Block[] =>
  typeof content === 'string' ? [{ type: 'text', text: content }] : (content ?? [])

function parse(line: string): Entry | null {
  try {
    return JSON.parse(line) as Entry
  } catch {
    return null
  }
}

function filesBelow(dir: string): string[] {
  return readdirSync(dir)
    .sort()
    .flatMap((name) => {
      const path = join(dir, name)
      if (statSync(path).isDirectory()) return name === 'duplicates' ? [] : filesBelow(path)
      return name.endsWith('.jsonl') ? [path] : []
    })
}
