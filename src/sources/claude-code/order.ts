import type { Fact } from './facts.js'

/** Facts in the order in which things happened. */
export interface Ordered {
  facts: Fact[]
  /** Those at which the clock had been set back since the record they follow. */
  clockBack: Fact[]
  /** Those that do not stand where a time of their own puts them: it is missing, or behind the record they follow. */
  moved: Set<Fact>
}

/** A step back of the clock smaller than this is the normal jitter between records written in parallel. */
export const JITTER_MS = 1000

/**
 * Puts records in order by time, where no record comes before the one it follows (`parentUuid`). So neither the order
 * of lines nor a clock that was set back changes a session. Records without a time keep the place they have in the
 * file, behind the record before them; at the very beginning they take the first time there is.
 */
export function inOrder(facts: readonly Fact[]): Ordered {
  const byUuid = new Map<string, number>()
  facts.forEach((fact, i) => {
    if (fact.uuid !== null && !byUuid.has(fact.uuid)) byUuid.set(fact.uuid, i)
  })
  const moment = new Float64Array(facts.length).fill(Number.NaN)
  const depth = new Float64Array(facts.length)
  const stamp = new Float64Array(facts.length)
  const clockBack: Fact[] = []
  const moved = new Set<Fact>()
  let last = facts.find((fact) => fact.at !== null)?.at ?? 0
  const path: number[] = []
  for (let i = 0; i < facts.length; i++) {
    let at = i
    path.length = 0
    // Up the chain to something known, then down again; a chain that bites its tail ends where it does.
    while (Number.isNaN(moment[at]!)) {
      path.push(at)
      moment[at] = Number.NEGATIVE_INFINITY
      const parent = facts[at]!.parent
      const next = parent === null ? undefined : byUuid.get(parent)
      if (next === undefined || next === at) break
      at = next
    }
    for (let k = path.length - 1; k >= 0; k--) {
      const here = path[k]!
      const fact = facts[here]!
      const parent = fact.parent === null ? undefined : byUuid.get(fact.parent)
      const floor = parent === undefined || parent === here ? Number.NEGATIVE_INFINITY : moment[parent]!
      const follows = floor > Number.NEGATIVE_INFINITY
      if (follows) depth[here] = depth[parent!]! + 1
      if (follows && fact.at !== null && fact.at < stamp[parent!]! - JITTER_MS) clockBack.push(fact)
      if (fact.at === null || fact.at < floor) moved.add(fact)
      stamp[here] = fact.at ?? (follows ? stamp[parent!]! : last)
      moment[here] = Math.max(fact.at ?? (follows ? floor : last), floor)
    }
    if (facts[i]!.at !== null) last = moment[i]!
  }
  facts.forEach((fact, i) => {
    if (fact.at === null && fact.ofSession) fact.at = moment[i]!
  })
  const index = facts.map((_, i) => i)
  index.sort((a, b) => moment[a]! - moment[b]! || depth[a]! - depth[b]! || a - b)
  return { facts: index.map((i) => facts[i]!), clockBack, moved }
}
