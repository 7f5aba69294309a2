import type { Usage } from './reply.js'

/** Dollars for a million tokens. */
export interface Prices {
  input: number
  output: number
  /** Input that the endpoint had cached. */
  cacheRead: number
  /** Input that it cached. */
  cacheWrite: number
}

/** When the table was last compared with the vendors' pages. Prices given with the settings go before it. */
export const PRICES_OF = '2026-11-22'

const price = (input: number, output: number, cacheRead: number, cacheWrite = input): Prices => ({
  input,
  output,
  cacheRead,
  cacheWrite,
})

/** List prices at the vendors' own addresses; where a price depends on something, its highest. */
const TABLE: Record<'anthropic' | 'openai', Record<string, Prices>> = {
  anthropic: {
    'claude-fable-5-1': price(10, 50, 1, 12.5),
    'claude-fable-5': price(10, 50, 1, 12.5),
    'claude-opus-5-5': price(4, 20, 0.4, 5),
    'claude-opus-5': price(5, 25, 0.5, 6.25),
    'claude-opus-4-8': price(5, 25, 0.5, 6.25),
    'claude-opus-4-7': price(5, 25, 0.5, 6.25),
    'claude-opus-4-6': price(5, 25, 0.5, 6.25),
    'claude-opus-4-5': price(5, 25, 0.5, 6.25),
    'claude-sonnet-5-5': price(2, 10, 0.2, 2.5),
    'claude-sonnet-5': price(2, 10, 0.2, 2.5),
    'claude-sonnet-4-6': price(3, 15, 0.3, 3.75),
    'claude-sonnet-4-5': price(3, 15, 0.3, 3.75),
    'claude-haiku-5-5': price(0.5, 2.5, 0.05, 0.625),
    'claude-haiku-4-5': price(1, 5, 0.1, 1.25),
  },
  openai: {
    'gpt-5': price(1.25, 10, 0.125),
    'gpt-5-mini': price(0.25, 2, 0.025),
    'gpt-4.1': price(2, 8, 0.5),
    'gpt-4.1-mini': price(0.4, 1.6, 0.1),
    'gpt-4o-mini': price(0.15, 0.6, 0.075),
  },
}

/** What a batch costs of the price of the same requests sent one by one. */
export const BATCH_SHARE = 0.5

/**
 * The list price of a model, or null where the table has none. Only the model itself or a dated snapshot of it is
 * looked up: `gpt-5-nano` has another price than `gpt-5`.
 */
export function listPrice(provider: 'anthropic' | 'openai', model: string): Prices | null {
  const base = model.replace(/-(?:\d{8}|\d{4}-\d{2}-\d{2}|latest)$/, '')
  return TABLE[provider][base] ?? null
}

/** What an answer cost, in millionths of a dollar, rounded up; null without prices. */
export function costOf(usage: Usage, prices: Prices | null, share = 1): number | null {
  if (prices === null) return null
  const { input, output, cacheRead, cacheWrite } = usage
  const sum =
    input * prices.input + output * prices.output + cacheRead * prices.cacheRead + cacheWrite * prices.cacheWrite
  return Math.ceil(sum * share)
}

/** The most that so many tokens can cost, in millionths of a dollar, rounded up; null without prices. */
export function mostFor(input: number, output: number, prices: Prices | null, share = 1): number | null {
  if (prices === null) return null
  return Math.ceil((input * Math.max(prices.input, prices.cacheWrite) + output * prices.output) * share)
}
