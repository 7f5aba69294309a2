// One measured process of `bench/judge.mjs`: a server, a plain loop, or a judge.
import { type Inquiry, judge, type ModelSettings } from '../src/judge/index.js'
import { TestServer } from '../test/judge/server.js'
import { QUESTION } from '../test/judge/the-question.js'

const AT_ONCE = 8
const PER_REQUEST = 8
const PROSE = 'the agent read a file, changed a line of it and ran the tests again '

/** Inquiries of eight items: 2 kB of context, and some 600 bytes of evidence each. */
function* inquiries(count: number): Generator<Inquiry> {
  for (let n = 0; n < count; n += PER_REQUEST)
    yield {
      shared: `Turn ${n}: ${PROSE.repeat(30)}`,
      items: Array.from({ length: Math.min(PER_REQUEST, count - n) }, (_, i) => ({
        id: String(n + i),
        text: `Bash(step ${n + i}) risk:3 kind:read ${PROSE.repeat(8)}`,
      })),
    }
}

/** Sends one request after the other in each of eight places, and parses the answers. */
async function plain(address: string, count: number): Promise<number> {
  const all = inquiries(count)
  let given = 0
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const { shared, items } of all) {
        const list = items.map(({ text }, n) => `Item ${'bcdfghjk'[n]}\n⟦evidence b⟧\n${text}\n⟦end of evidence b⟧`)
        const response = await fetch(`${address}/v1/chat/completions`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({
            model: 'm',
            max_tokens: 800,
            messages: [
              { role: 'system', content: QUESTION.system },
              { role: 'user', content: `${shared}\nItems to judge.\n${list.join('\n')}` },
            ],
            response_format: { type: 'json_schema', json_schema: { name: 'answers', schema: QUESTION.schema } },
          }),
        })
        const body = (await response.json()) as { choices: { message: { content: string } }[] }
        given += (JSON.parse(body.choices[0]!.message.content) as { answers: unknown[] }).answers.length
      }
    }),
  )
  return given
}

async function judged(address: string, count: number, kind: string, folder: string): Promise<number> {
  const provider = kind === 'openai' ? 'openai' : 'anthropic'
  const model: ModelSettings = {
    provider,
    model: 'm',
    address: provider === 'openai' ? `${address}/v1` : address,
    key: null,
    batched: kind === 'batches',
    answerTokens: 60,
  }
  const run = {
    name: 'bench',
    folder,
    budget: { tokens: 1e12 },
    concurrency: AT_ONCE,
    itemsPerRequest: PER_REQUEST,
    batch: { pollMs: 20, lingerMs: 50 },
  }
  let given = 0
  for await (const verdict of judge(inquiries(count), QUESTION, { model, run })) if ('value' in verdict) given++
  return given
}

const [what = '', address = '', count = '0', folder = ''] = process.argv.slice(2)
if (what === 'serve') {
  const server = new TestServer()
  server.remembers = false
  await server.start()
  process.stdout.write(`${server.address}\n`)
} else {
  const started = performance.now()
  const given =
    what === 'plain' ? await plain(address, Number(count)) : await judged(address, Number(count), what, folder)
  const seconds = (performance.now() - started) / 1000
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  process.stdout.write(
    `${JSON.stringify({ given, seconds, cpu: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1000 })}\n`,
  )
}
