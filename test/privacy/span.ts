/**
 * Whether a target is a linear combination of vectors, over the rationals and exactly: integers are eliminated without
 * fractions, so nothing is rounded.
 */
export function inSpan(vectors: readonly (readonly number[])[], target: readonly number[]): boolean {
  const basis = reduced(vectors.map((vector) => vector.map(BigInt)))
  let rest = target.map(BigInt)
  for (const { lead, row } of basis) rest = cleared(rest, row, lead)
  return rest.every((value) => value === 0n)
}

/** Two primes below 2²⁶, so that products stay exact. */
const PRIMES = [67_108_859, 67_108_837] as const

/**
 * Says of targets whether they are linear combinations of integer vectors, over the rationals and exactly. Where a target
 * raises the rank modulo a prime at which the vectors have their full rank, it raises it over the rationals too; others
 * are worked out without fractions.
 */
export function spanOf(vectors: readonly (readonly number[])[]): (target: readonly number[]) => boolean {
  const basis = reduced(vectors.map((vector) => vector.map(BigInt)))
  const fields = PRIMES.map((p) => modulo(vectors, p)).filter(({ rank }) => rank === basis.length)
  return (target) => {
    if (fields.some(({ holds }) => !holds(target))) return false
    let rest = target.map(BigInt)
    for (const { lead, row } of basis) rest = cleared(rest, row, lead)
    return rest.every((value) => value === 0n)
  }
}

/** The same modulo a prime. */
function modulo(vectors: readonly (readonly number[])[], p: number) {
  const basis: { lead: number; row: number[] }[] = []
  const rest = (vector: readonly number[]) => {
    const row = vector.map((value) => ((value % p) + p) % p)
    for (const known of basis) {
      const own = row[known.lead]!
      if (own === 0) continue
      for (let i = known.lead; i < row.length; i++) row[i] = (row[i]! + (p - own) * known.row[i]!) % p
    }
    return row
  }
  for (const vector of vectors) {
    const row = rest(vector)
    const lead = row.findIndex((value) => value !== 0)
    if (lead === -1) continue
    const inverse = power(row[lead]!, p - 2, p)
    basis.push({ lead, row: row.map((value) => (value * inverse) % p) })
    basis.sort((a, b) => a.lead - b.lead)
  }
  return { rank: basis.length, holds: (target: readonly number[]) => rest(target).every((value) => value === 0) }
}

function power(base: number, exponent: number, p: number): number {
  let [result, square] = [1, base]
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = (result * square) % p
    square = (square * square) % p
  }
  return result
}

interface Lead {
  lead: number
  row: bigint[]
}

function reduced(rows: bigint[][]): Lead[] {
  const basis: Lead[] = []
  for (const given of rows) {
    let row = given
    for (const known of basis) row = cleared(row, known.row, known.lead)
    const lead = row.findIndex((value) => value !== 0n)
    if (lead === -1) continue
    const divisor = row.reduce((a, b) => gcd(a, b), 0n)
    basis.push({ lead, row: row.map((value) => value / divisor) })
  }
  return basis
}

/** A row from which a multiple of another was taken so that its entry at `lead` is 0. */
function cleared(row: bigint[], by: readonly bigint[], lead: number): bigint[] {
  const [own, other] = [row[lead]!, by[lead]!]
  return own === 0n ? row : row.map((value, i) => value * other - by[i]! * own)
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x
}

/**
 * The same for very many columns: modulo a prime, and of random combinations of the columns, a few more than there are
 * vectors. What follows over the rationals follows here; anything else does with a chance below one in a million.
 */
export function spanAbout(vectors: readonly (readonly number[])[], random: () => number) {
  const [p] = PRIMES
  const width = vectors.length + 8
  const many = vectors[0]?.length ?? 0
  const mix = Array.from({ length: many }, () => Array.from({ length: width }, () => Math.floor(random() * p)))
  const mixed = (vector: readonly number[]) => {
    const out = new Array<number>(width).fill(0)
    for (const [i, value] of vector.entries()) {
      if (value === 0) continue
      const row = mix[i]!
      for (let j = 0; j < width; j++) out[j] = (out[j]! + value * row[j]!) % p
    }
    return out
  }
  const { holds } = modulo(vectors.map(mixed), p)
  return (target: readonly number[]) => holds(mixed(target))
}
