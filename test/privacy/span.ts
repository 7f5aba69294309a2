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
