import { z } from 'zod'

/** Row and curve shapes, per figure. Names are fixed; columns may be added, none renamed. */

const count = z.number().int().nonnegative()
/** Values may be absent, as in a row with a reason in place of them; they are then read as null. */
const share = z.number().min(0).max(1).nullable().default(null)
const value = z.number().nullable().default(null)
const suppressed = z.string().optional()
const base = { n: count.optional(), contributors: count.optional(), source: z.string().optional(), suppressed }

const bounded = <K extends string>(...names: K[]) => {
  const shape: Record<string, typeof value> = {}
  for (const name of names) {
    shape[name] = value
    shape[`${name}_low`] = value
    shape[`${name}_high`] = value
  }
  return shape as Record<K | `${K}_low` | `${K}_high`, typeof value>
}

/** Why single values of a row are null, by column: `tail`, `censored`. */
const withheld = z.record(z.string(), z.string()).optional()

export const COHORTS = ['all', 'known-start', 'reached-50', 'reached-200'] as const
export const REGIMES = ['auto', 'bypass', 'classifier', 'rules', 'manual', 'unknown'] as const
export const INTERRUPT_KINDS = ['any', 'working', 'prompt'] as const
export const CLOCKS = ['wall', 'work', 'reported'] as const
export const WINDOWS = ['1d', '7d', 'weeks', 'all'] as const
export const INTERVENTIONS = ['interrupts', 'rejections', 'answers', 'corrections', 'all'] as const
export const PROXIES = ['actions_per_turn', 'unattended_actions', 'agent_hours', 'tokens_per_turn'] as const
/** What counts once: each action, each session, each contributor. */
export const WEIGHTS = ['action', 'session', 'contributor'] as const
export const OVERSIGHTS = ['safeguard', 'human-in-loop', 'irreversible'] as const
export const STOPS = ['asked', 'interrupted'] as const
export const SCORES = ['risk', 'autonomy'] as const
export const FRONTIERS = ['risky-autonomous', 'irreversible-unattended'] as const

/** Ordinals of a session among its contributor's interactive sessions; both ends inclusive, the last open. */
export const EXPERIENCE_BINS: readonly (readonly [from: number, to: number | null])[] = [
  [1, 1],
  [2, 2],
  [3, 4],
  [5, 9],
  [10, 19],
  [20, 49],
  [50, 99],
  [100, 199],
  [200, 499],
  [500, 999],
  [1000, 1999],
  [2000, null],
]

const experience = {
  from: z.number().int().positive(),
  to: z.number().int().positive().nullable(),
  cohort: z.enum(COHORTS),
}
const estimate = { share, low: share, high: share }
/** Paired difference to the same people's first 9 sessions; only in cohorts that hold the same people in every bin. */
const difference = z.number().nullable().optional()
const change = { change: difference, change_low: difference, change_high: difference }

/** What a row over days covers. */
const days = {
  /** Its last day; `all` for everything. */
  day: z.string(),
  window: z.enum(WINDOWS),
  /** How many days it covers, where weeks are merged; null where that would tell when the first or last units were. */
  days: z.number().int().positive().nullable().optional(),
  /** With `days` null: `before`, all up to its last day; `after`, all from the week that ends on its day. */
  open: z.enum(['before', 'after']).optional(),
}

/** A month, a span of months, or one without its beginning or end: `2026-01`, `2026-01/2026-03`, `../2026-01`. */
const MONTHS = /^(?:all|\d{4}-\d\d|(?:\.\.|\d{4}-\d\d)\/\d{4}-\d\d|\d{4}-\d\d\/\.\.)$/

const turnDuration = z.object({
  ...days,
  clock: z.enum(CLOCKS),
  ...base,
  censored: count.optional(),
  ...bounded('p50', 'p75', 'p90', 'p95', 'p99', 'p999'),
  withheld,
})

const autoApprove = z.object({
  ...experience,
  regime: z.enum(REGIMES),
  ...base,
  ...estimate,
  share_max: z.number().min(0).max(1).nullable().optional(),
  ...change,
})
const autoApproveCurve = z.object({ cohort: z.enum(COHORTS), regime: z.enum(REGIMES), x: z.number(), ...estimate })

const interrupts = z.object({ ...experience, kind: z.enum(INTERRUPT_KINDS), ...base, ...estimate, ...change })
const interruptsCurve = z.object({ cohort: z.enum(COHORTS), kind: z.enum(INTERRUPT_KINDS), x: z.number(), ...estimate })

const interventions = z.object({
  month: z.string().regex(MONTHS),
  measure: z.enum(INTERVENTIONS),
  ...base,
  per_session: value,
  low: value,
  high: value,
})

