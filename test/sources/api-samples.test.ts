import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { headOf, SOURCES } from '../../src/sources/index.js'
import { plainly } from './read-bytes.js'

const samples = fileURLToPath(new URL('../../../shared/samples/', import.meta.url))

/** Ids of calls anywhere in a value, found by nothing but their shape. */
function callsIn(value: unknown, isCall: (object: Record<string, unknown>) => unknown, into: Set<string>): void {
  if (typeof value !== 'object' || value === null) return
  const id = Array.isArray(value) ? undefined : isCall(value as Record<string, unknown>)
  if (typeof id === 'string' && id !== '') into.add(id)
  for (const inner of Object.values(value)) callsIn(inner, isCall, into)
}

const bodies = (record: { request: unknown; response: unknown }): unknown[] =>
  typeof record.response !== 'string'
    ? [record.request, record.response]
    : [
        record.request,
        ...record.response.split('\n').flatMap((line) => {
          try {
            return [JSON.parse(line.replace(/^data:/, ''))]
          } catch {
            return []
          }
        }),
      ]

/** What is in only one of both counts stands beside it; the pages of the sources say why. */
const FOLDERS = [
  {
    folder: 'llm-api/anthropic-messages',
    calls: 64,
    isCall: ({ type, id }: Record<string, unknown>) => (/tool_use$/.test(String(type)) ? id : undefined),
    only: { counted: ['search-1'], read: [] },
  },
  {
    folder: 'llm-api/openai-chat',
    calls: 43,
    isCall: ({ function: called, id }: Record<string, unknown>) => (called === undefined ? undefined : id),
    only: { counted: [], read: ['step0'] },
  },
  {
    folder: 'llm-api/openai-responses',
    calls: 59,
    isCall: ({ type, call_id, id }: Record<string, unknown>) =>
      /_call$/.test(String(type)) ? (call_id ?? id) : undefined,
    only: { counted: [], read: [] },
  },
]

describe.skipIf(!existsSync(samples))('public requests to APIs', () => {
  it.each(FOLDERS)('of $folder have the calls that an independent count finds', async ({
    folder,
    calls,
    isCall,
    only,
  }) => {
    const dir = join(samples, folder)
    const counted = new Set<string>()
    const read = new Set<string>()
    for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((one) =>
      one.endsWith('.jsonl'),
    )) {
      const path = join(dir, name)
      for (const line of readFileSync(path, 'utf8').split('\n').filter(Boolean))
        for (const body of bodies(JSON.parse(line))) callsIn(body, isCall, counted)
      const source = SOURCES.find((one) => one.recognises(path, headOf(path, 65_536)))
      for (const { call } of (await source?.read(path, null, plainly))?.actions ?? []) read.add(call)
    }
    expect(read.size).toBe(calls)
    expect([...counted].filter((id) => !read.has(id))).toEqual(only.counted)
    expect([...read].filter((id) => !counted.has(id))).toEqual(only.read)
  })
})
