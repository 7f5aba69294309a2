import { type Clustered, GROUPED, type GroupPath, type Unit } from '../algebra/index.js'
import { NOT_INFERABLE } from '../model/index.js'
import type { Dialect } from './dialect.js'
import { numberOf } from './number-of.js'

/**
 * Sentences of a study's units, to be put into groups (src/clusters). What the rules say is told by a key of columns: two
 * sentences are the same where it is. What a model says is its own words, as they were stored. A relation of units holds the
 * number of its sentence's key; which groups that lies in stands in a small table beside it, and is joined where it is asked.
 */
interface Kind {
  of: 'actions' | 'turns'
  /** The column that numbers a unit's sentence. */
  column: string
  /** The relation that says which groups a numbered sentence lies in. */
  groups: string
  /** What a verdict calls the sentence, and of which kind of unit the verdict is. */
  said: string
  unit: 'action' | 'turn' | 'interrupt'
}

export const SENTENCES: Readonly<Record<Clustered, Kind>> = {
  action: { of: 'actions', column: 'action_sentence', groups: 'action_groups', said: 'action', unit: 'action' },
  stop: { of: 'turns', column: 'stop_sentence', groups: 'stop_groups', said: 'explanation', unit: 'turn' },
  interrupt: {
    of: 'turns',
    column: 'interrupt_sentence',
    groups: 'interrupt_groups',
    said: 'interruption_reason',
    unit: 'interrupt',
  },
}

/** The kinds of sentences of some units. */
export const kindsOf = (of: Unit): Clustered[] => Object.keys(GROUPED[of]) as Clustered[]

/** Names of what was decided that begin so say why an agent asked, and why a human interrupted; a turn has one of a kind. */
const reason = (kind: 'stop' | 'interrupt', did: string, d: Dialect) => d.found(did, `(?:^| )(${kind}-[a-z-]+)`)

/** A turn's agent stopped to ask. What the log says of its end holds, whatever a judge says. */
const asked = (endedBy: string, stopReason: string) =>
  `(${endedBy} = 'asked' OR (${stopReason} = 'asked_for_clarification' AND ${endedBy} <> 'interrupted'))`

/** The key of what the rules say of a unit, as an expression over its columns; null where there is no such sentence. */
function ruled(of: Clustered, row: string, d: Dialect): string {
  const told = (column: string) => `coalesce(CAST(${row}${column} AS VARCHAR), ${d.quote(NOT_INFERABLE)})`
  if (of === 'action')
    return `CASE WHEN ${row}did IS NOT NULL THEN ${[`${row}did`, told('goal_domain_category'), told('environment_type')].join(" || '|' || ")} END`
  if (of === 'interrupt')
    return `CASE WHEN ${row}ended_by = 'interrupted' THEN ${reason('interrupt', `${row}did`, d)} END`
  return `CASE WHEN ${asked(`${row}ended_by`, `${row}stop_reason`)} THEN ${reason('stop', `${row}did`, d)} END`
}

/** The sentence of a stored verdict that is put into groups, as an expression over its columns. */
export const saidIn = (d: Dialect): string =>
  `CASE unit ${Object.values(SENTENCES)
    .map(({ unit, said }) => `WHEN ${d.quote(unit)} THEN ${d.field('j.said', said)}`)
    .join(' ')} END`

/**
 * The columns that number the sentences of units.
 * @param row the relation of the units.
 * @param said whether they are what a model said, which is joined as `v`.
 */
export function sentenceColumns(of: Unit, row: string, said: boolean, d: Dialect): string[] {
  const ofModel: Record<Clustered, string> = {
    action: 'v.action_sentence',
    stop: `CASE WHEN ${asked(`${row}.ended_by`, 'v.stop_reason')} THEN v.stop_sentence END`,
    interrupt: `CASE WHEN ${row}.ended_by = 'interrupted' THEN v.interrupt_sentence END`,
  }
  return kindsOf(of).map((kind) => {
    const key = said ? ofModel[kind] : ruled(kind, `${row}.`, d)
    return `${d.numberOf(key)} AS ${SENTENCES[kind].column}`
  })
}

