import type { Patience, Store } from './store.js'

/** {@link Store} in embedded DuckDB (duckdb/store.ts). The engine is loaded only by those who open a store. */
export async function openDuckdb(path: string, keyMark: string, patience?: Patience): Promise<Store> {
  const engine = await import('./duckdb/store.js')
  return engine.openDuckdb(path, keyMark, patience)
}
