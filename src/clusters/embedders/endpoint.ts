import type { Embedder } from '../embedder.js'
import { unitRows } from './unit-rows.js'

/** Where vectors come from: OpenAI, or any endpoint that speaks its embeddings. */
export interface EndpointSettings {
  model: string
  /** Base URL; OpenAI's own where none is given. */
  address?: string | undefined
  /** Null where the endpoint asks for none. Never stored. */
  key: string | null
  /** Asked of the model, where it can give vectors of several widths. */
  dimensions?: number | undefined
  /** Sentences in a request. */
  perRequest?: number | undefined
  /** How often a request without an answer is sent again; the kit waits longer each time, or as long as it is told. */
  retries?: number | undefined
  timeoutMs?: number | undefined
  /** How requests leave; the platform's own where none is given. */
  fetch?: typeof fetch | undefined
}

const OPENAI = 'https://api.openai.com/v1'
/** Requests under way at a time. */
const AT_ONCE = 4

/**
 * Vectors of a model behind an endpoint. Sentences leave this machine. The kit is loaded when this is called, and one word is
 * sent, to learn how wide vectors are.
 * @throws Error that says what to do, where the endpoint gives no vectors.
 */
export async function endpointEmbedder(settings: EndpointSettings): Promise<Embedder> {
  const { model, key, dimensions, perRequest = 256, retries = 5, timeoutMs = 60_000 } = settings
  const address = (settings.address ?? OPENAI).replace(/\/+$/, '')
  const { default: OpenAI } = await import('openai')
  const client = new OpenAI({
    apiKey: key ?? 'none',
    baseURL: address,
    organization: null,
    project: null,
    maxRetries: retries,
    timeout: timeoutMs,
    logLevel: 'off',
    // Sentences go where the user was told, and nowhere else.
    fetchOptions: { redirect: 'error' },
    ...(settings.fetch === undefined ? {} : { fetch: settings.fetch }),
  })
  const ask = async (input: readonly string[]): Promise<number[][]> => {
    const body = { model, input, encoding_format: 'float', ...(dimensions === undefined ? {} : { dimensions }) }
    const answer = await client.post<unknown>('/embeddings', { body }).catch((error: unknown) => {
      throw new Error(`embeddings of ${model} at ${address}: ${remedyOf(error)}`)
    })
    return vectorsOf(answer, input.length, `embeddings of ${model} at ${address}`)
  }
  const width = (await ask(['word']))[0]!.length
  return {
    id: `endpoint ${address} ${model} ${width}`,
    dimensions: width,
    async embed(texts) {
      const parts = Array.from({ length: Math.ceil(texts.length / perRequest) }, (_, i) =>
        texts.slice(i * perRequest, (i + 1) * perRequest),
      )
      const rows: number[][][] = []
      let next = 0
      const work = async () => {
        while (next < parts.length) {
          const part = next++
          rows[part] = await ask(parts[part]!)
        }
      }
      await Promise.all(Array.from({ length: AT_ONCE }, work))
      return unitRows(rows.flat(), width, `embeddings of ${model} at ${address}`)
    },
  }
}

const REMEDIES: Record<number, string> = {
  400: 'the endpoint does not take the request: look at the model’s name and its dimensions',
  401: 'the key is not accepted: set the right one',
  403: 'the key may not use this model: ask for access, or name another model',
  404: 'the endpoint has no such model or address: look at both',
  429: 'the endpoint takes no more: wait, or ask for a higher limit',
}

/** What to do about an error of a request. It never repeats what the endpoint says, which may quote sentences. */
function remedyOf(error: unknown): string {
  const { status } = error as { status?: unknown }
  if (typeof status !== 'number') return 'no whole answer: look whether the endpoint runs and can be reached'
  return `${REMEDIES[status] ?? 'the endpoint answers with something that is no vectors'} (${status})`
}

/** @throws Error where an answer holds anything but one vector for each text. */
function vectorsOf(answer: unknown, count: number, whose: string): number[][] {
  const data = (answer as { data?: unknown } | null)?.data
  const rows: number[][] = []
  for (const entry of Array.isArray(data) ? data : []) {
    const { index, embedding } = (entry ?? {}) as { index?: unknown; embedding?: unknown }
    if (typeof index === 'number' && index < count && Array.isArray(embedding)) rows[index] = embedding
  }
  for (let i = 0; i < count; i++)
    if (rows[i] === undefined) throw new Error(`${whose}: expected ${count} vectors, and number ${i + 1} is missing`)
  return rows
}
