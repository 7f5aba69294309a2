import { Gist, userName } from '../../model/index.js'
import type { TelemetryFact, What } from '../claude-code-otel/index.js'
import { sealed } from '../sealed.js'
import { KEPT_VERSION } from './kept.js'
import { idKept, nameKept } from './names.js'
import type { Means } from './request.js'

/** A record or span of Claude Code's telemetry. Ids are pseudonyms. What is absent is not known, or nothing. */
export interface KeptTelemetry {
  collected: 'telemetry'
  version: number
  id: string
  session: string
  /** Ms since 1970 UTC. */
  at?: number
  ended?: number
  /** Of a span, its id and that of the one around it. */
  span?: readonly [own: string, around: string | null]
  sequence?: number
  prompt?: string
  user?: string
  entrypoint?: string
  program?: string
  what: What
  /** What is left of what somebody said, and of what a tool was called with. */
  said?: readonly string[]
  input?: readonly string[]
}

/** Names of programs and of their versions. */
const ENTRYPOINT = /^[a-z][a-z_-]{0,39}$/
const PROGRAM = /^\d+(?:\.\d+){1,3}(?:-[a-z]+(?:\.\d+)?)?$/

/** A record of the telemetry without its text. @param customer whose token it was sent with; null where none was. */
export function keptTelemetry(fact: TelemetryFact, customer: string | null, means: Means): KeptTelemetry {
  const { session, at, ended, span, sequence, prompt, user, entrypoint, version, texts } = fact
  const { conceal, forget } = means
  const said = texts?.said ?? null
  const words = typeof said === 'string' ? (fact.what.kind === 'said' ? forget.said(said) : forget.asked(said)) : said
  const tool = 'tool' in fact.what ? fact.what.tool : 'unknown'
  // Filled in one by one: spreads make this slow, and there are many.
  const kept: KeptTelemetry = {
    collected: 'telemetry',
    version: KEPT_VERSION,
    id: conceal('text', fact.id),
    session: conceal('session', session),
    what: whatKept(fact.what, means),
  }
  if (at !== null) kept.at = at
  if (ended !== null) kept.ended = ended
  if (span !== null) kept.span = [idKept(span.span, means), span.parent && idKept(span.parent, means)]
  if (sequence !== null) kept.sequence = sequence
  if (prompt !== null) kept.prompt = conceal('turn', prompt)
  if (user !== null) kept.user = conceal('user', userName({ user, customer }))
  if (entrypoint !== null && ENTRYPOINT.test(entrypoint)) kept.entrypoint = entrypoint
  if (version !== null && PROGRAM.test(version)) kept.program = version
  if (words !== null) kept.said = words.signs
  if (texts?.input != null) kept.input = forget.call(tool, texts.input, null).signs
  return kept
}

/** What it says, with pseudonyms in the place of ids. */
function whatKept(what: What, { conceal }: Means): What {
  const callOf = (call: string | null) => (call === null ? null : conceal('call', call))
  const agentOf = (agent: string | null) => (agent === null ? null : conceal('agent', agent))
  switch (what.kind) {
    case 'request':
      return { ...what, own: conceal('text', what.own), agent: agentOf(what.agent) }
    case 'decision':
      return { kind: 'decision', call: callOf(what.call), tool: nameKept(what.tool), decision: what.decision }
    case 'result': {
      const { failed, ran, decision } = what
      return { kind: 'result', call: callOf(what.call), tool: nameKept(what.tool), failed, ran, decision }
    }
    case 'call':
      return { ...what, call: callOf(what.call), tool: nameKept(what.tool), agent: agentOf(what.agent) }
    case 'wait':
    case 'run':
      return { ...what, call: callOf(what.call) }
    default:
      return what
  }
}

/** A record as it was kept. @param line where it stands. */
export function telemetryOf(kept: KeptTelemetry, line: number): TelemetryFact {
  const { id, span, said, input } = kept
  const own = (pseudonym: string | undefined) => (pseudonym === undefined ? null : sealed(pseudonym))
  const texts = said === undefined && input === undefined ? null : { said: gistOf(said), input: gistOf(input) }
  return {
    ...{ id, session: sealed(kept.session), at: kept.at ?? null, ended: kept.ended ?? null, line },
    span: span === undefined ? null : { span: span[0], parent: span[1] },
    ...{ sequence: kept.sequence ?? null, prompt: own(kept.prompt), user: own(kept.user) },
    ...{ entrypoint: kept.entrypoint ?? null, version: kept.program ?? null },
    what: whatOf(kept.what),
    texts: texts === null ? null : { ...texts, result: null },
  }
}

const gistOf = (signs: readonly string[] | undefined): Gist | null => (signs === undefined ? null : new Gist(signs))

function whatOf(what: What): What {
  const own = (pseudonym: string | null) => (pseudonym === null ? null : sealed(pseudonym))
  if (what.kind === 'request') return { ...what, agent: own(what.agent) }
  if (what.kind === 'call') return { ...what, call: own(what.call), agent: own(what.agent) }
  return 'call' in what ? { ...what, call: own(what.call) } : what
}
