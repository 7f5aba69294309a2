import type { Kind } from './concept.js'
import { CONCEPTS } from './concepts.js'
import { isFaint } from './faint.js'
import { FIELDS, GROUPS, type Group } from './groups.js'

/** What is done and to what decides; where and in which field only leans. */
const WEIGHTS: Readonly<Record<Kind, number>> = {
  activity: 1,
  object: 1,
  tool: 0.5,
  domain: 0.6,
  environment: 0.35,
  stop: 1,
  interrupt: 1,
}
/** Concepts that nearly every summary names say little. */
const FAINTLY = 0.1
/** What a concept counts for without any other of its field, in concepts of that field beside it. */
const ALONE = 2

/** What a concept counts for in its sentence. */
export interface Leaning {
  weight: number
  /** How much each of its groups is meant, in their order; their squares add up to 1. */
  shares: readonly number[]
}

const NUMBERS = new Map((Object.keys(GROUPS) as Group[]).map((group, number) => [group, number]))

const OWN = CONCEPTS.map(({ kind, groups }, number) => ({
  weight: WEIGHTS[kind] * (isFaint(number) ? FAINTLY : 1),
  /** What each group has of it, before anything is known of the others. */
  share: 1 / Math.sqrt(groups.length),
  groups: groups.map((group) => NUMBERS.get(group)!),
  /** Whether each of its groups is a field. */
  field: groups.map((group) => group in FIELDS),
}))

type Own = (typeof OWN)[number]

/** How much each field is meant in a sentence. */
function fieldsOf(owns: readonly Own[], weights: readonly number[]): Float64Array {
  const fields = new Float64Array(NUMBERS.size)
  owns.forEach(({ groups, field, share }, at) => {
    groups.forEach((group, i) => {
      if (field[i]) fields[group]! += weights[at]! * share
    })
  })
  return fields
}

/**
 * Tells what sentences are about from what their concepts have in common. A concept of a field that others are of too counts for
 * more than one that stands alone ("a ticket" beside invoices and receipts), and of a concept's fields the one that others are
 * of is meant.
 * @param concepts numbers of concepts, each once
 * @returns of each, in their order
 */
export function leaningsOf(concepts: readonly number[]): Leaning[] {
  const owns = concepts.map((number) => OWN[number]!)
  const plain = owns.map(({ weight }) => weight)
  const fields = fieldsOf(owns, plain)
  const backed = owns.map(({ weight, share, groups, field }) => {
    let most = -1
    for (let i = 0; i < groups.length; i++) if (field[i]) most = Math.max(most, fields[groups[i]!]! - weight * share)
    return most
  })
  const best = Math.max(0, ...backed)
  const weights = plain.map((weight, at) =>
    backed[at]! < 0 ? weight : (weight * (ALONE + backed[at]!)) / (ALONE + best),
  )
  const meant = fieldsOf(owns, weights)
  return owns.map(({ groups, field }, at) => {
    const weight = weights[at]!
    if (groups.length === 1) return { weight, shares: [1] }
    const parts = groups.map((group, i) => (field[i] ? meant[group]! : weight) ** 2)
    const length = Math.sqrt(parts.reduce((sum, part) => sum + part * part, 0))
    return { weight, shares: parts.map((part) => part / length) }
  })
}
