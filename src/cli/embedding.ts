import { type Embedder, endpointEmbedder, energeticEmbedder, vocabulary } from '../clusters/index.js'
import type { StudyFile } from '../study/index.js'
import { UsageError } from './exit.js'
import type { Environment } from './home.js'

/**
 * What tells which sentences of a study are alike.
 * @param study with the policy that holds for its logs.
 * @throws UsageError where groups for other readers are to be made of more than terms that Leeway ships, and where a model or
 *   endpoint gives no vectors.
 */
export async function embedderOf({ embedding, policy }: StudyFile, environment: Environment): Promise<Embedder> {
  if (embedding === 'vocabulary') return vocabulary
  const name = embedding === 'energetic' ? embedding : `${embedding.model} at ${embedding.endpoint}`
  if (policy.name !== 'private')
    throw new UsageError(
      `embedding ${name}: groups of a "${policy.name}" release are made of terms that Leeway ships alone; remove embedding from the study file, or choose the policy private`,
    )
  try {
    if (embedding === 'energetic') return await energeticEmbedder()
    const key = environment.LEEWAY_EMBEDDING_KEY || null
    return await endpointEmbedder({ model: embedding.model, address: embedding.endpoint, key })
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error })
  }
}
