import { Private } from './private.js'

/** Opens private data. Only `src/privacy` may import this file; test/architecture.test.ts lets nothing else. */
export const open = <T>(data: Private<T>): T => Private.open(data)