/** Statements that keep the groups of sentences, of which none has any yet. */
export const noGroups = (d: Dialect): string[] => (Object.keys(SENTENCES) as Clustered[]).map((of) => emptied(of, d))

/** The statement that takes all sentences of a kind out of their groups. @param relation where those stand. */
export function emptied(of: Clustered, d: Dialect, relation = SENTENCES[of].groups): string {
  const columns = GROUP_COLUMNS.map((column) => `CAST(NULL AS ${d.types.integer}) AS ${column}`)
  return d.keep(relation, `SELECT ${columns.join(', ')} WHERE 1 = 0`)
}

/** What is kept of a sentence: the number of its key, and those of its groups. */
export const GROUP_COLUMNS = ['sentence', 'leaf', 'middle', 'top'] as const

/** The number of a sentence's key, then those of its groups. */
export type GroupRow = readonly [sentence: bigint, ...GroupPath]

/** What is kept of sentences by their keys: as engines number texts. */
export const groupRows = (groups: ReadonlyMap<string, GroupPath>): GroupRow[] =>
  [...groups].map(([key, path]) => [numberOf(key), ...path])

/** The statement that says who has which sentence how often. @param said whether they are what a model said. */
export function usesOf(of: Clustered, said: boolean, d: Dialect): string {
  const { of: relation, column, unit } = SENTENCES[of]
  const told = said
    ? `SELECT k.text AS key, u.contributor AS contributor FROM ${relation} u
       JOIN (SELECT DISTINCT sentence AS text, ${d.numberOf('sentence')} AS number FROM verdicts
         WHERE unit = ${d.quote(unit)} AND outcome = 'judged' AND sentence IS NOT NULL) k ON k.number = u.${column}`
    : `SELECT ${ruled(of, '', d)} AS key, contributor FROM ${relation} WHERE ${column} IS NOT NULL`
  return `SELECT key, contributor, count(*) AS n FROM (${told}) told GROUP BY key, contributor`
}

/**
 * Units with the groups that the sentences of some kinds lie in, as a relation without a name; the units alone where there
 * are no such kinds.
 */
export function inGroups(of: Unit, kinds: readonly Clustered[]): string {
  if (kinds.length === 0) return of
  const LEVELS = ['leaf', 'middle', 'top']
  const columnsOf = (kind: Clustered) => (GROUPED[of] as Partial<Record<Clustered, readonly string[]>>)[kind] ?? []
  const told = kinds.flatMap((kind) =>
    columnsOf(kind).map((column, level) => `g_${kind}.${kind}_${LEVELS[level]} AS ${column}`),
  )
  const joins = kinds.map((kind) => {
    const { column, groups } = SENTENCES[kind]
    const levels = columnsOf(kind).map((_, level) => `${LEVELS[level]} AS ${kind}_${LEVELS[level]}`)
    return `LEFT JOIN (SELECT ${[`sentence AS ${kind}_of`, ...levels].join(', ')} FROM ${groups}) g_${kind}
      ON g_${kind}.${kind}_of = own.${column}`
  })
  return `(SELECT ${['own.*', ...told].join(', ')} FROM ${of} own ${joins.join(' ')})`
}

/** The kinds of sentences whose groups a question over some units looks at. */
export const kindsAsked = (of: Unit, question: object): Clustered[] =>
  kindsOf(of).filter((kind) => {
    const columns = (GROUPED[of] as Partial<Record<Clustered, readonly string[]>>)[kind] ?? []
    return names(question, new Set(columns))
  })

const names = (value: unknown, columns: ReadonlySet<string>): boolean => {
  if (typeof value === 'string') return columns.has(value)
  if (value === null || typeof value !== 'object') return false
  return Object.values(value).some((inner) => names(inner, columns))
}
