/** A JSON Schema, as far as both kinds of endpoint understand it. */
export type JsonSchema = Record<string, unknown>

/** What a validator makes of an answer: the value to keep, or what is wrong with it. */
export type Checked<T> = { value: T } | { wrong: string }

/** What one run asks of each of its items. The same bytes for all of them, so that endpoints can cache them. */
export interface Question<T> {
  /** Names the question and its version: a verdict is kept under it, and asked for anew where it changes. */
  version: string
  /** What to judge and how. Trusted text; evidence never enters it. */
  system: string
  /** The form of one item's answer: every property required, none added. Ranges and lengths are left to `validate`. */
  schema: JsonSchema
  /** Checks an answer. What it gives back is what is stored, so identifying detail is taken out here. */
  validate(value: unknown): Checked<T> | Promise<Checked<T>>
  /** Items whose answer is known. Some ride in every request; see {@link Known}. */
  known: readonly Known<T>[]
}

/**
 * An item whose answer is known, whatever stands beside it. Where a model misses it, nothing that was answered together
 * with it counts. It should look like any other item: its text is fenced and labelled in the same way.
 */
export interface Known<T> {
  id: string
  text: string
  /** Whether an answer is one that a judge in its senses gives. */
  accepts(value: T): boolean
}

/** A few items that are judged together, because they share their context. They are of one contributor. */
export interface Inquiry {
  /**
   * Verdicts are kept, and equal evidence is asked once, within this: the contributor, where nobody's verdicts may depend
   * on what others wrote. Only a hash of it is stored.
   */
  within?: string
  /** Evidence that all items need; empty where there is none. */
  shared: string
  items: readonly Item[]
}

export interface Item {
  /** The caller's name for it; comes back with the verdict. Never sent, never stored. */
  id: string
  /** The evidence. */
  text: string
  /**
   * What makes two items the same question: where it is given, it stands for context and text. Only a hash of it is
   * stored.
   */
  fingerprint?: string
}

/** Where a verdict comes from: just given, kept from before, or given for an item with the same evidence. */
export type From = 'model' | 'kept' | 'repeat'

/** What became of an item. Exactly one comes back for each. */
export type Verdict<T> = { id: string; from: From; cost: Cost | null } & Outcome<T>

export type Outcome<T> =
  | { value: T }
  /** The model, or a filter before it, would not judge this evidence. */
  | { refused: string }
  /** Nothing usable came, for this reason. */
  | { failed: string }

/** An item's even share of the request that answered it; null where the price is not known. */
export interface Cost {
  tokens: number
  usd: number | null
}
