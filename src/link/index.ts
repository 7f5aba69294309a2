export * from './linked.js'
export { HORIZON, Linker } from './linker.js'
