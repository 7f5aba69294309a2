export type { Embedder } from './embedder.js'
export { type NamingOptions, nameClusters } from './names/index.js'
export { type ClusterName, type ClusterNode, NEAR_NONE, type Sentence, type Taxonomy, type Use } from './taxonomy.js'
export { conceptsIn, senseOf, vocabulary } from './vocabulary/index.js'
