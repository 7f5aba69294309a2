/** Turns sentences into vectors. */
export interface Embedder {
  /** Names the way, with its version: vectors of different ways cannot be compared. */
  readonly id: string
  readonly dimensions: number
  /**
   * @returns vectors one after the other, each of length 1, or all zeros where nothing is known of a text.
   * @throws Error that says what to do, where a model or an endpoint is not to be had.
   */
  embed(texts: readonly string[]): Promise<Float32Array>
  /**
   * Folds sentences that it cannot tell apart, where it can say so without their vectors.
   * @param sentences a list that is not changed afterwards
   */
  fold?(sentences: readonly { readonly text: string }[]): Folded
}

/** Sentences that an embedder tells apart. */
export interface Folded {
  /** The place of each sentence's like among those that are told apart. */
  of: Int32Array
  /** How many are told apart. */
  count: number
  /** @returns the vectors of some of them, as `embed` gives them. */
  embed(from: number, to: number): Promise<Float32Array>
}
