/** Something that happened, ms since 1970 UTC where that is known, and how it is told. */
export interface Happening {
  at: number | null
  tell: (at: number | null) => void
}

/** Tells what happened by time; what is of one time, or what has any without one, in the order of the log. */
export function tellInOrder(happenings: readonly Happening[]): void {
  const timed = happenings.every(({ at }) => at !== null)
  const inOrder = timed ? [...happenings].sort((a, b) => a.at! - b.at!) : happenings
  for (const { at, tell } of inOrder) tell(at)
}
