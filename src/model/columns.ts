import type { ActionFacets, ActionVerdict, TurnFacets, TurnVerdict } from './facets.js'
import type { JudgedRow } from './judged.js'
import type { ActionRow, AgentRow, SessionRow, TouchRow, TurnRow } from './rows.js'

/** Engine-neutral column types. `text` is never text of a log: pseudonyms, names of tools, words of an enumeration. */
export type ColumnType = 'text' | 'integer' | 'flag'
type Columns<Row> = { readonly [K in keyof Row]-?: ColumnType }

/** What every stored row carries besides its own: the file it was read from, its place, and whose it is. */
export const OWNER_COLUMNS = {
  file: 'integer',
  place: 'text',
  contributor: 'text',
  customer: 'text',
  source: 'text',
} as const

const session: Columns<SessionRow> = {
  session: 'text',
  interactive: 'text',
  setting: 'text',
  entrypoint: 'text',
  version: 'text',
  first_at: 'integer',
  last_at: 'integer',
  records: 'integer',
  main: 'flag',
  plan_at: 'integer',
  line: 'integer',
}

const tokens = {
  tokens_in: 'integer',
  tokens_out: 'integer',
  tokens_cache_read: 'integer',
  tokens_cache_write: 'integer',
} as const

const turnFacets: Columns<TurnFacets> = {
  stop_reason: 'text',
  had_errors: 'text',
  goal_complexity: 'text',
  goal_domain_category: 'text',
  risk: 'integer',
  autonomy: 'integer',
  success: 'text',
  reversibility: 'text',
  ambiguity_at_interruption: 'text',
  error_at_interruption: 'text',
}

const actionFacets: Columns<ActionFacets> = {
  goal_complexity: 'text',
  environment_type: 'text',
  environmental_impact: 'text',
  human_in_loop: 'text',
  autonomy: 'integer',
  reversibility: 'text',
  risk: 'integer',
  safeguards_category: 'text',
  agentic_architecture: 'text',
  goal_domain_category: 'text',
  environment_category: 'text',
  nist_activity_category: 'text',
  confidence: 'integer',
  setting: 'text',
}

const turnVerdict: Columns<TurnVerdict> = { ...turnFacets, did: 'text', why: 'text' }
const actionVerdict: Columns<ActionVerdict> = { ...actionFacets, did: 'text', why: 'text' }

const turn: Columns<TurnRow> = {
  session: 'text',
  turn: 'text',
  root: 'text',
  started_at: 'integer',
  ended_at: 'integer',
  started_by: 'text',
  ended_by: 'text',
  interrupt_kind: 'text',
  censored: 'flag',
  wall_ms: 'integer',
  work2_ms: 'integer',
  work5_ms: 'integer',
  work15_ms: 'integer',
  reported_ms: 'integer',
  mode: 'text',
  ...tokens,
  line: 'integer',
  ...turnVerdict,
}

const action: Columns<ActionRow> = {
  session: 'text',
  action: 'text',
  call: 'text',
  turn: 'text',
  tool: 'text',
  status: 'text',
  approval: 'text',
  mode: 'text',
  started_at: 'integer',
  ended_at: 'integer',
  asked_at: 'integer',
  decided_at: 'integer',
  subagent: 'text',
  spawned: 'text',
  line: 'integer',
  ...actionVerdict,
}

const agent: Columns<AgentRow> = {
  session: 'text',
  subagent: 'text',
  spawn: 'text',
  started_at: 'integer',
  ended_at: 'integer',
  ...tokens,
  line: 'integer',
}

const touch: Columns<TouchRow> = {
  session: 'text',
  touch: 'text',
  turn: 'text',
  kind: 'text',
  touched_at: 'integer',
  feedback: 'flag',
  about: 'text',
  line: 'integer',
}

/** Columns of verdicts, which say nothing where nothing was judged. */
export const VERDICT_COLUMNS = { action: actionVerdict, turn: turnVerdict } as const

/** Of them those of dimensions, which every judge may fill. */
export const FACET_COLUMNS = { action: actionFacets, turn: turnFacets } as const

/** The columns of what judges say of units beside the rows, in order. */
export const JUDGED_COLUMNS: Columns<JudgedRow> = {
  judge: 'text',
  run: 'text',
  questions: 'text',
  unit: 'text',
  id: 'text',
  contributor: 'text',
  customer: 'text',
  outcome: 'text',
  chance: 'integer',
  at: 'integer',
  tokens: 'integer',
  micro_usd: 'integer',
  disagreed: 'text',
  said: 'text',
  ...turnFacets,
  ...actionFacets,
}

type Nullable<Row> = { readonly [K in keyof Row as null extends Row[K] ? K : never]: true }

const tokensNull = { tokens_in: true, tokens_out: true, tokens_cache_read: true, tokens_cache_write: true } as const

const nullable: {
  session: Nullable<SessionRow>
  turn: Nullable<Omit<TurnRow, keyof TurnVerdict>>
  action: Nullable<Omit<ActionRow, keyof ActionVerdict>>
  agent: Nullable<AgentRow>
  touch: Nullable<TouchRow>
} = {
  session: { setting: true, entrypoint: true, version: true, first_at: true, last_at: true, plan_at: true },
  turn: { interrupt_kind: true, reported_ms: true, mode: true, ...tokensNull },
  action: {
    turn: true,
    mode: true,
    ended_at: true,
    asked_at: true,
    decided_at: true,
    subagent: true,
    spawned: true,
  },
  agent: { spawn: true, ...tokensNull },
  touch: { turn: true, about: true },
}

/** Whether a log may say nothing in a column. */
export const mayBeNull = (table: TableName, column: string): boolean =>
  column === 'customer' ||
  column in nullable[table] ||
  ((table === 'action' || table === 'turn') && column in VERDICT_COLUMNS[table])

/** The columns of the store's row tables, in order; the names of the tables are those of the words of the house. */
export const TABLES = { session, turn, action, agent, touch } as const
export type TableName = keyof typeof TABLES
