import type { Embedder } from '../embedder.js'
import { asking, type Endpoint, inParts } from '../endpoint.js'
import { unitRows } from './unit-rows.js'

/** Where vectors come from. */
export interface EndpointSettings extends Endpoint {
  /** Asked of the model, where it can give vectors of several widths. */
  dimensions?: number | undefined
  /** Sentences in a request. */
  perRequest?: number | undefined
}

/**
 * Vectors of a model behind an endpoint. Sentences leave this machine. One word is sent when this is called, to learn how
 * wide vectors are.
 * @throws Error that says what to do, where the endpoint gives no vectors.
 */
export async function endpointEmbedder(settings: EndpointSettings): Promise<Embedder> {
  const { dimensions, perRequest = 256 } = settings
  const { model, address, whose, post } = await asking('embeddings', settings)
  const ask = async (input: readonly string[]): Promise<number[][]> => {
    const body = { model, input, encoding_format: 'float', ...(dimensions === undefined ? {} : { dimensions }) }
    return vectorsOf(await post('/embeddings', body), input.length, whose)
  }
  const width = (await ask(['word']))[0]!.length
  return {
    id: `endpoint ${address} ${model} ${width}`,
    dimensions: width,
    embed: async (texts) => unitRows((await inParts(texts, perRequest, ask)).flat(), width, whose),
  }
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
