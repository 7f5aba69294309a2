import { expect, it } from 'vitest'
import { Pace } from '../../src/judge/pace.js'
import { backoff, waitAsked } from '../../src/judge/retry.js'
import { failureOf } from '../../src/judge/wire.js'
import { quick } from './the-question.js'

it('waits longer each time, evenly drawn up to a bound, and no less than it is asked to', () => {
  const bounds = [1, 2, 3, 4, 5, 6, 7, 8, 20].map((tries) => backoff(tries, null, () => 1))
  expect(bounds).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000])
  expect(backoff(5, null, () => 0)).toBe(0)
  expect(backoff(5, null, () => 0.25)).toBe(4000)
  expect(backoff(1, 30_000, () => 0)).toBe(30_000)
  expect(backoff(1, 30_000, () => 1)).toBe(31_000)
})

it('reads how long an endpoint asks to wait', () => {
  const now = Date.parse('2026-11-22T12:00:00Z')
  const asked = (headers: Record<string, string>) => waitAsked(new Headers(headers), now)
  expect(asked({})).toBeNull()
  expect(asked({ 'retry-after': '7' })).toBe(7000)
  expect(asked({ 'retry-after': '0.5' })).toBe(500)
  expect(asked({ 'retry-after': 'Sun, 22 Nov 2026 12:00:30 GMT' })).toBe(30_000)
  expect(asked({ 'retry-after': 'Sun, 22 Nov 2026 11:00:00 GMT' })).toBe(0)
  expect(asked({ 'retry-after': 'soon' })).toBeNull()
  expect(asked({ 'retry-after': '7', 'retry-after-ms': '250' })).toBe(250)
  expect(waitAsked(undefined, now)).toBeNull()
})

it('tells what may have been answered from what was not', () => {
  const of = (error: object) => failureOf(error, { now: 0, timedOut: false })
  const refused = Object.assign(new Error('fetch failed'), {
    cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }),
  })
  expect(of(refused)).toMatchObject({ kind: 'again', maybeAnswered: false })
  const reset = Object.assign(new Error('fetch failed'), { cause: Object.assign(new Error(), { code: 'ECONNRESET' }) })
  expect(of(reset)).toMatchObject({ kind: 'again', maybeAnswered: true })
  for (const status of [429, 500, 503, 529])
    expect(of({ status })).toMatchObject({ kind: 'again', maybeAnswered: false })
  for (const status of [502, 504]) expect(of({ status })).toMatchObject({ kind: 'again', maybeAnswered: true })
  for (const status of [429, 503, 529]) expect(of({ status })).toMatchObject({ crowded: true })
  for (const status of [400, 401, 402, 403, 404, 422, 418]) expect(of({ status })).toMatchObject({ kind: 'stop' })
  expect(of({ status: 400, code: 'context_length_exceeded' })).toMatchObject({ kind: 'too-large' })
  expect(of({ status: 400, message: 'prompt is too long: 300000 tokens > 200000' })).toMatchObject({
    kind: 'too-large',
  })
})

it('halves its places once for requests that were turned away together, and gets them back one by one', async () => {
  const pace = new Pace(16, quick)
  const leave = await Promise.all(Array.from({ length: 16 }, () => pace.enter()))
  expect(pace.active).toBe(16)
  for (const done of leave) done('crowded')
  expect(pace.places).toBe(8)
  const next = await Promise.all(Array.from({ length: 8 }, () => pace.enter()))
  for (const done of next) done('crowded')
  expect(pace.places).toBe(4)
  // Four good answers for the fifth place, five for the sixth, six for the seventh.
  for (let good = 0; good < 15; good++) (await pace.enter())('good')
  expect(pace.places).toBe(7)
  for (let good = 0; good < 1000; good++) (await pace.enter())('good')
  expect(pace.places).toBe(16)
})

it('lets nobody in while it was asked to wait', async () => {
  let now = 0
  const waits: number[] = []
  const world = {
    ...quick,
    now: () => now,
    sleep: async (ms: number) => {
      waits.push(ms)
      now += ms
    },
  }
  const pace = new Pace(4, world)
  const leave = await pace.enter()
  leave('crowded', 5000)
  await pace.enter()
  expect(waits).toEqual([5000])
})
