export type { Concept, Kind } from './concept.js'
export { CONCEPTS, conceptsIn, isKnown, senseOf, VOCABULARY_VERSION } from './concepts.js'
export { vocabulary } from './embed.js'
export { ACTS, FIELDS, GROUPS, type Group, WHYS } from './groups.js'