const proxies = z.object({
  ...days,
  measure: z.enum(PROXIES),
  /** What one value belongs to: a turn or a session. */
  per: z.enum(['turn', 'session']),
  ...base,
  ...bounded('p50', 'p75', 'p90', 'p95', 'p99'),
  withheld,
})

const bound = z.number().min(0).max(1).nullable().optional()
/** Units behind the share whose verdict is of a dearer judge than the rules; absent where it is what the rules say. */
const labelled = count.optional()

/** Shares of what was judged, given once per weight. */
const weighted = {
  weight: z.enum(WEIGHTS),
  ...base,
  /** (Σw)² / Σw² over the units. */
  n_eff: z.number().nonnegative().nullable().optional(),
  ...estimate,
  /** The share before correction for errors of the judge. */
  raw: bound,
  labelled,
  /** Where more than 5% cannot be told: the share if none of these had the property, and if all had it. */
  share_min: bound,
  share_max: bound,
}
const oversight = z.object({ measure: z.enum(OVERSIGHTS), ...weighted })
const humanInvolvement = z.object({ complexity: z.string(), ...weighted })
const domains = z.object({ domain: z.string(), ...weighted })
const distributions = z.object({ dimension: z.string(), value: z.string(), ...weighted })
const stops = z.object({ complexity: z.string(), stop: z.enum(STOPS), ...base, ...estimate, labelled })
const worst = { share_min: bound, share_max: bound }
const success = z.object({ complexity: z.string(), success: z.string(), ...base, ...estimate, ...worst, labelled })

/** The Monday of a week, or a span of weeks, or one without its beginning or end. */
const WEEKS = /^(?:\d{4}-\d\d-\d\d|(?:\.\.|\d{4}-\d\d-\d\d)\/\d{4}-\d\d-\d\d|\d{4}-\d\d-\d\d\/\.\.)$/
const frontier = z.object({
  week: z.string().regex(WEEKS),
  measure: z.enum(FRONTIERS),
  ...base,
  ...estimate,
  ...worst,
  labelled,
  /** Whether a change was found that begins with this week; absent or null where none was looked for. */
  changed: z.boolean().nullable().optional(),
})

/** A group of sentences: `action-17`; its number is given once. What is in no group that is told is number 0. */
const CLUSTER = /^(?:action|stop|interrupt)-\d+$/
const cluster = {
  cluster: z.string().regex(CLUSTER),
  /** The group of a higher level that it lies in. */
  parent: z.string().regex(CLUSTER).nullable().default(null),
  /** 0 holds sentences, higher levels hold groups. */
  level: z.number().int().nonnegative().default(0),
  name: z.string(),
  description: z.string().default(''),
}
/** `_raw`: what the rules alone say, where labels put a mean right. */
const raw = z.number().nullable().optional()
const means = { ...bounded('risk', 'autonomy'), risk_raw: raw, autonomy_raw: raw, labelled }

const reasons = z.object({ ...cluster, ...base, ...estimate, ...worst, labelled })
const riskAutonomy = z.object({
  ...cluster,
  ...base,
  ...means,
  /** Of all units of the figure. */
  share: bound,
  /** By dimension, shares of the units of the group of which it can be told; values that none has are absent. */
  facets: z.record(z.string(), z.record(z.string(), z.number().min(0).max(1))).optional(),
  /** By week or span of weeks, the group's share of all units of the figure. */
  weeks: z.array(z.object({ week: z.string().regex(WEEKS), share })).optional(),
})
const extremes = z.object({
  by: z.enum(SCORES),
  rank: z.number().int().positive(),
  ...cluster,
  ...base,
  ...means,
  /** The mean that it is ranked by, drawn towards that of all groups. */
  shrunk: value,
})

const none = z.never()

export const rowSchemas = {
  'turn-duration': { row: turnDuration, curve: none },
  'auto-approve-by-experience': { row: autoApprove, curve: autoApproveCurve },
  'interrupts-by-experience': { row: interrupts, curve: interruptsCurve },
  /** By month, and where turns were judged, their success by complexity. */
  interventions: { row: z.union([interventions, success]), curve: none },
  'autonomy-proxies': { row: proxies, curve: none },
  oversight: { row: oversight, curve: none },
  'human-involvement-by-complexity': { row: humanInvolvement, curve: none },
  domains: { row: domains, curve: none },
  distributions: { row: distributions, curve: none },
  'stops-by-complexity': { row: stops, curve: none },
  'stop-reasons': { row: reasons, curve: none },
  'interrupt-reasons': { row: reasons, curve: none },
  'risk-autonomy': { row: riskAutonomy, curve: none },
  extremes: { row: extremes, curve: none },
  frontier: { row: frontier, curve: none },
} as const
