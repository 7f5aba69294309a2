import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Inquiry, JudgeStopped, judge } from '../../src/judge/index.js'
import {
  emptyFolder,
  evidence,
  inquiries,
  judged,
  kindOf,
  modelAt,
  PROVIDERS,
  QUESTION,
  quick,
  runIn,
  truth,
  withServer,
} from './asking.js'
import type { Deed } from './server.js'

const here = withServer()
afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

describe.each(PROVIDERS)('%s', (provider) => {
  it('judges every item, with the shape that was asked for', async () => {
    const verdicts = await judged(inquiries(30, 7), modelAt(here.server, provider), runIn(emptyFolder()))
    expect(verdicts.size).toBe(30)
    for (let n = 0; n < 30; n++) expect(verdicts.get(`item-${n}`)).toMatchObject({ value: truth(n), from: 'model' })
    // 4 inquiries of 7 items and one of 2, at most 4 to a request.
    expect(here.server.requests).toBe(9)
    const { body, headers } = here.server.seen[0]!
    expect(headers.authorization).toBe('Bearer test-key')
    const format = provider === 'anthropic' ? (body.output_config as { format: unknown }).format : body.response_format
    expect(JSON.stringify(format)).toContain('"enum":["read","write"]')
  })

  it.each<[string, Deed, number]>([
    ['429 with seconds', { status: 429, headers: { 'retry-after': '2' } }, 2],
    ['429 with a date', { status: 429, headers: { 'retry-after': new Date(Date.now() + 3000).toUTCString() } }, 2],
    ['529', { status: 529 }, 2],
    ['500', { status: 500 }, 2],
    ['503', { status: 503 }, 2],
    ['a broken connection', 'drop', 2],
    ['a body cut short', 'cut-body', 2],
  ])('comes back after %s', async (_, deed, requests) => {
    here.server.deed = (nth) => (nth === 0 ? deed : 'answer')
    const verdicts = await judged(inquiries(4), modelAt(here.server, provider), runIn(emptyFolder()))
    expect([...verdicts.values()].map(kindOf)).toEqual(['value', 'value', 'value', 'value'])
    expect(here.server.requests).toBe(requests)
  })

  it.each<['hang' | 'hang-in-body']>([['hang'], ['hang-in-body']])('does not wait for ever: %s', async (deed) => {
    here.server.deed = (nth) => (nth === 0 ? deed : 'answer')
    const run = runIn(emptyFolder(), { timeoutMs: 100_000 })
    const verdicts = await judged(inquiries(4), modelAt(here.server, provider), run)
    expect([...verdicts.values()].map(kindOf)).toEqual(['value', 'value', 'value', 'value'])
    expect(here.server.requests).toBe(2)
  })

  it('goes on where the endpoint restarts in the middle', async () => {
    const { server } = here
    server.delayMs = 5
    const judging = judged(inquiries(120), modelAt(server, provider), runIn(emptyFolder(), { retries: 30 }))
    while (server.requests < 8) await new Promise((resolve) => setTimeout(resolve, 2))
    await server.stop()
    await new Promise((resolve) => setTimeout(resolve, 100))
    await server.start()
    const verdicts = await judging
    expect([...verdicts.values()].filter((verdict) => 'value' in verdict)).toHaveLength(120)
    // Only what was under way when it went away was answered twice, if at all.
    const twice = [...server.answered].filter(([text, times]) => text.startsWith('Read') && times > 1)
    expect(twice.length).toBeLessThanOrEqual(16)
  })

  it('gives up an endpoint that never answers, with its reason', async () => {
    here.server.deed = () => ({ status: 500 })
    const run = runIn(emptyFolder(), { retries: 2 })
    const verdicts = await judged(inquiries(4), modelAt(here.server, provider), run)
    expect(here.server.requests).toBe(3)
    expect(verdicts.get('item-0')).toMatchObject({ failed: expect.stringMatching(/^no answer after 3 tries: .*500/) })
  })

  it.each<[string, Deed]>([
    ['text that is no JSON', 'no-json'],
    ['text cut at its longest length', 'cut-text'],
    ['a value that is not in the list', 'wrong-enum'],
    ['an answer given twice', 'twice'],
  ])('asks again after %s, and each item then has its verdict', async (_, deed) => {
    here.server.deed = (nth) => (nth === 0 ? deed : 'answer')
    const verdicts = await judged(inquiries(4), modelAt(here.server, provider), runIn(emptyFolder()))
    expect([...verdicts.values()].map(kindOf)).toEqual(['value', 'value', 'value', 'value'])
    // The first one, and each half of it.
    expect(here.server.requests).toBe(3)
  })

  it('fails an item that is never answered usably, and none beside it', async () => {
    here.server.deed = (_, { prompt }) => (prompt.includes(evidence(2)) ? 'wrong-enum' : 'answer')
    const run = runIn(emptyFolder(), { attempts: 2, knownPerRequest: 0 })
    const verdicts = await judged(inquiries(4), modelAt(here.server, provider), run)
    expect(verdicts.get('item-2')).toMatchObject({
      failed: 'no usable answer in 2 tries alone: kind is neither read nor write',
    })
    expect([0, 1, 3].map((n) => kindOf(verdicts.get(`item-${n}`)))).toEqual(['value', 'value', 'value'])
    // All four; both halves; the pair that holds it one by one, it once more.
    expect(here.server.requests).toBe(6)
  })

  it('keeps a refusal as the verdict of the item that causes it alone', async () => {
    here.server.deed = (_, { prompt }) => (prompt.includes(evidence(1)) ? 'refuse' : 'answer')
    const folder = emptyFolder()
    const verdicts = await judged(inquiries(4), modelAt(here.server, provider), runIn(folder))
    expect(verdicts.get('item-1')).toMatchObject({ refused: expect.stringContaining('the model refused') })
    expect([0, 2, 3].map((n) => kindOf(verdicts.get(`item-${n}`)))).toEqual(['value', 'value', 'value'])
    const requests = here.server.requests
    const again = await judged(inquiries(4), modelAt(here.server, provider), runIn(folder))
    expect(again.get('item-1')).toMatchObject({ refused: expect.any(String), from: 'kept' })
    expect(here.server.requests).toBe(requests)
  })

  it.each([
    [400, /look at the model’s name/],
    [401, /the key is not accepted/],
    [403, /ask for access/],
    [404, /no such model or address/],
  ])('stops at %i and says what to do', async (status, words) => {
    here.server.deed = () => ({ status, message: 'no' })
    const run = judged(inquiries(400), modelAt(here.server, provider), runIn(emptyFolder()))
    await expect(run).rejects.toThrow(JudgeStopped)
    await expect(run).rejects.toThrow(words)
    expect(here.server.requests).toBeLessThanOrEqual(4)
  })

  it('splits what is too large for the model, and fails what is too large alone', async () => {
    here.server.deed = (_, { prompt }) =>
      prompt.includes(evidence(3)) ? { status: 413, message: 'request too large' } : 'answer'
    const verdicts = await judged(inquiries(4), modelAt(here.server, provider), runIn(emptyFolder()))
    expect(verdicts.get('item-3')).toMatchObject({ failed: expect.stringContaining('too large for the model') })
    expect([0, 1, 2].map((n) => kindOf(verdicts.get(`item-${n}`)))).toEqual(['value', 'value', 'value'])
  })

  it('follows no redirect: evidence goes where the user was told', async () => {
    here.server.deed = (nth) => (nth < 3 ? { redirect: `${here.server.address}/v1/elsewhere` } : 'answer')
    const verdicts = await judged(inquiries(4), modelAt(here.server, provider), runIn(emptyFolder(), { retries: 1 }))
    expect([...verdicts.values()].map(kindOf)).toEqual(['failed', 'failed', 'failed', 'failed'])
    expect(here.server.requests).toBe(2)
  })

  it('heeds no variable that would send evidence elsewhere or print it', async () => {
    for (const [name, value] of Object.entries({
      ANTHROPIC_LOG: 'debug',
      OPENAI_LOG: 'debug',
      ANTHROPIC_BASE_URL: 'http://127.0.0.1:9',
      OPENAI_BASE_URL: 'http://127.0.0.1:9',
      ANTHROPIC_API_KEY: 'another-key',
      OPENAI_API_KEY: 'another-key',
      OPENAI_ORG_ID: 'some-organisation',
    }))
      vi.stubEnv(name, value)
    const printed = (['debug', 'info', 'log', 'warn', 'error'] as const).map((level) => vi.spyOn(console, level))
    const verdicts = await judged(inquiries(4), modelAt(here.server, provider), runIn(emptyFolder()))
    expect([...verdicts.values()].map(kindOf)).toEqual(['value', 'value', 'value', 'value'])
    for (const spy of printed) expect(spy).not.toHaveBeenCalled()
    const headers = JSON.stringify(here.server.seen[0]!.headers)
    expect(headers).toContain('test-key')
    expect(headers).not.toMatch(/another-key|some-organisation/)
  })

  it('stops at an endpoint that does not keep to the limit of an answer', async () => {
    here.server.deed = () => 'overlong'
    const run = judged(inquiries(40), modelAt(here.server, provider), runIn(emptyFolder()))
    await expect(run).rejects.toThrow(/a budget cannot be kept/)
  })
})

