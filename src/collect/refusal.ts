/** Statuses that bodies are refused with. */
export type Status = 400 | 401 | 403 | 404 | 405 | 408 | 413 | 415 | 429 | 500 | 503

/** A body that is not taken, with words for its sender. They never hold anything of the body. */
export class Refusal extends Error {
  override name = 'Refusal'

  /** @param headers of the answer, such as `Retry-After`. */
  constructor(
    readonly status: Status,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message)
  }
}

/** A refusal that holds for now only: the same body may be sent again after some seconds. */
export const later = (status: 429 | 503, message: string, seconds: number): Refusal =>
  new Refusal(status, message, { 'Retry-After': String(seconds) })
