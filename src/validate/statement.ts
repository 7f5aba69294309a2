import { type JudgedRow, type JudgedUnit, PERSON } from '../model/index.js'
import type { DimensionName } from './dimensions.js'

export type Answer = string | number | null

/** What a judge or a person said of one unit: columns of a verdict by name, null where nothing was said. */
export interface Statement {
  unit: JudgedUnit
  id: string
  contributor: string
  /** Parts of 1e9 with which the unit was drawn; null where that is not known. */
  chance: number | null
  said: Readonly<Partial<Record<DimensionName, Answer>>>
}

/** What a stored row says; null where its judge refused or failed. */
export function statementOf(row: JudgedRow): Statement | null {
  if (row.outcome !== 'judged') return null
  const { unit, id, contributor, chance } = row
  return { unit, id, contributor, chance, said: row }
}

/** A unit among all others. */
export type UnitKey = Pick<Statement, 'unit' | 'id' | 'contributor'>

/** A unit by a text, for maps. */
export const keyOf = ({ unit, id, contributor }: UnitKey): string => `${unit}/${contributor}/${id}`

/** The judge that a person is. */
export const personJudge = (name: string): string => `${PERSON}${name}`

/** The name of a person who labelled, or null for other judges. */
export const personOf = (judge: string): string | null => (judge.startsWith(PERSON) ? judge.slice(PERSON.length) : null)
