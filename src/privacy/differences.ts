import type { Holders } from '../algebra/index.js'
import type { Reason } from './thresholds.js'

/** A published count with what each contributor adds to it, by a number that stands for them. */
export interface Entered {
  /** Which count it is, such as a figure's cell and value. */
  name: string
  by: ReadonlyMap<number, number>
}

/** A new count from which, with one or two others, something may be told that the policy withholds. */
export interface Offence {
  name: string
  with: string[]
  reason: Reason
}

/**
 * Rule 7: compares new counts with earlier ones and with each other. A sum or difference of two or three counts to which
 * every contributor adds nothing or something of one sign is itself a count that a reader can work out; it must be
 * empty or pass the check. Combinations with both signs are counts of nothing.
 * @param check rule 1 of the policy.
 */
export function offences(
  now: readonly Entered[],
  earlier: readonly Entered[],
  check: (of: Holders) => Reason | null,
): Offence[] {
  const known = [...now, ...earlier]
  const found: Offence[] = []
  for (const [i, a] of now.entries()) {
    const offence = firstOffence(a, known, i, check)
    if (offence !== null) found.push(offence)
  }
  return found
}

/** Ways to put one or two others beside a new count: signs of the second and the third. */
const SIGNS = [
  [-1, -1],
  [-1, 1],
  [1, -1],
] as const

function firstOffence(
  a: Entered,
  known: readonly Entered[],
  own: number,
  check: (of: Holders) => Reason | null,
): Offence | null {
  for (let j = 0; j < known.length; j++) {
    if (j === own) continue
    const pair = reasonOf(
      [
        [a, 1],
        [known[j]!, -1],
      ],
      check,
    )
    if (pair !== null) return { name: a.name, with: [known[j]!.name], reason: pair }
  }
  for (let j = 0; j < known.length; j++) {
    for (let k = j + 1; k < known.length; k++) {
      if (j === own || k === own) continue
      for (const [second, third] of SIGNS) {
        const reason = reasonOf(
          [
            [a, 1],
            [known[j]!, second],
            [known[k]!, third],
          ],
          check,
        )
        if (reason !== null) return { name: a.name, with: [known[j]!.name, known[k]!.name], reason }
      }
    }
  }
  return null
}

function reasonOf(
  terms: readonly (readonly [Entered, 1 | -1])[],
  check: (of: Holders) => Reason | null,
): Reason | null {
  const of = holdersOf(terms)
  return of === null ? null : check(of)
}

/** Who makes up a combination, or null where some add to it and some take from it. */
function holdersOf(terms: readonly (readonly [Entered, 1 | -1])[]): Holders | null {
  const sum = new Map<number, number>()
  for (const [{ by }, sign] of terms) for (const [who, n] of by) sum.set(who, (sum.get(who) ?? 0) + sign * n)
  let [units, contributors, top1, top2, positive, negative] = [0, 0, 0, 0, false, false]
  for (const n of sum.values()) {
    if (n === 0) continue
    if (n > 0) positive = true
    else negative = true
    if (positive && negative) return null
    const size = Math.abs(n)
    units += size
    contributors++
    if (size > top1) [top1, top2] = [size, top1]
    else if (size > top2) top2 = size
  }
  return { units, contributors, top1, top2: top1 + top2 }
}
