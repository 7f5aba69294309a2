export type { Embedder } from './embedder.js'
export { type ClusterName, type ClusterNode, NEAR_NONE, type Sentence, type Taxonomy, type Use } from './taxonomy.js'
