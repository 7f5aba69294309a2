export type { Scope } from './assemble.js'
export { openDuckdb } from './duckdb/store.js'
export * from './store.js'
