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

/** A judge stopped before everything was asked that was to be; what was answered is kept. */
export class JudgeEnded extends Error {
  override name = 'JudgeEnded'
}

/** An attack on a study's releases told secrets; the table of it was shown. */
export class Recovered extends Error {
  override name = 'Recovered'
}

/** By the names of errors, so that a command loads only what it needs. */
const CODES: Record<string, number> = {
  StoreError: EXIT.store,
  NothingError: EXIT.nothing,
  StudyError: EXIT.usage,
  PlaceError: EXIT.usage,
  PolicyError: EXIT.usage,
  AddressError: EXIT.usage,
  TokensError: EXIT.usage,
  UsageError: EXIT.usage,
}

export const exitCodeOf = (error: unknown): number =>
  (error instanceof Error ? CODES[error.name] : undefined) ?? EXIT.failed
