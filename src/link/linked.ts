import type { AnswerEnd, EndedBy, Speaker } from '../model/index.js'

/**
 * What shows that a request continues an earlier one, or that an agent was started by another's call.
 * `response-id`: the request names the answer that it follows. `session-id`: the log gives both the same conversation.
 * `tool-use-id`: its history has a call, or the result of one, that the earlier answer made. `prefix-hash`: its history
 * begins with the earlier one's and its answer. `answer-hash`: its history has the earlier answer, alone or
 * with what it answers, and something before it was changed. `spawn`: its first message is an argument of the call. `summary`: its first message has the lines of an
 * answer that summed up the conversation before, or quotes what was said there.
 */
export const LINK_EVIDENCE = [
  'response-id',
  'session-id',
  'tool-use-id',
  'prefix-hash',
  'answer-hash',
  'spawn',
  'summary',
] as const
export type LinkEvidence = (typeof LINK_EVIDENCE)[number]

/** `strong`: by ids that are drawn at random, or by the log's word. `fair`: by texts that are long enough not to recur. */
export type LinkStrength = 'strong' | 'fair'

export interface Link {
  /** The exchange that is continued, or that made the call. */
  to: string
  evidence: LinkEvidence
  strength: LinkStrength
}

/** One exchange in its session. */
export interface LinkedExchange {
  id: string
  at: number
  ended: number
  /** Null where nothing earlier was found: it begins a thread. */
  link: Link | null
  /** The thread of a subagent, by the exchange that begins it; null in the session's own. */
  subagent: string | null
  turn: string | null
  /** The first message of its history that no earlier exchange of the session has. */
  fresh: number
  end: AnswerEnd | null
}

/** A turn, or a stretch of a subagent's work. */
export interface LinkedTurn {
  id: string
  /** Who spoke; null where what began the turn is in no request. */
  speaker: Speaker | null
  started_at: number
  ended_at: number
  ended_by: EndedBy
  subagent: string | null
  exchanges: number
}

/** A tool call. */
export interface LinkedAction {
  /** The call's id, sealed. */
  call: string
  tool: string
  /** Whether the id is likely to be this call's alone. */
  unique: boolean
  turn: string | null
  subagent: string | null
  /** The exchange whose answer made it, or whose history first has it where that answer is missing. */
  exchange: string
  made: 'answer' | 'history'
  at: number
  /** When a request first had its result; null where none did. */
  result_at: number | null
}

/** A subagent: a thread that a call of the session began. */
export interface LinkedAgent {
  /** The exchange that begins it. */
  id: string
  link: Link
  /** The call's id, sealed; null where several calls of the session say the same. */
  spawn: string | null
}

/**
 * A session, or what has become of one since a part of it was given: parts of one session bear the same id.
 */
export interface LinkedSession {
  owner: string
  session: string
  exchanges: LinkedExchange[]
  turns: LinkedTurn[]
  actions: LinkedAction[]
  agents: LinkedAgent[]
}
