import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Budget } from '../../src/judge/budget.js'
import { plan } from '../../src/judge/index.js'
import { emptyFolder, inquiries, judged, kindOf, modelAt, PROVIDERS, QUESTION, runIn, withServer } from './asking.js'
import type { Deed } from './server.js'

const here = withServer()

describe.each(PROVIDERS)('%s', (provider) => {
  it('never spends more than its budget, however answers are lost', async () => {
    const { server } = here
    const deeds: Deed[] = [
      'answer',
      'drop',
      'answer',
      'cut-body',
      'wrong-enum',
      { status: 500 },
      'no-usage',
      'hang-in-body',
    ]
    server.deed = (nth) => deeds[nth % deeds.length]!
    const limit = 0.2
    const run = runIn(emptyFolder(), { budget: { usd: limit }, concurrency: 8, timeoutMs: 30_000 })
    const told: (number | null)[] = []
    const verdicts = await judged(inquiries(400), modelAt(server, provider), run, { progress: (p) => told.push(p.usd) })
    expect(verdicts.size).toBe(400)
    expect([...verdicts.values()].some((verdict) => 'value' in verdict)).toBe(true)
    expect(verdicts.get('item-399')).toMatchObject({ failed: 'the budget has no room for it' })
    // Prices of 1 and 5 dollars for a million tokens; what was lost was paid for as well.
    const paid = (server.billed.input + 5 * server.billed.output) / 1e6
    expect(paid).toBeLessThanOrEqual(limit)
    expect(paid).toBeLessThanOrEqual(told.at(-1)!)
    expect(told.at(-1)!).toBeLessThanOrEqual(limit)
  })

  it('counts a lost answer as paid for', async () => {
    const { server } = here
    server.deed = (nth) => (nth % 2 === 0 ? 'drop' : 'answer')
    const told: (number | null)[] = []
    const run = runIn(emptyFolder(), { retries: 20 })
    await judged(inquiries(80), modelAt(server, provider), run, { progress: (p) => told.push(p.usd) })
    const paid = (server.billed.input + 5 * server.billed.output) / 1e6
    expect(server.requests).toBeGreaterThan(30)
    expect(told.at(-1)!).toBeGreaterThan(paid)
  })

  it('spends no more when it is started again under the same name, and goes on under another', async () => {
    const { server } = here
    const folder = emptyFolder()
    const run = runIn(folder, { budget: { tokens: 30_000 } })
    const first = await judged(inquiries(400), modelAt(server, provider), run)
    const requests = server.requests
    const second = await judged(inquiries(400), modelAt(server, provider), run)
    // What is left is less than the longest a request can be.
    expect(server.requests).toBe(requests)
    expect(second.get('item-0')).toMatchObject({ from: 'kept' })
    const count = (verdicts: typeof first) => [...verdicts.values()].filter((one) => kindOf(one) === 'value').length
    expect(count(second)).toBe(count(first))
    const other = await judged(inquiries(400), modelAt(server, provider), { ...run, name: 'second yes' })
    expect(count(other)).toBeGreaterThan(count(first))
  })

  it('says beforehand how much, where to and for how much, and sends nothing', async () => {
    const { server } = here
    const folder = emptyFolder()
    const model = modelAt(server, provider)
    const settings = { model, run: runIn(folder) }
    const before = await plan(inquiries(400), QUESTION, settings)
    expect(server.requests).toBe(0)
    expect(before).toMatchObject({
      address: model.address,
      local: true,
      encrypted: false,
      items: 400,
      requests: 100,
      kept: 0,
      repeats: 0,
    })
    const told: { tokens: number; usd: number | null }[] = []
    await judged(inquiries(400), model, settings.run, { progress: (progress) => told.push(progress) })
    const { tokens, usd } = told.at(-1)!
    expect(tokens).toBeLessThanOrEqual(before.most.tokens)
    expect(usd!).toBeLessThanOrEqual(before.most.usd!)
    // A guess; within a factor of two on this evidence.
    expect(before.likely.tokens).toBeGreaterThan(tokens / 2)
    expect(before.likely.tokens).toBeLessThan(tokens * 2)
    const after = await plan([...inquiries(400), ...inquiries(8, 4, 400), ...inquiries(8, 4, 400)], QUESTION, settings)
    expect(after).toMatchObject({ items: 416, kept: 400, repeats: 8, requests: 2, spent: { tokens } })
    expect(server.requests).toBe(100)
  })
})

it('expects what is sent again to be read from a cache, where it is long enough for one', async () => {
  const question = { ...QUESTION, system: 'x'.repeat(40_000) }
  const prices = { input: 100, output: 0, cacheRead: 1, cacheWrite: 100 }
  const settings = { model: modelAt(here.server, 'anthropic', { prices }), run: runIn(emptyFolder()) }
  const { likely, requests } = await plan(inquiries(400), question, settings)
  expect(requests).toBe(100)
  // 10,000 tokens of instructions once at 100 dollars a million and 99 times at one, and some 300 of items each at 100.
  expect(likely.usd!).toBeGreaterThan(1 + 0.99)
  expect(likely.usd!).toBeLessThan(1 + 0.99 + 100 * 0.06)
  const batched = { ...settings, model: { ...settings.model, batched: true } }
  expect((await plan(inquiries(400), question, batched)).likely.usd!).toBeGreaterThan(50)
})

it('asks for a budget, and for prices where the budget is in dollars', async () => {
  const run = runIn(emptyFolder())
  const model = modelAt(here.server, 'openai', { prices: undefined })
  await expect(judged(inquiries(4), model, run)).rejects.toThrow(
    /price of test-model .* is not known.*budget in tokens/,
  )
  await expect(judged(inquiries(4), model, { ...run, budget: {} })).rejects.toThrow(/a budget is needed/)
  expect(here.server.requests).toBe(0)
  const verdicts = await judged(inquiries(4), model, { ...run, budget: { tokens: 1e6 } })
  expect(verdicts.get('item-0')!.cost).toEqual({ tokens: expect.any(Number), usd: null })
  await expect(judged(inquiries(8), modelAt(here.server, 'openai'), run)).rejects.toThrow(/test has no price/)
})

it('keeps to its limit whatever is asked of it in whatever order', async () => {
  const step = fc.record({ most: fc.integer({ min: 1, max: 60 }), share: fc.double({ min: 0, max: 1, noNaN: true }) })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.integer({ min: 0, max: 30 }), async (steps, before) => {
      const budget = new Budget({ tokens: 100, microUsd: null }, { tokens: before, microUsd: null })
      let spent = before
      let aside = 0
      const decided = steps.map(async ({ most, share }) => {
        if (!(await budget.reserve({ tokens: most, microUsd: null }))) return false
        aside += most
        expect(spent + aside).toBeLessThanOrEqual(100)
        await new Promise((resolve) => setImmediate(resolve))
        const cost = Math.round(most * share)
        aside -= most
        spent += cost
        budget.settle({ tokens: most, microUsd: null }, { tokens: cost, microUsd: null })
        return true
      })
      const all = await Promise.all(decided)
      expect(budget.spent.tokens).toBe(spent)
      // Nobody is turned away for what only others had set aside.
      for (const [nth, { most }] of steps.entries()) if (!all[nth]) expect(most).toBeGreaterThan(100 - spent)
    }),
    { numRuns: 300 },
  )
})
