/** Deeper, and further on, nobody hides what a call is for. */
const DEEPEST = 4

/**
 * The texts of an input with the names they stand under, in order, up to a number of characters. Never throws, however
 * deep the input is.
 */
export function shown(input: unknown, most: number): string {
  const parts: string[] = []
  let left = most
  const add = (value: unknown, depth: number): void => {
    if (left <= 0 || value === null || value === undefined) return
    if (typeof value !== 'object') {
      const text = String(value).slice(0, left)
      left -= text.length + 1
      parts.push(text)
    } else if (depth < DEEPEST) {
      for (const [name, inner] of Object.entries(value)) {
        if (left <= 0) return
        if (!Array.isArray(value)) add(`${name}:`, depth)
        add(inner, depth + 1)
      }
    }
  }
  add(input, 0)
  return parts.join(' ')
}
