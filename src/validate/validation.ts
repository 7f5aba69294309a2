import { JUDGED_UNITS, type JudgedRow, type JudgedUnit } from '../model/index.js'
import { MIN_EFFECTIVE_CLUSTERS } from '../stats/index.js'
import { agreementOf, alphaOf, comparedOf, type DimensionAgreement } from './agreement.js'
import { PUBLISHED_AGREEMENT, PUBLISHED_SOURCE, type PublishedAgreement } from './published.js'
import { keyOf, personOf, type Statement, statementOf, type UnitKey } from './statement.js'

/** How far observers agree in one dimension beyond chance. */
export interface Repeated {
  unit: JudgedUnit
  dimension: string
  /** Units of which two or more of them say something. */
  n: number
  alpha: number | null
}

/** One judge against the labels of one person. */
export interface JudgeValidation {
  judge: string
  dimensions: (DimensionAgreement & { published: PublishedAgreement | null })[]
  /** Agreement between the runs of this judge; empty where it ran once. */
  retest: Repeated[]
}

/** What is known of how far judges can be trusted (`leeway validate --report`). */
export interface Validation {
  /** Whose labels judges are held against: the person who labelled most, unless told; null without labels. */
  by: string | null
  labellers: {
    by: string
    unit: JudgedUnit
    labelled: number
    skipped: number
    chances: 'equal' | 'unequal' | 'unknown'
  }[]
  /** Stored labels of units that these logs do not hold; they are left out. */
  elsewhere: number
  /** What intervals are clustered by: days, where labels are of fewer than 5 contributors. */
  clusters: 'contributors' | 'days'
  judges: JudgeValidation[]
  /** Agreement between those who labelled; empty where one did. */
  between: Repeated[]
  published: { source: string; agreement: readonly PublishedAgreement[] }
}

export interface ValidationInput {
  /** All that people said. */
  labels: readonly JudgedRow[]
  /** All that models said, in all runs. */
  verdicts: readonly JudgedRow[]
  /** What the rules said of the units in these logs, at least of those that were labelled. */
  rules: readonly Statement[]
  /** The day on which a unit in these logs began, by its key; undefined where the logs do not hold it. */
  dayOf(unit: UnitKey): string | undefined
  /** Whose labels to hold judges against. */
  by?: string
  /** One judge alone. */
  judge?: string
}

const RULES = 'rules'

/** Holds what judges said against what people said of the same units. */
export function validationOf(input: ValidationInput): Validation {
  const here = input.labels.filter((row) => input.dayOf(row) !== undefined)
  const by = input.by ?? mostLabelled(here)
  const labels = here
    .filter(({ judge, run }) => personOf(judge) === by && run === '')
    .flatMap((row) => statementOf(row) ?? [])
  const few = new Set(labels.map(({ contributor }) => contributor)).size < MIN_EFFECTIVE_CLUSTERS
  const clusterOf = few ? (label: Statement) => input.dayOf(label)! : undefined
  const models = byJudge(input.verdicts)
  const judges = [RULES, ...models.keys()].filter((judge) => input.judge === undefined || judge === input.judge)
  return {
    by,
    labellers: labellersOf(here),
    elsewhere: input.labels.length - here.length,
    clusters: few ? 'days' : 'contributors',
    judges: judges.map((judge) => {
      const runs = [...(models.get(judge)?.values() ?? [])]
      return {
        judge,
        dimensions: agreementOf(labels, judge === RULES ? input.rules : runs[0]!, clusterOf).map((one) => ({
          ...one,
          published: publishedOf(one),
        })),
        retest: agreeing(runs),
      }
    }),
    between: agreeing([...byJudge(here).values()].map((runs) => runs.get('') ?? [])),
    published: { source: PUBLISHED_SOURCE, agreement: PUBLISHED_AGREEMENT },
  }
}

const publishedOf = ({ unit, dimension }: DimensionAgreement): PublishedAgreement | null =>
  PUBLISHED_AGREEMENT.find((known) => known.unit === unit && known.dimension === dimension) ?? null

/** Statements by judge and run, the first run first. */
function byJudge(rows: readonly JudgedRow[]): Map<string, Map<string, Statement[]>> {
  const judges = new Map<string, Map<string, Statement[]>>()
  const ordered = [...rows].sort((a, b) => order(a.judge, b.judge) || order(a.run, b.run))
  for (const row of ordered) {
    const runs = judges.get(row.judge) ?? new Map<string, Statement[]>()
    judges.set(row.judge, runs)
    const run = runs.get(row.run) ?? []
    runs.set(row.run, run)
    const statement = statementOf(row)
    if (statement !== null) run.push(statement)
  }
  return judges
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The person with most labels; of equals the first by name; null where nobody labelled. */
export function mostLabelled(labels: readonly JudgedRow[]): string | null {
  const counts = new Map<string, number>()
  for (const { judge, outcome } of labels) {
    const person = personOf(judge)
    if (person !== null && outcome === 'judged') counts.set(person, (counts.get(person) ?? 0) + 1)
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || order(a, b))[0]?.[0] ?? null
}

function labellersOf(labels: readonly JudgedRow[]): Validation['labellers'] {
  const people = [...new Set(labels.map(({ judge }) => judge))].sort(order)
  return people.flatMap((judge) =>
    JUDGED_UNITS.flatMap((unit) => {
      const rows = labels.filter((row) => row.judge === judge && row.unit === unit)
      if (rows.length === 0) return []
      const told = rows.filter(({ outcome }) => outcome === 'judged')
      const labelled = told.length
      const chances = new Set(told.map(({ chance }) => chance))
      const kind = chances.has(null) ? 'unknown' : chances.size > 1 ? 'unequal' : 'equal'
      return [{ by: personOf(judge) ?? judge, unit, labelled, skipped: rows.length - labelled, chances: kind } as const]
    }),
  )
}

/** Alpha between observers who each say at most one thing of a unit, by unit and dimension. */
function agreeing(observers: readonly (readonly Statement[])[]): Repeated[] {
  if (observers.length < 2) return []
  const maps = observers.map((said) => new Map(said.map((statement) => [keyOf(statement), statement])))
  return JUDGED_UNITS.flatMap((unit) => {
    const keys = new Set(observers.flat().flatMap((said) => (said.unit === unit ? [keyOf(said)] : [])))
    return comparedOf(unit).flatMap((compared) => {
      const answers = [...keys].map((key) =>
        maps.map((said) => {
          const statement = said.get(key)
          return statement === undefined ? null : compared.of(statement)
        }),
      )
      const { n, alpha } = alphaOf(compared, answers)
      return n === 0 ? [] : [{ unit, dimension: compared.name, n, alpha }]
    })
  })
}
