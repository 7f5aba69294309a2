import type { Clustered } from './clustered.js'

/** A group of sentences as figures need it: where it lies among the others, and what it is called. */
export interface Taxon {
  /** Above 0, and the number of no other group of its kind, on any level. */
  number: number
  parent: number | null
  /** 0 holds sentences, higher ones hold groups of the level below. */
  level: number
  /** A direction of length 1: near groups have near ones. */
  centre: readonly number[]
  name: string
  description: string
}

/** The groups whose numbers the columns of units hold, by kind of sentence. They are found in data, and so are private. */
export type Taxa = Partial<Record<Clustered, readonly Taxon[]>>

/** The number that stands for sentences near no group, and for groups that are not told apart. */
export const NO_TAXON = 0

/** Groups of one kind, by their numbers. */
export interface TaxonTree {
  get(number: number): Taxon | undefined
  /** The groups of a level, by number. */
  at(level: number): readonly Taxon[]
  /** Levels there are, the highest first. */
  levels: readonly number[]
  /** The group on a level that a group lies in, itself included; 0 where there is none. */
  above(number: number, level: number): number
  /** Other groups below the same parent, the nearest first. */
  near(number: number): readonly number[]
}

/** @throws Error where a parent is no group, or does not lie on a higher level. */
export function treeOf(taxa: readonly Taxon[]): TaxonTree {
  const by = new Map(taxa.map((taxon) => [taxon.number, taxon]))
  for (const { number, parent, level } of taxa) {
    if (parent === null || (by.get(parent)?.level ?? -1) > level) continue
    throw new Error(`group ${number} of level ${level} lies in ${parent}, which is no group of a higher level`)
  }
  const inOrder = [...taxa].sort((a, b) => a.number - b.number)
  const below = new Map<string, Taxon[]>()
  const place = ({ parent, level }: Taxon) => `${parent}/${level}`
  for (const taxon of inOrder) {
    const known = below.get(place(taxon))
    if (known === undefined) below.set(place(taxon), [taxon])
    else known.push(taxon)
  }
  const above = (number: number, level: number): number => {
    const own = by.get(number)
    if (own === undefined || own.level > level) return NO_TAXON
    return own.level === level ? number : own.parent === null ? NO_TAXON : above(own.parent, level)
  }
  return {
    get: (number) => by.get(number),
    at: (level) => inOrder.filter((taxon) => taxon.level === level),
    levels: [...new Set(taxa.map(({ level }) => level))].sort((a, b) => b - a),
    above,
    near(number) {
      const own = by.get(number)
      if (own === undefined) return []
      const others = below.get(place(own))!.filter((one) => one !== own)
      const closeness = new Map(others.map((one) => [one, dot(one.centre, own.centre)]))
      return others
        .sort((a, b) => closeness.get(b)! - closeness.get(a)! || a.number - b.number)
        .map((one) => one.number)
    },
  }
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0)

/** `action-17`: what a release calls a group. */
export const taxonId = (of: Clustered, number: number): string => `${of}-${number}`

/** The columns by which a row names a group. */
export function taxonKeys(of: Clustered, tree: TaxonTree, number: number) {
  const own = tree.get(number)
  if (own === undefined) throw new Error(`${taxonId(of, number)} is no group`)
  const { parent, level, name, description } = own
  return {
    cluster: taxonId(of, number),
    parent: parent === null ? null : taxonId(of, parent),
    level,
    name,
    description,
  }
}

/** How units are called that lie in no group that is told. */
export const NO_TAXON_NAME = 'Other'

/** The columns by which a row names the units that are in no group. */
export const noTaxonKeys = (of: Clustered) => ({
  cluster: taxonId(of, NO_TAXON),
  parent: null,
  level: 0,
  name: NO_TAXON_NAME,
  description: '',
})
