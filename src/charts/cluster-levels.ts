import { type Control, chosen, type View } from './chart.js'
import type { Group } from './cluster-group.js'
import { atLevel, clusterTree, type GroupTree, levelsOf, overviewLevel } from './cluster-tree.js'

/** What levels are called, the outermost first. */
const NAMES: Record<number, readonly string[]> = {
  2: ['Broad groups', 'Fine groups'],
  3: ['Broad groups', 'Middle groups', 'Fine groups'],
}

/** The name of a level among so many. */
export const levelName = (level: number, depth: number): string => NAMES[depth]?.[level] ?? `Level ${level + 1}`

const trees = new WeakMap<readonly object[], GroupTree>()

/** The tree of a figure's rows, made once. */
export function treeOf({ rows }: { rows: readonly object[] }): GroupTree {
  const made = trees.get(rows) ?? clusterTree(rows)
  trees.set(rows, made)
  return made
}

/** How fine the groups are that are shown: offered where groups lie in each other. */
export function levelControl(figure: { rows: readonly object[] }): Control {
  const tree = treeOf(figure)
  const options = levelsOf(tree).map((level) => ({ value: String(level), label: levelName(level, tree.depth) }))
  return {
    key: 'level',
    label: 'Show',
    pick: 'one',
    options,
    initial: [String(overviewLevel(tree))],
    plates: true,
    only: (view) => openIn(view) === '',
  }
}

/** The group that a view looks into; empty for all of them. */
export const openIn = (view: View): string => chosen(view, 'in')

/** The groups of a view: those within the one that is open, else those of the level. */
export function groupsIn(figure: { rows: readonly object[] }, view: View): readonly Group[] {
  const tree = treeOf(figure)
  const open = openIn(view)
  return tree.get(open) ? tree.within(open) : atLevel(tree, Number(chosen(view, 'level')))
}
