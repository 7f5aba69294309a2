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
}
