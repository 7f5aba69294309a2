export * from './choose.js'
export * from './gate.js'
