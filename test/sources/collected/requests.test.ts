import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { requestOf as requestKept } from '../../../src/sources/collected/request.js'
import { requestIn } from '../../../src/sources/collected/valid.js'
import { sealOf } from '../../../src/sources/exchanges.js'
import { headOf, SOURCES, sourceOf } from '../../../src/sources/index.js'
import { requestIn as requestOf } from '../../../src/sources/requests.js'
import { fixtureOf } from '../fixture.js'
import { conceal, readJudged, readKept, readLines, recordsIn, reduced, reducing, rowsOf } from './both-ways.js'

const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url))
const samples = fileURLToPath(new URL('../../../../../shared/samples/', import.meta.url))

/** Sources of requests, whose records are reduced one by one. */
const API = ['anthropic-messages', 'openai-chat', 'openai-responses', 'litellm']

describe('API requests that were reduced', () => {
  it.each(API)('of the fixture of %s give the rows and verdicts of the file', async (id) => {
    const { name, bytes, expected } = fixtureOf(id)
    const file = await readJudged(sourceOf(id)!, join(fixtures, id, name))
    const kept = await readKept(reduced(recordsIn(name, bytes.toString('utf8'))))
    expect(rowsOf(kept)).toEqual(rowsOf(file))
    expect(kept.actions).toHaveLength(expected.actions.length)
    expect(kept.turns.every(({ stop_reason: reason }) => reason !== null)).toBe(true)
    expect(kept.counts.unreadable).toBe(0)
  })

  it('tell each message once, and of a history that was told only what it is known by', () => {
    const { name, bytes } = fixtureOf('anthropic-messages')
    const [first] = recordsIn(name, bytes.toString('utf8')) as { request: { messages: unknown[] } }[]
    const by = reducing()
    const asked = { type: 'text', text: 'Please tidy up.' }
    const called = { type: 'tool_use', id: 'toolu_01AbCdEfGhIj', name: 'Bash', input: { command: 'rm -rf build' } }
    const request = { model: 'm', max_tokens: 9, system: 's', messages: [{ role: 'user', content: [asked] }] }
    const response = { id: 'msg_1', type: 'message', role: 'assistant', content: [called], stop_reason: 'tool_use' }
    const answered = [
      ...request.messages,
      { role: 'assistant', content: [called] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: called.id, content: 'done' }] },
    ]
    const over = { ...response, id: 'msg_2', content: [{ type: 'text', text: 'Done.' }], stop_reason: 'end_turn' }
    const lines = reduced(
      [
        { request, response },
        { request: { ...request, messages: answered }, response: over },
      ],
      by,
    ).map((line) => JSON.parse(line))
    expect(first).toBeDefined()
    expect(lines.map(({ from, told, history }) => [from, told.length, history.length])).toEqual([
      [0, 2, 1],
      [2, 2, 3],
    ])
    expect(lines[0].told[1].calls[0]).toMatchObject({ id: conceal('call', called.id), tool: 'Bash' })
    expect(lines[0].told[1].calls[0].gist).toContain('deed=files-delete')
  })

  it.each(API)('of the fixture of %s are linked by all that the records are linked by', (id) => {
    const { name, bytes } = fixtureOf(id)
    const seal = sealOf({ conceal })
    for (const record of recordsIn(name, bytes.toString('utf8')) as Record<string, unknown>[]) {
      // A reducer of its own, so that nothing was told before.
      const kept = requestIn(JSON.parse(reduced([record])[0]!))
      const whole = requestOf(record)!
      const times = [whole.at ?? 1, whole.ended ?? 1] as const
      const { owner: _, ...exchange } = whole.exchange(...times, seal)
      expect(typeof kept === 'string' ? kept : requestKept(kept).exchange(...times, seal)).toMatchObject(exchange)
    }
  })

  it('keep no name of a tool that is none', () => {
    const call = { type: 'tool_use', id: 'a', name: 'my secret plan', input: {} }
    const record = {
      request: { model: 'm', max_tokens: 1, messages: [{ role: 'user', content: 'x' }] },
      response: { id: 'm', type: 'message', role: 'assistant', content: [call] },
    }
    const [line] = reduced([record])
    expect(JSON.parse(line!).told[1].calls[0].tool).toBe('unknown')
  })

  it('leave nothing of what is no request', () => {
    for (const record of [null, 1, 'x', [], {}, { request: {} }, { request: { messages: 1 }, response: null }])
      expect(reduced([record])).toEqual([])
  })
})

describe.skipIf(!existsSync(samples))('public API requests that were reduced', () => {
  it.each(['llm-api', 'litellm-log'])('of %s give the rows and verdicts of the files', async (folder) => {
    const dir = join(samples, folder)
    const sizes = { before: 0, after: 0, requests: 0 }
    const files = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((one) => /\.jsonl?$/.test(one))
    for (const name of files.sort()) {
      const path = join(dir, name)
      const source = SOURCES.find((one) => one.recognises(path, headOf(path, 65_536)))
      if (source === undefined || !API.includes(source.id)) continue
      const text = readFileSync(path, 'utf8')
      // What is no request is not kept, and what nothing else names is named by its place.
      const records = recordsIn(name, text).filter((record) => reduced([record]).length > 0)
      const lines = reduced(records)
      expect(rowsOf(await readKept(lines)), name).toEqual(rowsOf(await readLines(source, records)))
      sizes.before += text.length
      sizes.requests += lines.length
      for (const line of lines) sizes.after += line.length + 1
    }
    expect(sizes.requests).toBeGreaterThan(0)
    expect(sizes.after).toBeLessThan(sizes.before / 4)
  })
})
