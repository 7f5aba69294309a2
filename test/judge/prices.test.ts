import { expect, it } from 'vitest'
import { costOf, listPrice, mostFor } from '../../src/judge/prices.js'

const prices = { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 }

it('counts what an answer cost, by kind of token', () => {
  // 1,000 × 3 + 200 × 15 + 5,000 × 0.3 + 400 × 3.75 = 3,000 + 3,000 + 1,500 + 1,500 millionths of a dollar.
  const usage = { input: 1000, output: 200, cacheRead: 5000, cacheWrite: 400 }
  expect(costOf(usage, prices)).toBe(9000)
  expect(costOf(usage, prices, 0.5)).toBe(4500)
  expect(costOf(usage, null)).toBeNull()
  // Rounded up: a request is never counted for less than it cost.
  expect(costOf({ input: 1, output: 0, cacheRead: 1, cacheWrite: 0 }, prices)).toBe(4)
})

it('takes all input to be written to a cache where that is dearer', () => {
  expect(mostFor(1000, 100, prices)).toBe(3750 + 1500)
  expect(mostFor(1000, 100, { ...prices, cacheWrite: 0 })).toBe(3000 + 1500)
})

it('knows a model by its name or a dated one, and no other that begins with it', () => {
  expect(listPrice('anthropic', 'claude-sonnet-4-5')).toEqual(prices)
  expect(listPrice('anthropic', 'claude-sonnet-4-5-20250929')).toEqual(prices)
  expect(listPrice('openai', 'gpt-5-mini-2025-08-07')).toMatchObject({ input: 0.25, output: 2 })
  expect(listPrice('openai', 'gpt-5-nano')).toBeNull()
  expect(listPrice('openai', 'claude-sonnet-4-5')).toBeNull()
})
