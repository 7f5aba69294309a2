import { describe, expect, it } from 'vitest'
import { emptyFolder, inquiries, judged, kindOf, modelAt, PROVIDERS, runIn, truth, withServer } from './asking.js'
import type { Deed, Fate } from './server.js'

const here = withServer()

/** Numbers from 0 to 1 that are the same for the same seed (a linear congruential generator, Knuth's MMIX constants). */
function seeded(seed: number): () => number {
  let state = BigInt(seed)
  return () => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn
    return Number(state >> 11n) / 2 ** 53
  }
}

const DEEDS: Deed[] = [
  { status: 429, headers: { 'retry-after': '1' } },
  { status: 429 },
  { status: 529 },
  { status: 500 },
  { status: 502 },
  'hang',
  'hang-in-body',
  'drop',
  'cut-body',
  'cut-text',
  'no-json',
  'wrong-enum',
  'missing-item',
  'twice',
  'refuse',
  'no-usage',
]
const FATES: Fate[] = ['expired', 'errored', 'wrong-enum', 'refuse', 'cut-text', 'missing-item', 'no-usage']

const kinds = [
  ...PROVIDERS.map((provider) => ({ provider, batched: false })),
  { provider: 'anthropic', batched: true } as const,
]

describe.each(kinds)('$provider, batched: $batched', ({ provider, batched }) => {
  it.each([1, 2, 3])('gives each item one verdict from an endpoint that does anything, %i', async (seed) => {
    const { server } = here
    const random = seeded(seed)
    const any = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!
    server.deed = () => (random() < 0.4 ? any(DEEDS) : 'answer')
    server.fate = () => (random() < 0.4 ? any(FATES) : 'succeeded')
    server.batchDeed = () => (random() < 0.2 ? any([{ status: 500 }, { status: 429 }, 'drop'] as Deed[]) : 'answer')
    const told: (number | null)[] = []
    const run = runIn(emptyFolder(), {
      retries: 12,
      timeoutMs: 30_000,
      batch: { requests: 20, pollMs: 500, lingerMs: 2000 },
    })
    const model = modelAt(server, provider, { batched })
    const verdicts = await judged(inquiries(200), model, run, { progress: (progress) => told.push(progress.usd) })
    expect(verdicts.size).toBe(200)
    const count = { value: 0, refused: 0, failed: 0, none: 0 }
    for (let n = 0; n < 200; n++) {
      const verdict = verdicts.get(`item-${n}`)!
      count[kindOf(verdict)]++
      if ('value' in verdict) expect(verdict.value).toEqual(truth(n))
      if ('refused' in verdict) expect(verdict.refused).toContain('the model refused')
      if ('failed' in verdict) expect(verdict.failed).toMatch(/^no (?:answer after|usable answer in) \d+ tries/)
    }
    expect(count.none).toBe(0)
    expect(count.value).toBeGreaterThan(120)
    const share = batched ? 0.5 : 1
    expect(told.at(-1)! * 1e6).toBeGreaterThanOrEqual((server.billed.input + 5 * server.billed.output) * share)
    // Started again, nothing is asked: each item has what it had.
    const requests = server.requests + server.made
    const again = await judged(inquiries(200), model, run)
    expect(server.requests + server.made).toBe(requests)
    for (const [id, verdict] of verdicts) expect(kindOf(again.get(id))).toBe(kindOf(verdict))
  })
})
