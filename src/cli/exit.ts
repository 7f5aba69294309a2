import { PlaceError } from '../ingest/index.js'
import { PolicyError } from '../privacy/index.js'
import { StoreError } from '../store/index.js'
import { StudyError } from '../study/index.js'

/** What the exit codes mean; they are part of the public contract (docs/commands.md). */
export const EXIT = { ok: 0, failed: 1, usage: 2, nothing: 3, store: 4 } as const

/** Nothing in the places named could be understood as a log. */
export class NothingError extends Error {
  override name = 'NothingError'
}

/** Wrong usage that the command line's own parser cannot see. */
export class UsageError extends Error {
  override name = 'UsageError'
}

export function exitCodeOf(error: unknown): number {
  if (error instanceof StoreError) return EXIT.store
  if (error instanceof NothingError) return EXIT.nothing
  const usage = [StudyError, PlaceError, PolicyError, UsageError]
  return usage.some((kind) => error instanceof kind) ? EXIT.usage : EXIT.failed
}
