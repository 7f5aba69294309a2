import { widthOf } from './marks.js'
import type { Surface } from './surface.js'

/** How wide a text of a size is, in pixels. */
export type Measure = (text: string, size: number) => number

/** Measured where the surface can measure, else estimated. */
export const measureOn = (surface: Surface): Measure => surface.measure ?? widthOf

/** A text in at most `most` lines no wider than `room`; what does not fit ends with an ellipsis. */
export function linesOf(text: string, room: number, most: number, size: number, measure: Measure): string[] {
  const lines: string[] = []
  const words = text.split(' ').filter(Boolean)
  for (const [i, word] of words.entries()) {
    const last = lines.at(-1)
    const joined = last === undefined ? word : `${last} ${word}`
    if (last === undefined || measure(joined, size) <= room) lines[Math.max(0, lines.length - 1)] = joined
    else if (lines.length < most) lines.push(word)
    else {
      lines[lines.length - 1] = cut(`${last} ${words.slice(i).join(' ')}`, room, size, measure)
      return lines
    }
  }
  return lines.map((line) => cut(line, room, size, measure))
}

function cut(line: string, room: number, size: number, measure: Measure): string {
  if (measure(line, size) <= room) return line
  let kept = line
  while (kept.length > 1 && measure(`${kept}…`, size) > room) kept = kept.slice(0, -1)
  return `${kept.trimEnd()}…`
}
