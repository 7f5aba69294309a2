import { byWeight, type Group, groupOf } from './cluster-group.js'

/** Groups as a tree: who lies in whom. */
export interface GroupTree {
  size: number
  /** How many levels there are; 0 for no groups. */
  depth: number
  get(id: string): Group | undefined
  /** The groups that lie in one, the largest first; those that lie in none for null. */
  within(id: string | null): readonly Group[]
  /** From the outermost group that holds it down to the group itself; empty for an id that is not there. */
  path(id: string): readonly Group[]
  /** All groups, each before those that lie in it. */
  all(): readonly Group[]
}

/** The tree of rows over groups. A group whose parent has no row of its own stands at the top. */
export function clusterTree(rows: readonly object[]): GroupTree {
  const groups = rows.map(groupOf).filter(({ id }) => id !== '')
  const by = new Map(groups.map((group) => [group.id, group]))
  const inside = new Map<string | null, Group[]>()
  for (const group of by.values()) {
    const parent = parentIn(by, group)
    inside.set(parent, [...(inside.get(parent) ?? []), group])
  }
  for (const list of inside.values()) list.sort(byWeight)
  const within = (id: string | null): readonly Group[] => inside.get(id) ?? []
  const path = (id: string): Group[] => {
    const found: Group[] = []
    for (let at = by.get(id); at && !found.includes(at); ) {
      found.unshift(at)
      const parent = parentIn(by, at)
      at = parent === null ? undefined : by.get(parent)
    }
    return found
  }
  const below = (id: string | null): Group[] => within(id).flatMap((group) => [group, ...below(group.id)])
  const levels = (id: string | null): number =>
    within(id).reduce((most, group) => Math.max(most, 1 + levels(group.id)), 0)
  return {
    size: by.size,
    depth: levels(null),
    get: (id) => by.get(id),
    within,
    path,
    all: () => below(null),
  }
}

/** The parent of a group where it has a row, and does not lie in the group itself. */
function parentIn(by: ReadonlyMap<string, Group>, group: Group): string | null {
  const seen = new Set([group.id])
  for (let at = group.parent; at !== null; at = by.get(at)?.parent ?? null) {
    if (seen.has(at)) return null
    if (!by.has(at)) break
    seen.add(at)
  }
  return group.parent !== null && by.has(group.parent) ? group.parent : null
}

/**
 * The groups at a level of the tree, 0 for the outermost: a partition, so those that go no deeper stand for themselves.
 */
export function atLevel(tree: GroupTree, level: number): Group[] {
  const down = (id: string | null, left: number): Group[] =>
    tree.within(id).flatMap((group) => {
      const inner = left === 0 ? [] : down(group.id, left - 1)
      return inner.length > 0 ? inner : [group]
    })
  return down(null, level).sort(byWeight)
}

/** The levels of a tree that are not the same groups as the one around them: without a single group that holds all others. */
export function levelsOf(tree: GroupTree): number[] {
  const counts = Array.from({ length: tree.depth }, (_, level) => atLevel(tree, level).length)
  const finer = counts.flatMap((n, level) => (n > (counts[level - 1] ?? 0) ? [level] : []))
  return finer.length > 1 && counts[0] === 1 ? finer.slice(1) : finer
}

/** The outermost level with so many groups that they are an overview; the finest where none has. */
export function overviewLevel(tree: GroupTree): number {
  const levels = levelsOf(tree)
  return levels.find((level) => atLevel(tree, level).length >= OVERVIEW) ?? levels.at(-1) ?? 0
}

const OVERVIEW = 6

/** Groups whose name or description holds every word that is looked for, the largest first. */
export function searchGroups(tree: GroupTree, query: string): Group[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  return tree
    .all()
    .filter(({ name, description, id }) => {
      const text = `${name} ${description} ${id}`.toLowerCase()
      return words.every((word) => text.includes(word))
    })
    .sort(byWeight)
}
