import type { FigureSpec } from '../algebra/index.js'
import type { Release } from '../release/index.js'
import type { Declared } from './candidate.js'
import { wordsOf } from './columns.js'

type Row = Record<string, unknown>

/** How a row calls a group, as one text. */
export function nameOfGroup(row: object): string {
  const { cluster, name, description } = row as Row
  return JSON.stringify([cluster, name, description])
}

/**
 * Where a release calls a group what it is not called, or breaks one down by what its figure does not declare. Names are no
 * words of a declaration; they are those that groups have now, or had in an earlier release that is repeated.
 */
export function wrongGroups({ figures }: Release, declared: Declared): string[] {
  const found: string[] = []
  for (const [i, { id, rows }] of figures.entries()) {
    const spec = declared.figures.find((own) => own.id === id)
    for (const [j, row] of (rows as Row[]).entries()) {
      const at = `figures.${i}.rows.${j}`
      if (row.cluster !== undefined && !declared.groups.has(nameOfGroup(row)))
        found.push(`${at} is no group of this name`)
      if (!isBrokenDown(row, spec)) found.push(`${at} is broken down by what no declaration knows`)
    }
  }
  return found
}

function isBrokenDown({ facets = {}, weeks = [] }: Row, spec: FigureSpec | undefined): boolean {
  const words = new Set(spec === undefined ? [] : wordsOf(spec))
  const keys = Object.entries(facets as Record<string, object>).flatMap(([name, shares]) => [
    name,
    ...Object.keys(shares),
  ])
  const columns = (weeks as object[]).flatMap(Object.keys)
  return keys.every((key) => words.has(key)) && columns.every((key) => key === 'week' || key === 'share')
}
