/**
 * Vectors one after the other, each brought to length 1.
 * @param whose names the embedder in errors
 * @throws Error where one is of another width, or holds what is no number.
 */
export function unitRows(vectors: readonly (readonly number[])[], width: number, whose: string): Float32Array {
  const rows = new Float32Array(vectors.length * width)
  vectors.forEach((vector, i) => {
    const length = Math.hypot(...vector)
    if (vector.length !== width || !Number.isFinite(length))
      throw new Error(`${whose}: expected vectors of ${width} numbers, and number ${i + 1} has ${vector.length}`)
    if (length > 0)
      rows.set(
        vector.map((value) => value / length),
        i * width,
      )
  })
  return rows
}
