import {
  type ActionRow,
  type ActionVerdict,
  type ReadCounts,
  type Rows,
  type SessionRow,
  type TurnRow,
  type TurnVerdict,
  tablesOf,
} from '../model/index.js'
import type { FileBatch } from '../store/index.js'
import type { Category, Kind } from './kinds.js'

/** A turn of a session: what its actions were, and how long it took. */
export interface Turn {
  acts: readonly Kind[]
  wall_ms: number
}

/** A session as it is planted into a store: one file of one contributor. */
export interface Planted {
  /** The same in all files of one person. */
  contributor: string
  name: string
  /** ms since 1970 UTC */
  at: number
  turns: readonly Turn[]
  /** What stands in every column that a log could fill with words of its own: tools, versions, entry points, paths. */
  words?: string
}

/** Where planted files lie, and as which kind of log. */
export interface Ground {
  place: string
  source: string
  sourceVersion: number
  /** Files of others that lie there anyway. */
  background?: readonly FileBatch[]
}

const BETWEEN_TURNS_MS = 600_000

const SURE: Omit<ActionVerdict, Category> = {
  ...{ goal_complexity: 'Low', environment_type: 'Individual virtual', environmental_impact: 'Minor impact' },
  ...{ human_in_loop: 'Yes', autonomy: 4, reversibility: 'Easily reversible', risk: 2, confidence: 9 },
  ...{ safeguards_category: 'Human approval required', agentic_architecture: 'Single agent, general tools' },
  ...{ setting: 'Production', why: 'planted' },
}

const DONE: TurnVerdict = {
  ...{ stop_reason: 'completed_request', had_errors: 'no', goal_complexity: 'Low', risk: 2, autonomy: 4 },
  ...{ goal_domain_category: 'Software engineering', success: 'Succeeded', reversibility: null },
  ...{ ambiguity_at_interruption: null, error_at_interruption: null, did: null, why: 'turn.completed' },
}

const NOTHING_WRONG: ReadCounts = {
  ...{ records: 1, unreadable: 0, unknown: {}, duplicates: 0, untimed: 0, clock_back: 0, unanswered: 0 },
}

/** The file of a planted session, as if it had just been read. */
export function fileOf(planted: Planted, { place, source, sourceVersion }: Ground): FileBatch {
  const { words } = planted
  return {
    ...{
      place,
      source,
      sourceVersion,
      path: pathOf(planted),
      contributor: planted.contributor,
      customer: null,
      known: null,
    },
    ...{ size: 1, mtime: '1', head: '', headBytes: 0, fromLine: 1, checkpoint: null },
    counts: words === undefined ? NOTHING_WRONG : { ...NOTHING_WRONG, unknown: { [words]: 1 } },
    unreadable: words === undefined ? [] : [{ line: 2, reason: words }],
    tables: tablesOf(rowsOf(planted)),
  }
}

/** Tells files apart; what is planted may stand in paths as well. */
export const pathOf = ({ contributor, name, words }: Planted): string =>
  `${contributor}/${words === undefined ? '' : `${words}/`}${name}.jsonl`

const sessionId = ({ contributor, name }: Planted): string => `${contributor}.${name}`

/** The ids of a session's actions, in their order. */
export const actionsOf = (planted: Planted): string[] =>
  planted.turns.flatMap(({ acts }, i) => acts.map((_, j) => `${sessionId(planted)}.${i}.${j}`))

function rowsOf(planted: Planted): Rows {
  const { at, turns, words } = planted
  const id = sessionId(planted)
  const starts = turns.map(
    (_, i) => at + turns.slice(0, i).reduce((sum, turn) => sum + turn.wall_ms + BETWEEN_TURNS_MS, 0),
  )
  const end = starts.at(-1)! + turns.at(-1)!.wall_ms
  const session: SessionRow = {
    ...{ session: id, interactive: 'yes', setting: null, entrypoint: words ?? 'cli', version: words ?? '1.0.0' },
    ...{ first_at: at, last_at: end, records: 3, main: true, plan_at: null, line: 1 },
  }
  return {
    sessions: [session],
    turns: turns.map(({ wall_ms }, i) => turnRow(id, i, starts[i]!, wall_ms)),
    actions: turns.flatMap(({ acts, wall_ms }, i) =>
      acts.map((kind, j) => {
        const from = starts[i]! + Math.floor((wall_ms * j) / acts.length)
        return actionRow(id, i, j, from, kind, words ?? 'Bash')
      }),
    ),
    agents: [],
    touches: [],
  }
}

const turnRow = (session: string, i: number, at: number, wall: number): TurnRow => ({
  ...{ session, turn: `${session}.${i}`, root: `${session}.${i}`, started_at: at, ended_at: at + wall },
  ...{ started_by: 'prompt', ended_by: 'completed', interrupt_kind: null, censored: false, mode: 'default' },
  ...{ wall_ms: wall, work2_ms: wall, work5_ms: wall, work15_ms: wall, reported_ms: null },
  ...{ tokens_in: 100, tokens_out: 100, tokens_cache_read: 0, tokens_cache_write: 0, line: 1 + i },
  ...DONE,
})

const actionRow = (session: string, i: number, j: number, at: number, kind: Kind, tool: string): ActionRow => ({
  ...{ session, action: `${session}.${i}.${j}`, call: `${session}.${i}.${j}`, turn: `${session}.${i}`, tool },
  ...{ status: 'ok', approval: 'unknown', mode: 'default', started_at: at, ended_at: at + 1 },
  ...{ asked_at: null, decided_at: null, subagent: null, spawned: null, line: 1 + i },
  ...SURE,
  ...kind,
})
