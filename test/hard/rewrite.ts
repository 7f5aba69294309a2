import type { Random } from '../fleet/random.js'
import type { Line } from './fuzz.js'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** The same records with other white space between their parts, other line ends and blank lines between. */
export const respaced = (random: Random, lines: readonly Line[]): Line[] =>
  lines.flatMap((line) => {
    const space = random.pick([0, 1, 3, '\t'])
    const text = JSON.stringify(JSON.parse(line.toString()), null, space).replace(
      /\n\s*/g,
      random.pick([' ', '\t ', '']),
    )
    const end = random.chance(0.3) ? '\r' : ''
    const blank = random.chance(0.2) ? [Buffer.from(random.pick(['', '  ', '\t\r']))] : []
    return [...blank, Buffer.from(`${' '.repeat(random.int(0, 3))}${text}${end}`)]
  })

/** The same records with the keys of every object in random order. */
export const reordered = (random: Random, lines: readonly Line[]): Line[] => {
  const mix = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(mix)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(random.shuffled(Object.entries(value)).map(([key, inner]) => [key, mix(inner)]))
  }
  return lines.map((line) => Buffer.from(JSON.stringify(mix(JSON.parse(line.toString()) as Json))))
}

/** The same records in random order; what has no time of its own stays behind the record before it. */
export const shuffledLines = (random: Random, lines: readonly Line[]): Line[] => {
  const groups: Line[][] = []
  for (const line of lines) {
    const timed = typeof (JSON.parse(line.toString()) as { timestamp?: unknown }).timestamp === 'string'
    if (timed || groups.length === 0) groups.push([line])
    else groups.at(-1)!.push(line)
  }
  return random.shuffled(groups).flat()
}
