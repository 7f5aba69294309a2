import type { GatheredItem } from '../facets/index.js'
import type { Again, Lying } from './again.js'

/** Units by their pseudonyms, as in their rows. */
export interface Units {
  actions: ReadonlySet<string>
  turns: ReadonlySet<string>
}

/** A file that holds wanted units. */
export interface EvidenceFile extends Again {
  contributor: string
  /** The part of all wanted units that this file is to give, where it shows units whose rows are another file's. */
  wanted?: Units
  /** Whose rows, in which of the files that are read together with this one, are to be given as well. */
  also?: readonly (Lying & { contributor: string })[]
}

/** Evidence of units that lie in one turn, or in one subagent's work, of one file, in order. */
export interface EvidenceGroup {
  path: string
  contributor: string
  items: GatheredItem[]
}
