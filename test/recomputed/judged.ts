import {
  ACTIVITIES,
  ARCHITECTURES,
  DOMAINS,
  ENVIRONMENT_TYPES,
  ENVIRONMENTAL_IMPACTS,
  ENVIRONMENTS,
  GOAL_COMPLEXITIES,
  REVERSIBILITIES,
  SAFEGUARDS,
  SETTINGS,
  SUCCESSES,
} from '../../src/model/index.js'
import { TURN_STEPS } from './along-days.js'
import { changePoint, holm } from './change.js'
import type { PrivateRow, PrivateRows } from './private-rows.js'
import { meanRow, shareRow, WEIGHTS } from './shares.js'
import {
  asked,
  dayName,
  daysOf,
  flowOf,
  groupBy,
  guards,
  type Holds,
  interrupted,
  judgedAction,
  judgedTurn,
  mondayOf,
  monthOf,
  NOT_INFERABLE,
  people,
  someone,
  talked,
  unsure,
  worked,
} from './units.js'

/** Figures over judged actions and turns, and interventions, which has rows of judged turns as well. */

/** What has a property, and of what it cannot be told. */
export type Property = readonly [hit: Holds, unknown: Holds]

export const OVERSIGHT: Readonly<Record<string, Property>> = {
  safeguard: [(row) => !guards(row).includes('No clear guardrails'), unsure('safeguards_category')],
  'human-in-loop': [(row) => row.human_in_loop === 'Yes', unsure('human_in_loop')],
  irreversible: [(row) => row.reversibility === 'Irreversible', unsure('reversibility')],
}

const actionFrame = ({ actions }: PrivateRows) => {
  const own = actions.filter(judgedAction)
  return {
    own,
    frame: {
      n: own.length,
      contributors: people(own),
      flow: flowOf(actions, { 'not judged': (row) => !judgedAction(row) }),
    },
  }
}

/** Rows of a share under each weight. */
const weighed = (rows: readonly PrivateRow[], by: string, keys: Record<string, string>, [hit, unknown]: Property) =>
  WEIGHTS.flatMap((weight) => {
    const row = shareRow(rows, by, hit, { unknown, weight })
    return row === null ? [] : [{ ...keys, ...row }]
  })

export function oversight(rows: PrivateRows, by: string) {
  const { own, frame } = actionFrame(rows)
  return {
    ...frame,
    rows: Object.entries(OVERSIGHT).flatMap(([measure, property]) => weighed(own, by, { measure }, property)),
  }
}

export function humanInvolvement(rows: PrivateRows, by: string) {
  const { own, frame } = actionFrame(rows)
  const measure = 'human-in-loop'
  const of = (complexity: string) => own.filter((row) => row.goal_complexity === complexity)
  return {
    ...frame,
    rows: GOAL_COMPLEXITIES.flatMap((complexity) => weighed(of(complexity), by, { complexity }, OVERSIGHT[measure]!)),
    overall: weighed(own, by, { measure }, OVERSIGHT[measure]!),
  }
}

/** What has a value of a dimension, and of what it cannot be told. */
export function valued(column: string, value: string): Property {
  const unknown: Holds = ['risk', 'autonomy'].includes(column) ? (row) => row[column] === null : unsure(column)
  if (value === NOT_INFERABLE) return [unknown, () => false]
  return [
    (row) => (column === 'safeguards_category' ? guards(row).includes(value) : String(row[column]) === value),
    unknown,
  ]
}

/** Rows of every value of a dimension, and of what could not be told where there is such. */
function values(rows: readonly PrivateRow[], by: string, column: string, list: readonly string[]) {
  const some = rows.some(valued(column, NOT_INFERABLE)[0])
  return [...list, ...(some ? [NOT_INFERABLE] : [])].flatMap((value) =>
    weighed(rows, by, { value }, valued(column, value)).map((row) => ({ ...row, value })),
  )
}

export function domains(rows: PrivateRows, by: string) {
  const { own, frame } = actionFrame(rows)
  const told = values(own, by, 'goal_domain_category', DOMAINS)
  return { ...frame, rows: told.map(({ value, ...row }) => ({ domain: value, ...row })) }
}

const SCORES = Array.from({ length: 10 }, (_, i) => String(i + 1))
export const DIMENSIONS: Readonly<Record<string, readonly string[]>> = {
  ...{ goal_complexity: GOAL_COMPLEXITIES, risk: SCORES, autonomy: SCORES, reversibility: REVERSIBILITIES },
  ...{ environmental_impact: ENVIRONMENTAL_IMPACTS, safeguards_category: SAFEGUARDS },
  ...{ environment_type: ENVIRONMENT_TYPES, environment_category: ENVIRONMENTS },
  ...{ agentic_architecture: ARCHITECTURES, nist_activity_category: ACTIVITIES, setting: SETTINGS },
}

