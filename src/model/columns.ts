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
  subagent: 'text',
  spawned: 'text',
  line: 'integer',
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

type Nullable<Row> = { readonly [K in keyof Row as null extends Row[K] ? K : never]: true }

const nullable: {
  session: Nullable<SessionRow>
  turn: Nullable<TurnRow>
  action: Nullable<ActionRow>
  agent: Nullable<AgentRow>
  touch: Nullable<TouchRow>
} = {
  session: { entrypoint: true, version: true, first_at: true, last_at: true, plan_at: true },
  turn: { interrupt_kind: true, reported_ms: true, mode: true },
  action: { turn: true, mode: true, ended_at: true, subagent: true, spawned: true },
  agent: { spawn: true },
  touch: { turn: true, about: true },
}

/** Whether a log may say nothing in a column. */
export const mayBeNull = (table: TableName, column: string): boolean =>
  column === 'customer' || column in nullable[table]

/** The columns of the store's row tables, in order; the names of the tables are those of the words of the house. */
export const TABLES = { session, turn, action, agent, touch } as const
export type TableName = keyof typeof TABLES
