import { ACTION_WORDS, FACET_COLUMNS, PERSON, TURN_WORDS } from '../model/index.js'
import type { Dialect } from './dialect.js'
import { FACETS } from './judged.js'
import { saidIn } from './sentences.js'

/** Which judge's verdicts a study has. */
export interface JudgedScope {
  judge: string
  /** Which of its runs; the first one unless told. */
  run?: string
  /**
   * `truth`: in columns of their own beside what the rules say (`TRUTH` in src/algebra/units.ts). `verdict`: in the place
   * of what the rules say, and nothing where this judge said nothing; only of units that were drawn with equal chances.
   */
  as: 'truth' | 'verdict'
}

/** Whether a study's sentences are those of its judge: people label in words of lists alone. */
export const saysItself = (judged: JudgedScope | undefined): boolean =>
  judged !== undefined && !judged.judge.startsWith(PERSON)

type Judged = keyof typeof FACET_COLUMNS

const facetsOf = (unit: Judged): string[] => Object.keys(FACET_COLUMNS[unit])

/** Dimensions that are asked of an interrupt alone. */
const OF_INTERRUPT = new Set(['reversibility', 'ambiguity_at_interruption', 'error_at_interruption'])

/**
 * The statement that takes what a judge said of the units of a study's contributors, each unit once.
 * @param owner who a contributor is, as an expression over the columns of whose row it is.
 */
export function assembleVerdicts({ judge, run = '' }: JudgedScope, owner: string, d: Dialect): string {
  const held = new Map(d.words({ ...TURN_WORDS, ...ACTION_WORDS }).map(({ column, by }) => [column, by]))
  const facets = FACETS.map((column) => `${held.get(column) ?? column} AS ${column}`)
  return d.keep(
    'verdicts',
    `SELECT * FROM (
       SELECT *, row_number() OVER (PARTITION BY contributor, unit, id ORDER BY judged_at DESC, of_user) AS pick FROM (
         SELECT ${owner} AS contributor, contributor AS of_user, unit, id, outcome, chance, j.at AS judged_at, tokens, micro_usd,
           ${saidIn(d)} AS sentence, ${facets.join(', ')}
         FROM judged j WHERE judge = ${d.quote(judge)} AND run = ${d.quote(run)}) said
     ) numbered WHERE pick = 1`,
  )
}

const judgedActions = "SELECT *, sentence AS action_sentence FROM verdicts WHERE unit = 'action' AND outcome = 'judged'"

/**
 * What is said of turns: of an interrupted one what it lacks is taken from what is said of the interrupt. Where the turn
 * itself was not asked about, only what is asked of interrupts alone: others were drawn in another way.
 */
function judgedTurns(): string {
  const facets = facetsOf('turn').map((name) =>
    OF_INTERRUPT.has(name)
      ? `coalesce(t.${name}, i.${name}) AS ${name}`
      : `CASE WHEN t.id IS NOT NULL THEN coalesce(t.${name}, i.${name}) END AS ${name}`,
  )
  return `SELECT coalesce(t.contributor, i.contributor) AS contributor, coalesce(t.id, i.id) AS id,
      CASE WHEN t.outcome = 'judged' THEN t.chance WHEN t.id IS NOT NULL THEN i.chance END AS chance,
      CASE WHEN t.outcome = 'judged' THEN t.sentence END AS stop_sentence, i.sentence AS interrupt_sentence, ${facets.join(', ')}
    FROM (SELECT * FROM verdicts WHERE unit = 'turn') t
    FULL OUTER JOIN (SELECT * FROM verdicts WHERE unit = 'interrupt' AND outcome = 'judged') i
      ON i.contributor = t.contributor AND i.id = t.id
    WHERE t.outcome = 'judged' OR i.id IS NOT NULL`
}

/** How the verdicts of a study's judge get to a relation. */
export interface Beside {
  /** Columns that take the place of those of the row, and columns that stand beside them. */
  instead: ReadonlySet<string>
  columns: readonly string[]
  join: string
}

/**
 * What a relation of units takes from the verdicts, as `v`.
 * @param row the relation that it is joined to, and there the unit's own name.
 */
export function verdictsBeside(
  judged: JudgedScope | undefined,
  unit: Judged,
  { row, name }: { row: string; name: string },
): Beside {
  if (judged === undefined) return { instead: new Set(), columns: [], join: '' }
  const facets = facetsOf(unit)
  const join = `LEFT JOIN (${unit === 'action' ? judgedActions : judgedTurns()}) v
    ON v.contributor = ${row}.contributor AND v.id = ${row}.${name}`
  if (judged.as === 'verdict')
    return { instead: new Set(facets), columns: facets.map((column) => `v.${column} AS ${column}`), join }
  const beside = [...facets.map((column) => `v.${column} AS truth_${column}`), 'v.chance AS truth_chance']
  return { instead: new Set(), columns: beside, join }
}
