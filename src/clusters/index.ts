export { classify } from './classify.js'
export { discover } from './discover.js'
export type { Embedder } from './embedder.js'
export { type EndpointSettings, endpointEmbedder } from './embedders/endpoint.js'
export { energeticEmbedder } from './embedders/energetic.js'
export { endpointPhrase } from './names/endpoint.js'
export { type NamingOptions, nameClusters } from './names/index.js'
export { type Phrase, type Phrased, type Phrasing, phrasedNames } from './names/phrased.js'
export { type GroupingOptions, PER_LEAF } from './options.js'
export { type Renewal, renew } from './renew.js'
export {
  type ClusterName,
  type ClusterNode,
  NEAR_NONE,
  pathOf,
  type Seen,
  type Sentence,
  type Taxonomy,
  type Use,
} from './taxonomy.js'
export { conceptsIn, senseOf, vocabulary } from './vocabulary/index.js'
