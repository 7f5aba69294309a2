import { expect, it } from 'vitest'
import { emptyFolder, modelAt, runIn, withServer } from './asking.js'
import { inChild, withChild } from './process.js'

const here = withServer()
withChild()

it('judges many items with flat memory, and goes through kept ones as flatly', async () => {
  const { server } = here
  const run = runIn(emptyFolder(), { itemsPerRequest: 8, concurrency: 8 })
  const settings = { model: modelAt(server, 'openai'), run, perInquiry: 8 }
  const end = async (count: number) => {
    const { lines, stderr } = await inChild({ ...settings, count })
    expect(stderr).toBe('')
    expect(lines).toHaveLength(count + 1)
    const last = lines.pop() as { ended: string; peak: number }
    expect(last.ended).toBe('whole')
    expect(lines.every((line) => 'value' in line)).toBe(true)
    return last.peak / 1e6
  }
  const few = await end(2000)
  const many = await end(12_000)
  const kept = await end(12_000)
  // Six times as many items; the garbage of requests under way moves a peak by some megabytes.
  expect(many).toBeLessThan(few + 60)
  expect(kept).toBeLessThan(few + 60)
  expect(server.requests).toBe(1500)
})
