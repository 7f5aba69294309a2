import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Random } from './random.js'
import type { Json } from './transcript.js'
import type { ActionTruth, FleetTruth, TurnTruth } from './truth.js'

/** What is true of an action whose telemetry was sent. */
export interface DecidedTruth extends Omit<ActionTruth, 'approval'> {
  approval: ActionTruth['approval'] | 'approved' | 'declined'
  /** When somebody was asked and decided, ms since 1970 UTC; null where nobody was. `asked` is in traces only. */
  asked: number | null
  decided: number | null
}

const QUESTIONS = ['AskUserQuestion', 'ExitPlanMode']
const ms = (at: string) => Date.parse(at)

/** How the telemetry of a fleet is written. */
export interface Sent {
  /** Share of sessions with traces beside the events. */
  traced: number
  /** Whether events name calls by their ids, as older versions did not. */
  named: boolean
}

/**
 * Writes the telemetry that Claude Code must have sent for a fleet to `<dir>/<user>/events.jsonl` and `traces.jsonl`, and
 * returns what it makes known. Who decided where transcripts do not say is drawn.
 */
export async function makeTelemetry(dir: string, truth: FleetTruth, { traced, named }: Sent): Promise<DecidedTruth[]> {
  const random = new Random('telemetry')
  const decided: DecidedTruth[] = []
  const byUser = new Map<string, { events: Json[]; spans: Json[] }>()
  const withTraces = new Map<string, boolean>()
  const prompts = promptsOf(truth.turns)
  for (const { contributor } of truth.sessions) byUser.set(contributor, { events: [], spans: [] })
  for (const turn of truth.turns) {
    if (prompts.get(keyOf(turn, turn.start_id)) !== turn.start_id) continue
    const at = ms(turn.started_at)
    byUser.get(turn.contributor)!.events.push(event(turn.session, at, 'user_prompt', { 'prompt.id': turn.start_id }))
  }
  for (const action of truth.actions) {
    const spans = withTraces.get(action.session) ?? random.chance(traced)
    withTraces.set(action.session, spans)
    const { row, source, accepted } = decide(random, action)
    decided.push({ ...row, asked: spans ? row.asked : null })
    const to = byUser.get(action.contributor)!
    const prompt = prompts.get(keyOf(action, action.turn)) ?? action.turn
    const about = { tool_name: action.tool, 'prompt.id': prompt, ...(named ? { tool_use_id: action.call_id } : {}) }
    const at = row.decided ?? ms(action.started_at)
    to.events.push(
      event(action.session, at, 'tool_decision', { ...about, decision: accepted ? 'accept' : 'reject', source }),
    )
    if (accepted && action.ended_at !== null) {
      const success = String(action.status !== 'error')
      const duration_ms = String(ms(action.ended_at) - at)
      to.events.push(event(action.session, ms(action.ended_at), 'tool_result', { ...about, success, duration_ms }))
    }
    if (!spans || !named) continue
    const own = { tool_use_id: action.call_id }
    const agent = action.subagent === null ? {} : { agent_id: action.subagent }
    const end = action.ended_at === null ? null : ms(action.ended_at)
    if (row.asked !== null && row.decided !== null) {
      const more = { ...own, decision: accepted ? 'accept' : 'reject', source }
      to.spans.push(span(random, action.session, row.asked, row.decided, 'tool.blocked_on_user', more))
    }
    const call = { ...own, ...agent, tool_name: action.tool, success: String(action.status !== 'error') }
    if (end !== null) to.spans.push(span(random, action.session, ms(action.started_at), end, 'tool', call))
  }
  for (const turn of truth.turns) {
    if (withTraces.get(turn.session) !== true || !named || turn.started_by === 'answer') continue
    const same = truth.turns.filter((one) => prompts.get(keyOf(one, one.start_id)) === turn.start_id)
    const end = Math.max(...same.map(({ started_at, wall_s }) => ms(started_at) + wall_s * 1000))
    byUser.get(turn.contributor)!.spans.push(span(random, turn.session, ms(turn.started_at), end, 'interaction', {}))
  }
  for (const [user, { events, spans }] of byUser) {
    number(events)
    await mkdir(join(dir, user), { recursive: true })
    await writeFile(
      join(dir, user, 'events.jsonl'),
      lines(events, (all) => ({ resourceLogs: [group('scopeLogs', 'logRecords', all)] })),
    )
    if (spans.length > 0)
      await writeFile(
        join(dir, user, 'traces.jsonl'),
        lines(spans, (all) => ({ resourceSpans: [group('scopeSpans', 'spans', all)] })),
      )
  }
  return decided
}

