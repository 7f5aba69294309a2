import { rounded } from './seen.js'
import type { ClusterNode, Taxonomy } from './taxonomy.js'
import { type Rows, rowsOf } from './vectors.js'

/** A centre as it is kept. */
export const centreAt = ({ values, width }: Rows, place: number): number[] =>
  Array.from(values.subarray(place * width, (place + 1) * width), rounded)

/** Groups of one level with their centres as rows, in the order of their numbers. */
export function levelOf({ nodes }: Pick<Taxonomy, 'nodes'>, level: ClusterNode['level'], width: number) {
  const found = nodes.filter((node) => node.level === level).sort((a, b) => a.number - b.number)
  const values = new Float32Array(found.length * width)
  found.forEach(({ centre }, place) => {
    values.set(centre, place * width)
  })
  return { nodes: found, centres: rowsOf(values, width) }
}
