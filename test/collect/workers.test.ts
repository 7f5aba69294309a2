import { Worker } from 'node:worker_threads'
import { afterEach, describe, expect, it } from 'vitest'
import type { Part } from '../../src/collect/batch.js'
import { Refusal } from '../../src/collect/refusal.js'
import type { Job, Outcome } from '../../src/collect/work.js'
import { Threads } from '../../src/collect/workers.js'

/** A thread that does what the first bytes of bodies say: 0 answers, 1 never ends, 2 takes all memory. */
const SCRIPT = `
const { parentPort } = require('node:worker_threads')
parentPort.on('message', ({ id, losses, batch: { heads, bytes } }) => {
  let at = 0
  const outcomes = heads.map(({ length }) => {
    const [what, records] = bytes.subarray(at, (at += length))
    if (what === 1) for (;;);
    if (what === 2) for (const held = []; ; ) held.push(new Array(1e6).fill(Math.random()))
    return { records, rejected: [], passed: 0 }
  })
  parentPort.postMessage({ id, worked: { outcomes, parts: [{ customer: null, name: String(losses), bytes }] } })
})`

const job = (...bytes: number[]): Job => ({
  ...{ kind: 'logs', form: 'json', gzip: false, customer: null },
  bytes: new Uint8Array(bytes),
})

const open: Threads[] = []
afterEach(async () => {
  for (const threads of open.splice(0)) await threads.close()
})

const threadsOf = (
  count: number,
  workMs = 60_000,
  keep: (parts: readonly Part[]) => Promise<void> = async () => {},
) => {
  const start = () => new Worker(SCRIPT, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 24 } })
  const threads = new Threads(start, count, keep, { workMs })
  open.push(threads)
  return threads
}

const records = (outcome: Outcome) => ('records' in outcome ? outcome.records : null)

describe('threads', () => {
  it('answer each body with what came of it', async () => {
    const threads = threadsOf(2)
    const worked = await Promise.all(Array.from({ length: 40 }, (_, i) => threads.submit(job(0, i))))
    expect(worked.map(records)).toEqual(Array.from({ length: 40 }, (_, i) => i))
    expect(threads.waited()).toBe(0)
  })

  it.each([
    ['does not end', 1, 500, 400],
    ['takes all memory', 2, 413, 60_000],
  ])('are replaced where a body %s, and no other suffers', async (_, what, status, workMs) => {
    const threads = threadsOf(1, workMs)
    const bad = threads.submit(job(what))
    const others = Promise.all([1, 2, 3, 4, 5, 6].map((n) => threads.submit(job(0, n))))
    await expect(bad).rejects.toMatchObject({ status })
    expect((await others).map(records)).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('answer once what is to be kept is kept, and not where it cannot be', async () => {
    const order: string[] = []
    const kept = threadsOf(1, 60_000, async (parts) => {
      await new Promise((resolve) => setTimeout(resolve, 20))
      order.push(...parts.map(({ bytes }) => `kept ${bytes.length}`))
    })
    await Promise.all([1, 2, 3].map((n) => kept.submit(job(0, n)).then(() => order.push(`answered ${n}`))))
    expect(order).toEqual(['kept 6', 'answered 1', 'answered 2', 'answered 3'])
  })

  it('keep nothing that was made before they know of a loss', async () => {
    const kept: string[] = []
    const threads = threadsOf(1, 60_000, async (parts) => {
      if (parts[0]!.bytes[1] === 1) throw new Refusal(503, 'full')
      kept.push(...parts.map(({ name, bytes }) => `${bytes[1]} after ${name} losses`))
    })
    const first = threads.submit(job(0, 1))
    await new Promise(setImmediate)
    // It is given to the thread while that works on the first.
    const second = threads.submit(job(0, 2))
    await expect(first).rejects.toMatchObject({ message: 'full' })
    await expect(second).rejects.toMatchObject({ status: 503, headers: { 'Retry-After': '2' } })
    await threads.submit(job(0, 3))
    expect(kept).toEqual(['3 after 1 losses'])
  })

  it('look first at what may not wait, and say when they are crowded', async () => {
    const threads = threadsOf(1)
    const order: number[] = []
    const submit = (n: number, last: boolean) => threads.submit(job(0, n), last).then(() => order.push(n))
    const all = [submit(1, true), submit(2, true), submit(3, false), submit(4, false), submit(5, false)]
    expect(threads.crowded()).toBe(false)
    all.push(submit(6, false))
    expect(threads.crowded()).toBe(true)
    await Promise.all(all)
    expect(order).toEqual([3, 4, 5, 6, 1, 2])
    expect(threads.crowded()).toBe(false)
  })

  it('say for how long the first has waited', async () => {
    const threads = threadsOf(1, 400)
    const bad = threads.submit(job(1))
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(threads.waited()).toBeGreaterThan(50)
    await expect(bad).rejects.toThrow()
  })
})
