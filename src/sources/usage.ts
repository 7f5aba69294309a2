import type { Usage } from './turn.js'
import { countOf } from './values.js'

/** The counts that a record of a model answer may have, whatever it calls them. */
export interface Counts {
  /** Tokens that were read and stood in no cache. */
  fresh?: unknown
  /** All tokens that were read, with those of caches; in place of `fresh`. */
  all?: unknown
  /** Tokens that were written; several counts are added up. */
  out: readonly unknown[]
  cacheRead?: unknown
  cacheWrite?: unknown
}

/**
 * The tokens of one model answer; null where its record says nothing of them. What it does not say is null. A record that
 * says how much was read and names no cache says that there was none.
 */
export function usageOf({ fresh, all, out, cacheRead, cacheWrite }: Counts): Usage | null {
  const written = out.map(countOf).filter((count) => count !== null)
  const read = countOf(all ?? fresh)
  const cached = (count: unknown) => countOf(count) ?? (read === null ? null : 0)
  const [from, to] = [cached(cacheRead), cached(cacheWrite)]
  if (read === null && from === null && to === null && written.length === 0) return null
  return {
    in: read === null ? null : all === undefined ? read : Math.max(0, read - (from ?? 0) - (to ?? 0)),
    out: written.length === 0 ? null : written.reduce((sum, count) => sum + count, 0),
    cacheRead: from,
    cacheWrite: to,
  }
}
