import type { Group } from './cluster-group.js'
import type { GroupTree } from './cluster-tree.js'

/** A line of the outline of a tree: a group, or how many more there are beside those above it. */
export type OutlineLine =
  | {
      kind: 'group'
      key: string
      group: Group
      /** 1 for the outermost. */
      level: number
      /** Its place among those beside it, from 1, and how many those are. */
      place: number
      of: number
      /** Whether those within it are shown; null where there are none. */
      open: boolean | null
    }
  | { kind: 'more'; key: string; within: string | null; level: number; left: number; place: number; of: number }

/** What is shown of a tree. */
export interface OutlineState {
  /** Groups whose inside is shown. */
  open: ReadonlySet<string>
  /** How many groups of one parent are shown, by the parent's id; '' for the outermost. */
  shown: ReadonlyMap<string, number>
  /** Only these groups and those they lie in, all of them open; null for everything. */
  only: ReadonlySet<string> | null
}

/** How many groups of one parent are shown at first, and how many more each time. */
export const SHOWN = 40

/** The lines of a tree that are in sight, the outermost first; nothing is made for what is closed. */
export function outlineOf(tree: GroupTree, { open, shown, only }: OutlineState): OutlineLine[] {
  const kept = only && new Set([...only].flatMap((id) => tree.path(id).map((group) => group.id)))
  const below = (within: string | null, level: number): OutlineLine[] => {
    const all = tree.within(within).filter(({ id }) => kept === null || kept.has(id))
    const most = shown.get(within ?? '') ?? SHOWN
    const lines = all.slice(0, most).flatMap((group, i): OutlineLine[] => {
      const holds = tree.within(group.id).some(({ id }) => kept === null || kept.has(id))
      const isOpen = holds && (open.has(group.id) || kept !== null)
      const line = { kind: 'group', key: group.id, group, level, place: i + 1, of: all.length } as const
      return [{ ...line, open: holds ? isOpen : null }, ...(isOpen ? below(group.id, level + 1) : [])]
    })
    const left = all.length - most
    return left <= 0
      ? lines
      : [...lines, { kind: 'more', key: `more ${within ?? ''}`, within, level, left, place: most + 1, of: all.length }]
  }
  return below(null, 1)
}

/** The state in which a group is in sight: all it lies in are open, and enough of those beside it are shown. */
export function shownWith(tree: GroupTree, id: string, state: OutlineState): OutlineState {
  const path = tree.path(id)
  const open = new Set([...state.open, ...path.slice(0, -1).map((group) => group.id)])
  const shown = new Map(state.shown)
  for (const [i, group] of path.entries()) {
    const within = path[i - 1]?.id ?? null
    const at = tree.within(within).findIndex((one) => one.id === group.id)
    const most = shown.get(within ?? '') ?? SHOWN
    if (at >= most) shown.set(within ?? '', Math.ceil((at + 1) / SHOWN) * SHOWN)
  }
  return { ...state, open, shown }
}
