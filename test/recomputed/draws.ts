import { createHash } from 'node:crypto'

/** Draws of clusters with replacement, as docs/intervals.md says. */

export const DRAWS = 200

const md5 = (text: string) => createHash('md5').update(text).digest('hex')

/** Poisson(1): its distribution function in 65,536ths, rounded, by adding up e⁻¹/j!. */
const STEPS = Array.from({ length: 8 }, (_, most) => {
  let [term, total] = [Math.exp(-1), 0]
  for (let j = 0; j <= most; j++) {
    total += term
    term /= j + 1
  }
  return Math.floor(65_536 * total + 0.5)
})

/** What a contributor is called in draws: the number of the first 15 hexadecimal digits of the MD5 of their pseudonym. */
const numberOf = (contributor: string) => BigInt(`0x${md5(contributor).slice(0, 15)}`).toString()

const known = new Map<string, readonly number[]>()

/** How often a cluster is drawn in each draw. @param by `contributor`, or `day` for the number of a day since 1970. */
export function weightsOf(cluster: string, by: string): readonly number[] {
  const before = known.get(`${by}/${cluster}`)
  if (before !== undefined) return before
  const name = by === 'contributor' ? numberOf(cluster) : cluster
  const weights = Array.from({ length: DRAWS }, (_, draw) => {
    const digits = md5(`${name}/${Math.floor(draw / 8)}`)
    const uniform = Number.parseInt(digits.slice(4 * (draw % 8), 4 * (draw % 8) + 4), 16)
    return STEPS.filter((step) => step <= uniform).length
  })
  known.set(`${by}/${cluster}`, weights)
  return weights
}

/** The 2.5th and the 97.5th percentile of values, between their neighbours. */
export function bandOf(values: readonly number[]): { low: number; high: number } {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (q: number) => {
    const place = q * (sorted.length - 1)
    const [low, high] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!]
    return low + (place - Math.floor(place)) * (high - low)
  }
  return { low: at(0.025), high: at(0.975) }
}
