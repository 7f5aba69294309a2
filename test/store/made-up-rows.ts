import {
  type ActionRow,
  type AgentRow,
  type Rows,
  type SessionRow,
  type TurnRow,
  tablesOf,
  UNJUDGED_ACTION,
  UNJUDGED_TURN,
} from '../../src/model/index.js'
import { startCounts } from '../../src/sources/tally.js'
import type { FileBatch } from '../../src/store/index.js'

const DAYS = 86_400_000

/** A session of one turn with one action, which takes two steps of `tick` each. */
export function one(name: string, at: number, tick: number): Rows {
  const untimed = at < DAYS
  const session: SessionRow = {
    ...{ session: name, interactive: 'yes', setting: null, entrypoint: null, version: null, records: 3, main: true },
    ...{ first_at: untimed ? null : at, last_at: untimed ? null : at + 2 * tick, plan_at: null, line: 1 },
  }
  const turn: TurnRow = {
    ...{ session: name, turn: `turn of ${name}`, root: `turn of ${name}`, started_at: at, ended_at: at + 2 * tick },
    ...{ started_by: 'prompt', ended_by: 'completed', interrupt_kind: null, censored: false, mode: null },
    ...{ wall_ms: 2 * tick, work2_ms: 2 * tick, work5_ms: 2 * tick, work15_ms: 2 * tick, reported_ms: null },
    ...{ tokens_in: 1, tokens_out: 2, tokens_cache_read: 0, tokens_cache_write: 0, line: 1 },
    ...UNJUDGED_TURN,
  }
  const action: ActionRow = {
    ...{ session: name, action: `action of ${name}`, call: `call of ${name}`, turn: turn.turn, tool: 'Bash' },
    ...{ status: 'ok', approval: 'bypass', mode: null, started_at: at + tick, ended_at: at + 2 * tick },
    ...{ asked_at: null, decided_at: null, subagent: null, spawned: null, line: 2 },
    ...UNJUDGED_ACTION,
  }
  return { sessions: [session], turns: [turn], actions: [action], agents: [], touches: [] }
}

/** A subagent's run that the action of such a session started, and what it wrote. */
export const helperOf = (name: string, subagent: string, at: number, written: number | null): AgentRow => ({
  ...{ session: name, subagent, spawn: `call of ${name}`, started_at: at, ended_at: at, line: 3 },
  ...{ tokens_in: 1, tokens_out: written, tokens_cache_read: 0, tokens_cache_write: 0 },
})

export const batchOf = (path: string, rows: Rows): FileBatch => ({
  ...{ place: 'logs', path, source: 'made-up', contributor: 'ann', customer: null, known: null, sourceVersion: 1 },
  ...{ size: 1, mtime: '1', head: '', headBytes: 0, fromLine: 1, counts: startCounts(), unreadable: [] },
  ...{ checkpoint: null, tables: tablesOf(rows) },
})
