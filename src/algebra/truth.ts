import type { Predicate } from './predicate.js'
import { type Asked, DIMENSIONS, type TruthColumn } from './units.js'

/** A judge whose verdicts on some units are held to be right, or nearer to it than those of the rules on all of them. */
export interface Truth {
  /** `<provider>/<model>`, or `person/<name>`. */
  judge: string
  kind: 'model' | 'person'
}

const JUDGED: ReadonlySet<string> = new Set(Object.values(DIMENSIONS).flat())

/** Whether a column holds what a judge said, whatever the unit. */
export const isJudged = (column: Asked): boolean => JUDGED.has(column)

/** The column that holds what a dearer judge says where a column holds what the rules say; any other column is itself. */
export const truthColumn = (column: Asked): Asked => (isJudged(column) ? (`truth_${column}` as TruthColumn) : column)

/** The same condition on what a dearer judge says. What the log says of itself stays as it is. */
export function truthOf(p: Predicate): Predicate {
  if ('all' in p) return { op: p.op, all: p.all.map(truthOf) }
  if ('of' in p) return { op: 'not', of: truthOf(p.of) }
  return { ...p, column: truthColumn(p.column) }
}

/** Units of which a dearer judge said something, drawn with a known probability. */
export const drawn: Predicate = { op: 'known', column: 'truth_chance' }

/** The columns that conditions look at, each once, in the order in which they are met. */
export function columnsIn(...predicates: readonly Predicate[]): Asked[] {
  const found = predicates.flatMap((p): Asked[] => {
    if ('all' in p) return columnsIn(...p.all)
    return 'of' in p ? columnsIn(p.of) : [p.column]
  })
  return [...new Set(found)]
}
