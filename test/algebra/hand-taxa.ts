import { type Engine, Private, type Taxa, type Taxon } from '../../src/algebra/index.js'

/** A group in a direction of the plane, in degrees. */
export const taxon = (number: number, parent: number | null, level: number, degrees: number): Taxon => {
  const turned = (degrees * Math.PI) / 180
  const [name, description] = [`Group ${number}`, `What group ${number} does`]
  return { number, parent, level, centre: [Math.cos(turned), Math.sin(turned)], name, description }
}

/** The groups that a seeded population is in: leaves 1 to 3 below 7 and 4 to 6 below 8, both below 9. Near numbers are near. */
export const SIX: readonly Taxon[] = [
  taxon(9, null, 2, 35),
  taxon(7, 9, 1, 20),
  taxon(8, 9, 1, 50),
  ...[1, 2, 3, 4, 5, 6].map((leaf) => taxon(leaf, leaf < 4 ? 7 : 8, 0, 10 * leaf)),
]

/** An engine that knows these groups, the same for each kind of sentence. */
export const inTaxa = (engine: Engine, groups: readonly Taxon[] = SIX): Engine => ({
  taxa: Private.of<Taxa>({ action: groups, stop: groups, interrupt: groups }),
  truth: engine.truth ?? null,
  aggregate: (query) => engine.aggregate(query),
  ...(engine.families === undefined ? {} : { families: () => engine.families!() }),
})
