import { expect, it } from 'vitest'
import { emptyFolder, modelAt, PROVIDERS, runIn, truth, withServer } from './asking.js'
import { inChild, withChild } from './process.js'

const here = withServer()
withChild()

const COUNT = 200

/** How often each item of ours was answered in full by the server. */
const answers = () => [...here.server.answered].filter(([text]) => text.startsWith('Read'))

it.each(
  PROVIDERS,
)('%s: killed again and again, asks nothing twice, and every item ends with a verdict', async (provider) => {
  const { server } = here
  server.delayMs = 10
  const settings = { model: modelAt(server, provider), run: runIn(emptyFolder()), count: COUNT }
  let last: Awaited<ReturnType<typeof inChild>>
  let kills = 0
  do {
    const before = answers().length
    last = await inChild(settings, () => answers().length >= before + 37 && kills < 4)
    expect(last.stderr).toBe('')
    if (last.killed) kills++
  } while (last.killed)
  expect(kills).toBeGreaterThanOrEqual(3)
  expect(last.lines.pop()).toMatchObject({ ended: 'whole' })
  expect(new Set(last.lines.map(({ id }) => id)).size).toBe(COUNT)
  for (const line of last.lines) {
    if ('value' in line) expect(line.value).toEqual(truth(Number(String(line.id).slice(5))))
    else expect(line.failed).toMatch(/^it was asked when the run was killed/)
  }
  expect(answers().filter(([, times]) => times > 1)).toEqual([])
  // Four requests of four items were under way at each kill, at most.
  const lost = last.lines.filter(({ failed }) => failed !== undefined)
  expect(lost.length).toBeLessThanOrEqual(kills * 16)

  const again = await inChild({ ...settings, run: { ...settings.run, again: true } })
  expect(again.lines.pop()).toMatchObject({ ended: 'whole' })
  expect(again.lines.filter((line) => 'value' in line)).toHaveLength(COUNT)
  expect(Math.max(...answers().map(([, times]) => times))).toBeLessThanOrEqual(2)
})

it('never passes its budget, killed as often as you like', async () => {
  const { server } = here
  server.delayMs = 10
  const settings = {
    model: modelAt(server, 'openai'),
    run: runIn(emptyFolder(), { budget: { tokens: 60_000 }, again: true }),
    count: 2000,
  }
  for (let kills = 0; ; kills++) {
    const before = server.requests
    const { killed } = await inChild(settings, () => server.requests >= before + 5)
    expect(server.billed.input + server.billed.output).toBeLessThanOrEqual(60_000)
    if (!killed) break
    expect(kills).toBeLessThan(40)
  }
  const { lines } = await inChild(settings)
  expect(lines.at(-2)).toMatchObject({ failed: 'the budget has no room for it' })
  expect(server.billed.input + server.billed.output).toBeLessThanOrEqual(60_000)
})

it('finds a batch again that was under way when it was killed', async () => {
  const { server } = here
  server.pollsUntilOver = 30
  const run = runIn(emptyFolder(), { batch: { pollMs: 500, lingerMs: 5000 } })
  const settings = { model: modelAt(server, 'anthropic', { batched: true }), run, count: COUNT }
  const first = await inChild(settings, () => [...server.batches.values()].some(({ polls }) => polls > 2))
  expect(first.killed).toBe(true)
  const { lines } = await inChild(settings)
  expect(lines.pop()).toMatchObject({ ended: 'whole' })
  expect(lines.filter((line) => 'value' in line && line.from === 'kept')).toHaveLength(COUNT)
  expect(server.made).toBe(1)
  expect(answers()).toHaveLength(COUNT)
  expect(answers().every(([, times]) => times === 1)).toBe(true)
})

it('finds a batch again whose name never reached it', async () => {
  const { server } = here
  // The batch is made; the process is killed while it waits for the answer.
  server.batchDeed = (what, nth) => (what === 'make' && nth === 0 ? 'drop' : 'answer')
  const run = runIn(emptyFolder(), { batch: { pollMs: 500, lingerMs: 5000 } })
  const settings = { model: modelAt(server, 'anthropic', { batched: true }), run, count: COUNT }
  const first = await inChild(settings, () => server.made === 1)
  expect(first.killed).toBe(true)
  const { lines } = await inChild(settings)
  expect(lines.pop()).toMatchObject({ ended: 'whole' })
  expect(lines.filter((line) => 'value' in line)).toHaveLength(COUNT)
  expect(server.made).toBe(1)
  expect(answers().every(([, times]) => times === 1)).toBe(true)
})
