export * from './figure.js'
export * from './release.js'
export * from './rows.js'
