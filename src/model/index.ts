export * from './columns.js'
export * from './read.js'
export * from './rows.js'
export * from './source.js'
