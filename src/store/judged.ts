import {
  ACTION_WORDS,
  CERTAIN,
  FACET_COLUMNS,
  JUDGED_COLUMNS,
  type JudgedRow,
  type JudgedUnit,
  OUTCOMES,
  TURN_WORDS,
} from '../model/index.js'
import type { Dialect } from './dialect.js'
import { StoreError } from './store-error.js'

/** A row as any engine gives it. */
export type AnswerRow = Readonly<Record<string, unknown>>

/** Which verdicts are asked for; all of them unless told. */
export interface JudgedWish {
  judge?: string
  run?: string
  unit?: JudgedUnit
}

/** What one judge said in one run of one kind of unit under one version of the questions, counted. */
export interface JudgeTotals {
  judge: string
  run: string
  questions: string
  unit: JudgedUnit
  judged: number
  refused: number
  failed: number
  /** Of those judged, how many were drawn with a known chance. */
  drawn: number
  /** Null where none of them says it. */
  tokens: number | null
  micro_usd: number | null
}

/** What one verdict is told from another by. Of two that agree in it the later one holds. */
export const JUDGED_KEY = ['judge', 'run', 'unit', 'contributor', 'id'] as const satisfies (keyof JudgedRow)[]

/** Names a verdict among all others. */
export const judgedName = (row: JudgedRow): string => JSON.stringify(JUDGED_KEY.map((name) => row[name]))

/** One verdict of each name, the later one; of the same moment the one behind. */
export function latest(rows: readonly JudgedRow[]): JudgedRow[] {
  const found = new Map<string, JudgedRow>()
  for (const row of rows) {
    const name = judgedName(row)
    const known = found.get(name)
    if (known === undefined || known.at <= row.at) found.set(name, row)
  }
  return [...found.values()]
}

/** Verdicts in the order of their names. */
export const inOrder = (rows: readonly JudgedRow[]): JudgedRow[] =>
  rows.toSorted((a, b) => {
    const column = JUDGED_KEY.find((name) => a[name] !== b[name])
    return column === undefined ? 0 : a[column] < b[column] ? -1 : 1
  })

const WORDS: Readonly<Record<string, readonly string[]>> = { ...TURN_WORDS, ...ACTION_WORDS }

/** Dimensions that a judge may fill, those of a turn and of an action: what both have has the same values. */
export const FACETS = Object.keys({ ...FACET_COLUMNS.turn, ...FACET_COLUMNS.action }) as (keyof JudgedRow)[]

/**
 * Lets only verdicts pass that a study can be put together with.
 * @throws StoreError that names the dimension and the value that is none of it.
 */
export function checkJudged(rows: readonly JudgedRow[]): void {
  for (const row of rows) {
    const { unit, chance } = row
    if (!OUTCOMES.includes(row.outcome))
      throw new StoreError(`a verdict's outcome is "${row.outcome}"; expected one of ${OUTCOMES.join(', ')}`)
    if (chance !== null && !(Number.isInteger(chance) && chance > 0 && chance <= CERTAIN))
      throw new StoreError(`a verdict's chance is ${chance}; expected whole parts of ${CERTAIN}, or null`)
    for (const name of FACETS) {
      const value = row[name] as string | number | null
      const known = WORDS[name]
      if (value !== null && known !== undefined && !known.includes(String(value)))
        throw new StoreError(`a verdict on ${unit} says "${value}" for ${name}; expected one of ${known.join(', ')}`)
    }
  }
}

/** A stored verdict as any engine gives it. */
export function judgedRow(row: AnswerRow): JudgedRow {
  const read = Object.entries(JUDGED_COLUMNS).map(([name, type]) => {
    const value = row[name] ?? null
    return [name, value === null ? null : type === 'integer' ? Number(value) : String(value)]
  })
  return Object.fromEntries(read) as JudgedRow
}

/** All columns of a verdict. */
export const JUDGED_NAMES: readonly string[] = Object.keys(JUDGED_COLUMNS)

/** The condition that verdicts meet which are asked for. */
export function wanted(wish: JudgedWish, d: Dialect): string {
  const asked = Object.entries({ judge: wish.judge, run: wish.run, unit: wish.unit })
  return (
    asked.flatMap(([name, value]) => (value === undefined ? [] : [`${name} = ${d.quote(value)}`])).join(' AND ') ||
    '1 = 1'
  )
}

const GROUP = ['judge', 'run', 'questions', 'unit'] as const

/** The statement that counts verdicts by judge, run, version of the questions and kind of unit. */
export function countJudged(from: string): string {
  const outcomes = OUTCOMES.map((outcome) => `count(CASE WHEN outcome = '${outcome}' THEN 1 END) AS ${outcome}`)
  const drawn = "count(CASE WHEN outcome = 'judged' AND chance IS NOT NULL THEN 1 END) AS drawn"
  return `SELECT ${GROUP.join(', ')}, ${outcomes.join(', ')}, ${drawn}, sum(tokens) AS tokens, sum(micro_usd) AS micro_usd
    FROM ${from} GROUP BY ${GROUP.join(', ')}`
}

/** Adds up what every part of the contributors answered to that, in the order of names. */
export function judgeTotals(rows: readonly AnswerRow[]): JudgeTotals[] {
  const found = new Map<string, JudgeTotals>()
  for (const row of rows) {
    const own = totalsOf(row)
    const name = JSON.stringify(GROUP.map((column) => own[column]))
    const known = found.get(name)
    found.set(name, known === undefined ? own : together(known, own))
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, totals]) => totals)
}

const numberOrNull = (value: unknown) => (value === null || value === undefined ? null : Number(value))

const totalsOf = (row: AnswerRow): JudgeTotals => ({
  judge: String(row.judge),
  run: String(row.run),
  questions: String(row.questions),
  unit: String(row.unit) as JudgedUnit,
  judged: Number(row.judged),
  refused: Number(row.refused),
  failed: Number(row.failed),
  drawn: Number(row.drawn),
  tokens: numberOrNull(row.tokens),
  micro_usd: numberOrNull(row.micro_usd),
})

const sum = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : a + b)

const together = (a: JudgeTotals, b: JudgeTotals): JudgeTotals => ({
  ...a,
  judged: a.judged + b.judged,
  refused: a.refused + b.refused,
  failed: a.failed + b.failed,
  drawn: a.drawn + b.drawn,
  tokens: sum(a.tokens, b.tokens),
  micro_usd: sum(a.micro_usd, b.micro_usd),
})
