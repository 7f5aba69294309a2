/** `[tokens, millionths of a dollar]`. */
export type Spent = [number, number | null]

/** What became of a key: a value, a refusal with its reason, a failure with its reason. */
export type Kept = [key: string, kind: 'v' | 'r' | 'f', what: unknown]

/** Lines of a journal. They hold hashes, verdicts and counts, never evidence. */
export type Entry =
  | { t: 'head'; v: 1; salt: string }
  /** All that follows belongs to this name. */
  | { t: 'run'; name: string; judge: string; question: string; at: string }
  /** A request is about to leave: its labels with the keys and the known answers they stand for, and what was set aside. */
  | { t: 'ask'; r: string; batched: boolean; k: Record<string, string>; n: Record<string, string>; s: Spent }
  /** It is over: what it cost, and the verdicts it gave. */
  | { t: 'got'; r: string; s: Spent; a: Kept[] }
  /** It was under way when the process died. */
  | { t: 'lost'; r: string; s: Spent; a: Kept[] }
  /** Items that are given up. */
  | { t: 'end'; a: Kept[] }
  /** These requests are about to leave as one batch, of this judge and question. */
  | { t: 'batch'; b: string; r: string[]; at: number; by: string }
  /** The name that the endpoint gave it. */
  | { t: 'made'; b: string; id: string }

export type Ask = Extract<Entry, { t: 'ask' }>

/** A batch whose results are not all here. */
export interface OpenBatch {
  b: string
  /** Null where the process died before the endpoint said it. */
  id: string | null
  /** When it was about to leave, in milliseconds since 1970. */
  at: number
  /** The judge and the question that can read its answers. */
  by: string
  /** Whether it was made under the name of this run. */
  own: boolean
  asks: Ask[]
}
