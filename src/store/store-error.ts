/** The store could not be opened, read or written. The message says what to do; the exit code is 4. */
export class StoreError extends Error {
  override name = 'StoreError'

  /** @param discreet the same without anything of files or people; null where that cannot be said. */
  constructor(
    message: string,
    readonly discreet: string | null = null,
  ) {
    super(message)
  }
}
