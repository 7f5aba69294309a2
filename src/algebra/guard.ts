import { Private } from './private.js'
import type { CellRow, Holders } from './query.js'

/** Says why a number of units may not be told apart, or null where they may. Given by the policy. */
export type Check = (of: Holders) => string | null

export type Bins = readonly (readonly [number, number | null])[]

/** Asks for cells cut by these bins, with who stands behind each part (`guarded`). */
export type Ask = (bins: Bins) => Promise<Private<CellRow[]>>

/**
 * Merges neighbouring bins until every atom passes: in each bin, every part that is asked for and the rest of the bin.
 * The first bin that fails goes together with the next, the last one with the one before. Where one fails, bins without
 * units are merged like it: beside them, where a merged bin begins and ends would say where the few are who are hidden.
 * @param hides whether something failed already.
 * @returns the bins, or null where even one bin of everything does not pass.
 */
export async function passingBins(bins: Bins, ask: Ask, check: Check, hides = false): Promise<Private<Bins | null>> {
  const cells = await ask(bins)
  return cells.chain(async (rows) => {
    const failing = rows.filter((row) => !passes(row, check)).map(({ cell }) => Number(cell[0]))
    if (failing.length === 0 && !hides) return Private.of<Bins | null>(bins)
    const held = new Set(rows.filter(({ n }) => n > 0).map(({ cell }) => Number(cell[0])))
    const first = bins.findIndex((_, i) => !held.has(i) || failing.includes(i))
    if (first < 0) return Private.of<Bins | null>(bins)
    if (bins.length === 1) return Private.of<Bins | null>(null)
    return passingBins(merged(bins, first), ask, check, true)
  })
}

/** Whether the parts of a cell are disjoint and all of them, and what is left, may be told apart. */
export function passes(row: CellRow, check: Check): boolean {
  const parts = row.parts ?? []
  const whole: Holders = { units: row.n, contributors: row.contributors, top1: row.top1, top2: row.top2 }
  return [whole, ...parts.flatMap(({ counted, rest }) => [counted, rest])].every((of) => check(of) === null)
}

function merged(bins: Bins, at: number): Bins {
  const first = at === bins.length - 1 ? at - 1 : at
  const together = [bins[first]![0], bins[first + 1]![1]] as const
  return [...bins.slice(0, first), together, ...bins.slice(first + 2)]
}

/** A partition into disjoint parts, and the bins in which all of its atoms pass. */
export interface Cutting {
  partition: readonly string[]
  bins: Bins
}

/** A partition with at least this many bins is taken before a finer one with fewer. */
const ENOUGH_BINS = 4

/**
 * The finest partition that leaves enough bins, else the one that leaves most; null where none passes at all.
 * @param partitions disjoint parts by name, from fine to coarse; what they leave over is a part as well.
 */
export async function passingCut(
  partitions: readonly (readonly string[])[],
  bins: Bins,
  ask: (partition: readonly string[]) => Ask,
  check: Check,
): Promise<Private<Cutting | null>> {
  const found = await Promise.all(partitions.map((partition) => passingBins(bins, ask(partition), check)))
  return Private.all(found).map((list) => {
    const cuts = list.flatMap((own, i) => (own === null ? [] : [{ partition: partitions[i]!, bins: own }]))
    const enough = cuts.find((cut) => cut.bins.length >= Math.min(ENOUGH_BINS, bins.length))
    return (
      enough ??
      cuts.reduce<Cutting | null>(
        (best, cut) => (best !== null && best.bins.length >= cut.bins.length ? best : cut),
        null,
      )
    )
  })
}
