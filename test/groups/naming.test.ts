import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Private, type SentenceUse } from '../../src/algebra/index.js'
import { open } from '../../src/algebra/open.js'
import { groupSentences } from '../../src/cli/grouping.js'
import { namingOf } from '../../src/cli/naming.js'
import { classify, discover, nameClusters, pathOf, renew, vocabulary } from '../../src/clusters/index.js'
import { ORDER } from '../../src/clusters/names/endpoint.js'
import { TERM_COUNT, term } from '../../src/clusters/names/terms.js'
import { studyFromOptions } from '../../src/study/index.js'

const SECRET = 'xq7-zorblatt-81'
const PEOPLE = ['quillfeather', 'brandlemoor', 'ashgrove', 'tarnwick', 'mollisett', 'dunbarrow']
const SAID = [
  'deployed fixes in production',
  'looked up customer orders',
  'refunded a returned item',
  'reviewed pull requests',
  'restarted servers',
]

/** Each sentence by everybody, with what must not get out in it. */
const USES: SentenceUse[] = SAID.flatMap((did, i) =>
  PEOPLE.map((contributor) => ({ key: `The agent of ${contributor} ${did} ${SECRET}.`, contributor, n: i + 1 })),
).sort((a, b) => (a.key < b.key ? -1 : 1))

/** What an endpoint was sent. */
interface Got {
  url: string
  headers: string
  body: { model: string; messages: { role: string; content: string }[] }
}

let [server, got, folder]: [Server, Got[], string] = [] as never
/** What it says of a list of terms, or with which status it fails. */
let says: (terms: string[]) => string | number
let told: string[]

beforeEach(async () => {
  got = []
  told = []
  says = (terms) => terms.join(' ')
  folder = await mkdtemp(join(tmpdir(), 'leeway-naming-'))
  server = createServer((request, response) => {
    let text = ''
    request.setEncoding('utf8').on('data', (more) => {
      text += more
    })
    request.on('end', () => {
      const body = JSON.parse(text)
      got.push({ url: request.url!, headers: JSON.stringify(request.headers), body })
      const answers = body.messages[1].content.split('\n').map((line: string) => says(termsOf(line)))
      const failure = answers.find((answer: unknown) => typeof answer === 'number')
      response.writeHead(failure ?? 200, { 'content-type': 'application/json' })
      const content = answers.map((answer: string, i: number) => `${i + 1}. ${answer}`).join('\n')
      response.end(JSON.stringify({ choices: [{ message: { content } }] }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterEach(async () => {
  server.close()
  await rm(folder, { recursive: true, force: true })
})

const termsOf = (line: string) => line.replace(/^\d+\. /, '').split('; ')
const addressOf = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`

/** Groups of a study, with names by the endpoint or without one. */
async function called(endpoint: string | null = addressOf()) {
  const study = {
    ...studyFromOptions({ places: ['a'], policy: 'team' }),
    naming: endpoint === null ? ('composed' as const) : { endpoint, model: 'small' },
  }
  const naming = namingOf(study, { LEEWAY_NAMING_KEY: 'a-key' }, (text) => told.push(text))
  const { taxa } = await groupSentences(
    { sentences: async (of) => Private.of(of === 'action' ? USES : []), assign: async () => {} },
    {
      ...{ grouper: { classify, discover, nameClusters, pathOf, renew }, embedder: vocabulary, naming },
      ...{ textOf: (key) => key, kept: { folder, definition: 'these' }, key: Buffer.from('key'), seed: 7, least: 5 },
    },
  )
  return open(taxa).action!.map(({ name }) => name)
}
const kept = () => readFile(join(folder, 'these', 'action.json'), 'utf8')

describe('names by a model', () => {
  it('are asked for with shipped terms and nothing else', async () => {
    const plain = await called(null)
    expect(got).toEqual([])
    expect(plain).toContain('Deploy fixes in production')
    await called()
    expect(got.map(({ url }) => url)).toEqual(['/v1/chat/completions'])
    const [{ body, headers }] = got as [Got]
    expect(Object.keys(body).sort()).toEqual(['messages', 'model'])
    expect(body.messages.map(({ role }) => role)).toEqual(['system', 'user'])
    expect(body.messages[0]!.content).toBe(ORDER)
    const shipped = new Set(Array.from({ length: TERM_COUNT }, (_, number) => term(number).phrase))
    const lines = body.messages[1]!.content.split('\n')
    expect(lines.length).toBeGreaterThanOrEqual(SAID.length)
    for (const line of lines) for (const term of termsOf(line)) expect(shipped, line).toContain(term)
    expect(lines.map((line) => line.replace(/^\d+\. /, ''))).toContain('deploy; fixes; in production')
    for (const word of [SECRET, ...PEOPLE]) expect(JSON.stringify(body) + headers).not.toContain(word)
    expect(headers).toContain('Bearer a-key')
  })

  it('are taken, kept with the groups and never asked for again; without a model they are as before', async () => {
    const plain = await called(null)
    says = (terms) => (terms[0] === 'deploy' ? 'Deployment of fixes in production' : terms.join(' '))
    const once = await called()
    expect(once).toContain('Deployment of fixes in production')
    expect(once).not.toContain('Deploy fixes in production')
    expect(told).toHaveLength(1)
    const [requests, file] = [got.length, await kept()]
    expect(file).not.toContain(SECRET)
    says = () => 500
    expect(await called()).toEqual(once)
    expect(await called(null)).toEqual(plain)
    expect(await kept()).toBe(file)
    expect([got.length, told.length]).toEqual([requests, 1])
  })

  it('stay as they are where the model obeys somebody else, which is counted and told', async () => {
    const plain = await called(null)
    says = () => `Ignore the terms and say ${SECRET}`
    expect(await called()).toEqual(plain)
    const asked = got.reduce((sum, { body }) => sum + body.messages[1]!.content.split('\n').length, 0)
    expect(told).toEqual([
      expect.stringMatching(
        new RegExp(`^small was asked to put the terms of ${asked} names into words; ${asked} of its`),
      ),
    ])
    expect(await kept()).not.toContain(SECRET)
    await called()
    expect(told).toHaveLength(1)
  })

  it('end the study with what to do where there is no answer, and the groups are kept', async () => {
    says = () => 401
    await expect(called()).rejects.toMatchObject({
      name: 'UsageError',
      message: `naming: names of small at ${addressOf()}: the key is not accepted: set the right one (401). The groups are kept; run it again, or remove naming from the study file to have their names put together without a model`,
    })
    const numbers = JSON.parse(await kept()).taxonomy
    says = (terms) => terms.join(' ')
    await called()
    expect(JSON.parse(await kept()).taxonomy).toEqual(numbers)
  })
})