it('asks fewer requests at a time where there are too many, and more again later', async () => {
  const { server } = here
  let together = false
  server.deed = async () => {
    // All that may come at first are there before any is answered.
    while (!together) {
      together = server.underWay === 16
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
    return server.underWay > 3 ? { status: 429, headers: { 'retry-after': '0' } } : 'answer'
  }
  server.delayMs = 10
  const run = runIn(emptyFolder(), { concurrency: 16, retries: 50 })
  const verdicts = await judged(inquiries(400), modelAt(server, 'openai'), run)
  expect([...verdicts.values()].every((verdict) => 'value' in verdict)).toBe(true)
  expect(server.mostUnderWay).toBe(16)
  const refused = server.requests - 100
  // One after the other, sixteen at a time would be turned away nearly every time.
  expect(refused).toBeLessThan(60)
})

it('asks one question for equal evidence, and answers all', async () => {
  const same: Inquiry[] = Array.from({ length: 50 }, (_, n) => ({
    shared: '',
    items: [
      { id: `a-${n}`, text: evidence(1) },
      { id: `b-${n}`, text: evidence(2) },
    ],
  }))
  const verdicts = await judged(same, modelAt(here.server, 'openai'), runIn(emptyFolder()))
  expect(verdicts.size).toBe(100)
  expect(verdicts.get('b-49')).toMatchObject({ value: truth(2) })
  expect(here.server.requests).toBe(1)
  expect([...verdicts.values()].filter(({ from }) => from === 'model')).toHaveLength(2)
})

it('keeps verdicts by question, model and evidence, and no evidence', async () => {
  const folder = emptyFolder()
  const { server } = here
  await judged(inquiries(8), modelAt(server, 'anthropic'), runIn(folder))
  expect(server.requests).toBe(2)
  const kept = await judged(inquiries(8), modelAt(server, 'anthropic'), runIn(folder, { name: 'another' }))
  expect([...kept.values()].every(({ from, cost }) => from === 'kept' && cost === null)).toBe(true)
  expect(server.requests).toBe(2)
  await judged(inquiries(8), modelAt(server, 'anthropic', { model: 'other' }), runIn(folder))
  expect(server.requests).toBe(4)
  await judged(inquiries(8), modelAt(server, 'anthropic'), runIn(folder), {
    question: { ...QUESTION, version: 'risk/2' },
  })
  expect(server.requests).toBe(6)
  const changed = [...inquiries(8)].map((one) => ({ ...one, shared: `${one.shared}!` }))
  await judged(changed, modelAt(server, 'anthropic'), runIn(folder))
  expect(server.requests).toBe(8)
  const file = readFileSync(join(folder, 'verdicts.jsonl'), 'utf8')
  for (const secret of ['file-', 'item-', 'Turn', 'rm -rf', 'test-key']) expect(file).not.toContain(secret)
})

it('sends what never changes first, the same for all requests of an inquiry', async () => {
  await judged(inquiries(24, 12), modelAt(here.server, 'anthropic'), runIn(emptyFolder()))
  const prompts = here.server.seen.map(({ prompt }) => prompt.slice(0, prompt.indexOf('Items to judge.')))
  expect(prompts).toHaveLength(6)
  expect(new Set(prompts).size).toBe(2)
  const bodies = here.server.seen.map(({ body }) => JSON.stringify([body.system, body.output_config]))
  expect(new Set(bodies).size).toBe(1)
  const blocks = here.server.seen.flatMap(({ body }) => (body.messages as { content: object[] }[])[0]!.content)
  expect(blocks.filter((block) => 'cache_control' in block)).toHaveLength(6)
})

it('takes in no more than there is room for', async () => {
  let taken = 0
  function* counted() {
    for (const inquiry of inquiries(10_000)) {
      taken++
      yield inquiry
    }
  }
  let given = 0
  for await (const _ of judge(
    counted(),
    QUESTION,
    { model: modelAt(here.server, 'openai'), run: runIn(emptyFolder()) },
    { world: quick },
  )) {
    await new Promise((resolve) => setTimeout(resolve, 2))
    expect(taken * 4 - given).toBeLessThanOrEqual(2 * 4 * 4 + 4)
    if (++given === 200) break
  }
  expect(here.server.underWay).toBe(0)
})

it('tells how far it is, with what it costs and the time left', async () => {
  const told: {
    done: number
    of: number | null
    usd: number | null
    expectedUsd: number | null
    secondsLeft: number | null
  }[] = []
  const model = modelAt(here.server, 'openai')
  here.server.delayMs = 2
  const verdicts = await judged(inquiries(400), model, runIn(emptyFolder()), { of: 400, progress: (p) => told.push(p) })
  const last = told.at(-1)!
  expect(last).toMatchObject({
    done: 400,
    of: 400,
    judged: 400,
    refused: 0,
    failed: 0,
    requests: 100,
    underWay: 0,
    secondsLeft: 0,
  })
  // Prices: 1 and 5 dollars for a million; each of 100 requests rounds up by less than a millionth.
  const { input, output } = here.server.billed
  expect(last.usd! * 1e6).toBeGreaterThanOrEqual(input + 5 * output)
  expect(last.usd! * 1e6).toBeLessThan(input + 5 * output + 100)
  expect(last.expectedUsd).toBeCloseTo(last.usd!, 9)
  const sum = [...verdicts.values()].reduce((total, { cost }) => total + cost!.usd!, 0)
  expect(sum).toBeCloseTo(last.usd!, 6)
})

it('ends when it is told to, keeps what came, and goes on later', async () => {
  const folder = emptyFolder()
  const ending = new AbortController()
  here.server.deed = (nth) => {
    if (nth === 10) ending.abort()
    return 'answer'
  }
  const model = modelAt(here.server, 'openai')
  const first = judged(inquiries(400), model, runIn(folder), { signal: ending.signal })
  await expect(first).rejects.toThrow(/interrupted/)
  expect(here.server.requests).toBeLessThan(20)
  await judged(inquiries(400), model, runIn(folder))
  const own = [...here.server.answered].filter(([text]) => text.startsWith('Read'))
  expect(own).toHaveLength(400)
  expect(own.every(([, times]) => times === 1)).toBe(true)
})

it('passes on what goes wrong where inquiries come from, and keeps what came before', async () => {
  const folder = emptyFolder()
  async function* breaking() {
    yield* inquiries(8)
    while (here.server.requests < 2) await new Promise((resolve) => setTimeout(resolve, 2))
    throw new Error('the log is gone')
  }
  const model = modelAt(here.server, 'openai')
  await expect(judged(breaking(), model, runIn(folder))).rejects.toThrow('the log is gone')
  const requests = here.server.requests
  const kept = await judged(inquiries(8), model, runIn(folder))
  expect([...kept.values()].every(({ from }) => from === 'kept')).toBe(true)
  expect(here.server.requests).toBe(requests)
})

it('asks for known answers, or for a word that none are wanted', async () => {
  const model = modelAt(here.server, 'openai')
  const question = { ...QUESTION, known: [] }
  await expect(judged(inquiries(4), model, runIn(emptyFolder()), { question })).rejects.toThrow(/known answers/)
  const verdicts = await judged(inquiries(4), model, runIn(emptyFolder(), { knownPerRequest: 0 }), { question })
  expect(verdicts.size).toBe(4)
})