/** Numbers the events of each session in the order of time. */
function number(events: Json[]): void {
  const counts = new Map<unknown, number>()
  events.sort((a, b) => Number(a.at) - Number(b.at))
  for (const { session, attributes: own } of events) {
    const n = (counts.get(session) ?? 0) + 1
    counts.set(session, n)
    ;(own as Json[]).push({ key: 'event.sequence', value: { stringValue: String(n) } })
  }
}

const keyOf = ({ contributor, session }: { contributor: string; session: string }, turn: string) =>
  `${contributor}/${session}/${turn}`

/** The prompt that each turn worked on: an answer goes on with the one before it. */
function promptsOf(turns: readonly TurnTruth[]): Map<string, string> {
  const prompts = new Map<string, string>()
  const last = new Map<string, string>()
  const inOrder = [...turns].sort((a, b) => ms(a.started_at) - ms(b.started_at) || a.turn - b.turn)
  for (const turn of inOrder) {
    const session = keyOf(turn, '')
    const prompt = turn.started_by === 'answer' ? (last.get(session) ?? turn.start_id) : turn.start_id
    last.set(session, prompt)
    prompts.set(keyOf(turn, turn.start_id), prompt)
  }
  return prompts
}

/** Who decided about an action, and when. */
function decide(random: Random, action: ActionTruth): { row: DecidedTruth; source: string; accepted: boolean } {
  const from = ms(action.started_at)
  const to = action.ended_at === null ? null : ms(action.ended_at)
  const nobody = { ...action, asked: null, decided: null }
  const asks = QUESTIONS.includes(action.tool)
  if (action.approval === 'rejected') {
    const row = { ...action, approval: asks ? ('declined' as const) : action.approval, asked: from, decided: to }
    return { row, source: random.pick(['user_reject', 'user_abort']), accepted: false }
  }
  if (action.status === 'denied') return { row: { ...nobody, decided: to }, source: 'config', accepted: false }
  if (asks) return { row: { ...nobody, decided: to }, source: 'user_temporary', accepted: true }
  if (action.approval !== 'unknown') return { row: { ...nobody, decided: from }, source: 'config', accepted: true }
  if (to === null || random.chance(0.5))
    return {
      row: { ...nobody, approval: 'rules', decided: from },
      source: random.pick(['config', 'hook']),
      accepted: true,
    }
  const decided = from + Math.round((to - from) * random.next())
  const row = { ...action, approval: 'approved' as const, asked: from, decided }
  return { row, source: random.pick(['user_permanent', 'user_temporary']), accepted: true }
}

const nanos = (at: number) => `${at}000000`
const attributes = (of: Json) =>
  Object.entries(of).map(([key, value]) => ({ key, value: { stringValue: String(value) } }))

const event = (session: string, at: number, name: string, more: Json): Json => ({
  ...{ at, session },
  timeUnixNano: nanos(at),
  body: { stringValue: `claude_code.${name}` },
  attributes: attributes({ 'session.id': session, 'event.name': name, 'user.email': 'someone@fleet.example', ...more }),
})

const span = (random: Random, session: string, from: number, to: number, name: string, more: Json): Json => ({
  at: to,
  traceId: random.hex(32),
  spanId: random.hex(16),
  name: `claude_code.${name}`,
  startTimeUnixNano: nanos(from),
  endTimeUnixNano: nanos(to),
  attributes: attributes({ 'session.id': session, ...more }),
})

function group(scopes: string, records: string, all: readonly Json[]): Json {
  return {
    resource: { attributes: attributes({ 'service.name': 'claude-code', 'service.version': '2.1.220' }) },
    [scopes]: [
      {
        scope: { name: 'com.anthropic.claude_code' },
        [records]: all.map(({ at: _at, session: _session, ...record }) => record),
      },
    ],
  }
}

/** Records as they are sent, some at a time. */
function lines(records: readonly Json[], request: (some: readonly Json[]) => Json): string {
  const sent = [...records].sort((a, b) => Number(a.at) - Number(b.at))
  const out: string[] = []
  for (let i = 0; i < sent.length; i += 25) out.push(JSON.stringify(request(sent.slice(i, i + 25))))
  return `${out.join('\n')}\n`
}
