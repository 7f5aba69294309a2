import type { Interactive } from '../../model/index.js'
import { isObject, type Json, textOf, timeOf } from '../values.js'

/** What the head of a rollout says of its session. */
export interface Meta {
  session: string
  /** The thread's own id, where a subagent runs in it, else null. */
  subagent: string | null
  entrypoint: string | null
  version: string | null
  interactive: Interactive
  /** When the thread began, ms since 1970 UTC. */
  began: number | null
  /** It begins with a copy of another thread. */
  forked: boolean
}

const PROGRAMS = /^(?:codex_exec|codex_sdk|codex-exec|codex_mcp|exec$|mcp$)/
const PEOPLE =
  /^(?:codex-tui|codex_cli_rs|codex_vscode|codex_work_desktop|codex desktop|codex cli|cli$|vscode$|appserver$)/i

/** Null where a record names no session. */
export function metaOf(payload: Json): Meta | null {
  const id = textOf(payload.id)
  if (id === null) return null
  const { source } = payload
  const agent = isObject(source) ? source.subagent : undefined
  const parent = agent === undefined ? null : (rootOf(payload, id) ?? parentOf(agent))
  const entrypoint = textOf(payload.originator) ?? textOf(source)
  return {
    session: parent ?? id,
    subagent: parent === null ? null : id,
    entrypoint,
    version: textOf(payload.cli_version),
    interactive: agent !== undefined ? (parent === null ? 'no' : 'unknown') : typedIn(entrypoint, textOf(source)),
    began: timeOf(payload.timestamp),
    forked: textOf(payload.forked_from_id) !== null,
  }
}

/** The thread that started all others, where newer versions name it. */
const rootOf = (payload: Json, id: string): string | null => {
  const root = textOf(payload.session_id)
  return root === id ? null : root
}

function parentOf(agent: unknown): string | null {
  if (!isObject(agent)) return null
  const spawn = isObject(agent.thread_spawn) ? agent.thread_spawn : agent
  return textOf(spawn.parent_thread_id)
}

function typedIn(...names: (string | null)[]): Interactive {
  const known = names.filter((name) => name !== null)
  if (known.some((name) => PROGRAMS.test(name))) return 'no'
  return known.some((name) => PEOPLE.test(name)) ? 'yes' : 'unknown'
}
