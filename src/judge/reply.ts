/** Tokens of one answer. `input` is what was neither read from a cache nor written to one. */
export interface Usage {
  input: number
  output: number
  cacheRead: number
  cacheWrite: number
}

/** What an endpoint said to one request. */
export type Reply =
  /** Text, cut where the model reached the limit of its answer. `usage` is null where the endpoint tells none. */
  | { kind: 'answer'; text: string; cut: boolean; usage: Usage | null }
  | { kind: 'refusal'; why: string; usage: Usage | null }
  /** No answer this time. */
  | Trouble
  /** The request does not fit the model. */
  | { kind: 'too-large'; why: string }
  /**
   * Nothing that is sent from now on would be answered either. `pending` where the answer to this request can still be
   * collected by a later run.
   */
  | { kind: 'stop'; why: string; pending?: boolean }

/** No answer, but another try may get one. */
export interface Trouble {
  kind: 'again'
  why: string
  /** How long the endpoint asks to wait, in milliseconds; null where it does not say. */
  waitMs: number | null
  /** Whether it has too much to do: fewer requests at a time, then. */
  crowded: boolean
  /** Whether it may have answered without the answer reaching us: then the request counts as paid for. */
  maybeAnswered: boolean
}

const count = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? Math.ceil(value) : null

/** Usage from an endpoint's own numbers; null where it gives none that make sense, as an answer to nothing. */
export function usageFrom(numbers: {
  input: unknown
  output: unknown
  cacheRead?: unknown
  cacheWrite?: unknown
}): Usage | null {
  const [input, output] = [count(numbers.input), count(numbers.output)]
  const [cacheRead, cacheWrite] = [count(numbers.cacheRead) ?? 0, count(numbers.cacheWrite) ?? 0]
  if (input === null || output === null || input + cacheRead + cacheWrite === 0) return null
  return { input, output, cacheRead, cacheWrite }
}

export const tokensOf = ({ input, output, cacheRead, cacheWrite }: Usage): number =>
  input + output + cacheRead + cacheWrite