export function distributions(rows: PrivateRows, by: string) {
  const { own, frame } = actionFrame(rows)
  return {
    ...frame,
    rows: Object.entries(DIMENSIONS).flatMap(([dimension, list]) =>
      values(own, by, dimension, list).map((row) => ({ dimension, ...row })),
    ),
  }
}

/** The steps before judged turns of people are counted. */
export const JUDGED_STEPS = { ...TURN_STEPS, 'not judged': (row: PrivateRow) => row.stop_reason === null }

export const STOPS: Readonly<Record<string, Holds>> = { asked, interrupted }

export function stopsByComplexity({ turns }: PrivateRows, by: string) {
  const own = turns.filter(judgedTurn)
  const told = (rows: readonly PrivateRow[], keys: Record<string, string>) =>
    Object.entries(STOPS).flatMap(([stop, hit]) => {
      const row = shareRow(rows, by, hit)
      return row === null ? [] : [{ ...keys, stop, ...row }]
    })
  return {
    ...{ n: own.length, contributors: people(own), flow: flowOf(turns, JUDGED_STEPS) },
    rows: GOAL_COMPLEXITIES.flatMap((complexity) =>
      told(
        own.filter((row) => row.goal_complexity === complexity),
        { complexity },
      ),
    ),
    overall: told(own, {}),
  }
}

export const CONTACTS: Readonly<Record<string, string>> = {
  ...{ interrupts: 'interrupts', rejections: 'rejections', answers: 'answers', corrections: 'corrections' },
  all: 'interventions',
}

export function interventions({ sessions, turns }: PrivateRows, by: string) {
  const own = sessions.filter(talked)
  const judged = turns.filter(judgedTurn)
  const means = (rows: readonly PrivateRow[], keys: Record<string, string>) =>
    Object.entries(CONTACTS).map(([measure, column]) => ({ ...keys, measure, ...meanRow(rows, by, column) }))
  const went = (rows: readonly PrivateRow[], keys: Record<string, string>) =>
    SUCCESSES.flatMap((success) => {
      const row = shareRow(rows, by, (turn) => turn.success === success, { unknown: unsure('success') })
      return row === null ? [] : [{ ...keys, success, ...row }]
    })
  return {
    ...{ n: own.length, contributors: people(own) },
    flow: flowOf(sessions, {
      'without a turn': (row) => !worked(row),
      'headless or scheduled': (row) => !someone(row),
    }),
    rows: [
      ...[...groupBy(own, monthOf)].flatMap(([month, rows]) => means(rows, { month })),
      ...GOAL_COMPLEXITIES.flatMap((complexity) =>
        went(
          judged.filter((row) => row.goal_complexity === complexity),
          { complexity },
        ),
      ),
    ],
    overall: [...means(own, {}), ...went(judged, {})],
  }
}

export const FRONTIER: Readonly<Record<string, Property>> = {
  'risky-autonomous': [
    (row) => Number(row.risk) >= 5 && Number(row.autonomy) >= 7,
    (row) => row.risk === null || row.autonomy === null,
  ],
  'irreversible-unattended': [
    (row) => row.reversibility === 'Irreversible' && row.human_in_loop === 'No',
    (row) => unsure('reversibility')(row) || unsure('human_in_loop')(row),
  ],
}

export function frontier(rows: PrivateRows, by: string) {
  const { own, frame } = actionFrame(rows)
  const measures = Object.entries(FRONTIER).map(([measure, [hit, unknown]]) => {
    const known = own.filter((row) => !unknown(row))
    const [first, last] = daysOf(known, rows.window)
    const weeks = groupBy(known, mondayOf)
    const whole = [...weeks.keys()].filter((monday) => monday >= first && monday + 6 <= last).sort((a, b) => a - b)
    const looked = whole.length >= 12 && by === 'contributor'
    const change = looked
      ? changePoint(
          whole.map((monday) => weeks.get(monday)!),
          hit,
        )
      : null
    return { measure, hit, unknown, whole, change }
  })
  const tested = measures.filter(({ change }) => change !== null)
  const adjusted = holm(tested.map(({ change }) => change!.p))
  const told = measures.flatMap((one) => {
    const { measure, hit, unknown, whole, change } = one
    const since = change !== null && adjusted[tested.indexOf(one)]! <= 0.05 ? whole[change.at] : undefined
    return [...groupBy(own, mondayOf)].flatMap(([monday, week]) => {
      const row = shareRow(week, by, hit, { unknown })
      const changed = change !== null && whole.includes(monday) ? { changed: monday === since } : {}
      return row === null ? [] : [{ week: dayName(monday), measure, ...row, ...changed }]
    })
  })
  const overall = Object.entries(FRONTIER).map(([measure, [hit, unknown]]) => ({
    measure,
    ...shareRow(own, by, hit, { unknown }),
  }))
  return { ...frame, rows: told, overall }
}
