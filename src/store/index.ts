export type { Scope } from './assemble.js'
export { openDuckdb } from './open.js'
export * from './store.js'
