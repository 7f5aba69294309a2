import { type Conceal, userName } from '../model/index.js'
import { pseudonymIn } from '../sources/index.js'
import type { Machine } from './machine.js'
import type { Exclusion } from './means.js'
import type { Place } from './place.js'

/** Who is named, by a place's template or by a record: a user, a customer, both, or nobody. */
export interface Named {
  user: string | null
  customer: string | null
}

/** What tells whose something is where nobody is named. */
export interface Surroundings {
  /** Folders of this machine's own logs, whichever of them a file lies in. */
  own: readonly string[]
  machine?: Machine | null
}

/**
 * What a contributor's pseudonym is made of: a user within a customer;
 * without a user the customer, without either the place itself is one contributor, on each machine that has a name.
 */
export function contributorName(
  { user, customer }: Named,
  place: Place,
  { own, machine = null }: Surroundings,
): string {
  if (user !== null) return userName({ user, customer })
  if (customer !== null) return `customer ${customer}`
  const name = machine?.name ?? null
  if (own.includes(place.id)) return name === null ? 'this machine' : `machine ${name}`
  return name === null ? `place ${place.id}` : `machine ${name}, place ${place.id}`
}

/** The reason why somebody is kept out, or undefined. */
export const exclusionOf = ({ user, customer }: Named, exclude: readonly Exclusion[]): string | undefined =>
  exclude.find(
    (e) => (e.user !== undefined && e.user === user) || (e.customer !== undefined && e.customer === customer),
  )?.reason

/** The pseudonym of a user whom a record names: what was collected names users by it already. */
export const personNamed = (user: string, { customer }: Pick<Named, 'customer'>, conceal: Conceal): string =>
  pseudonymIn(user) ?? conceal('user', userName({ user, customer }))

/** Pseudonyms of users that are kept out, as records within a customer name them. */
export const leftOut = (customer: string | null, exclude: readonly Exclusion[], conceal: Conceal): Set<string> =>
  new Set(exclude.flatMap(({ user }) => (user === undefined ? [] : [conceal('user', userName({ user, customer }))])))

/** Counts, by reason, of those of whom nothing was stored of a file. */
export type LeftOut = Readonly<Record<string, number>>

/**
 * Adds to a file's fingerprint that records of somebody were left out, so that it is read again where others are from now
 * on. @param mark who is left out, as one keyed hash.
 */
export function withLeftOut(head: string, mark: string, left: LeftOut): string {
  const reasons = Object.entries(left).sort(([a], [b]) => (a < b ? -1 : 1))
  return reasons.length === 0 ? head : [head, mark, ...reasons.map(([reason, n]) => `${reason} ${n}`)].join('/')
}

/** Who was left out when a file of some fingerprint was read; null where nobody was. */
export function leftOutOf(head: string): { mark: string; left: LeftOut } | null {
  const [, mark, ...reasons] = head.split('/')
  if (mark === undefined) return null
  const left = reasons.map((one) => {
    const [reason, n] = one.split(' ')
    return [reason!, Number(n)] as const
  })
  return { mark, left: Object.fromEntries(left) }
}

/** Who is left out by now, as one keyed hash. */
export const markOf = (exclude: readonly Exclusion[], conceal: Conceal): string =>
  conceal(
    'user',
    JSON.stringify([
      'left out',
      ...exclude.flatMap(({ user, reason }) => (user === undefined ? [] : [[user, reason]])).sort(),
    ]),
  )
