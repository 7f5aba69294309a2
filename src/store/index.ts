export { AddressError, addressOf, clusterName, databaseName, nameOf, type Variables } from './address.js'
export type { Scope } from './assemble.js'
export { openDuckdb } from './open.js'
export * from './store.js'
