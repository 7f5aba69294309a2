import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach } from 'vitest'
import {
  type Inquiry,
  type JudgeOptions,
  judge,
  type ModelSettings,
  type Question,
  type RunSettings,
  type Verdict,
} from '../../src/judge/index.js'
import { TestServer } from './server.js'
import { QUESTION, quick, type Risk } from './the-question.js'

export * from './the-question.js'

/** Folders that are gone after the test. */
const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'leeway-judge-'))
  folders.push(folder)
  return folder
}

/** A server for each test. */
export function withServer(): { server: TestServer } {
  const here = {} as { server: TestServer }
  beforeEach(async () => {
    here.server = new TestServer()
    await here.server.start()
  })
  afterEach(() => here.server.stop())
  return here
}

export const PROVIDERS = ['anthropic', 'openai'] as const
const PRICES = { input: 1, output: 5, cacheRead: 0.1, cacheWrite: 1.25 }

/** Settings of a model at a server, with small numbers. */
export const modelAt = (
  server: TestServer,
  provider: 'anthropic' | 'openai',
  more: Partial<ModelSettings> = {},
): ModelSettings => ({
  provider,
  model: 'test-model',
  address: provider === 'openai' ? `${server.address}/v1` : server.address,
  key: 'test-key',
  answerTokens: 40,
  prices: PRICES,
  ...more,
})

export const runIn = (folder: string, more: Partial<RunSettings> = {}): RunSettings => ({
  name: 'test',
  folder,
  budget: { usd: 100 },
  itemsPerRequest: 4,
  concurrency: 4,
  timeoutMs: 3_000_000,
  ...more,
})

/** Judges everything and gives the verdicts by item. */
export async function judged(
  given: Iterable<Inquiry> | AsyncIterable<Inquiry>,
  model: ModelSettings,
  run: RunSettings,
  options: JudgeOptions & { question?: Question<Risk> } = {},
): Promise<Map<string, Verdict<Risk>>> {
  const verdicts = new Map<string, Verdict<Risk>>()
  const { question = QUESTION, ...rest } = options
  for await (const verdict of judge(given, question, { model, run }, { world: quick, ...rest })) {
    if (verdicts.has(verdict.id)) throw new Error(`${verdict.id} has two verdicts`)
    verdicts.set(verdict.id, verdict)
  }
  return verdicts
}

export const kindOf = (verdict: Verdict<Risk> | undefined): 'value' | 'refused' | 'failed' | 'none' =>
  verdict === undefined ? 'none' : 'value' in verdict ? 'value' : 'refused' in verdict ? 'refused' : 'failed'
