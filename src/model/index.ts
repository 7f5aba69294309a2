export * from './read.js'
export * from './rows.js'
export * from './source.js'
export * from './columns.js'
