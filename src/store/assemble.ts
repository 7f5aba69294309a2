import { ACTION_WORDS, FIRST_TIME, type LogSetting, TURN_WORDS, VERDICT_COLUMNS } from '../model/index.js'
import { type Companions, companionsOf, type Joined, typing } from './companions.js'
import { assembleContacts } from './contacts.js'
import type { Dialect } from './dialect.js'
import { keptOf } from './left-out.js'
import { linkRuns } from './link-runs.js'
import { noGroups, sentenceColumns } from './sentences.js'
import { named } from './units.js'
import { assembleVerdicts, type JudgedScope, saysItself, verdictsBeside } from './verdicts.js'

const DAY_MS = 86_400_000

/** An expression where a moment is a time; null where it is only a place in a log that says none. */
const ifKnown = (moment: string, then: string): string => `CASE WHEN ${moment} >= ${FIRST_TIME} THEN ${then} END`
const known = (moment: string): string => ifKnown(moment, moment)

/** What a study covers, and whom it protects. */
export interface Scope {
  places: readonly string[]
  protect: 'user' | 'customer'
  /** Verdicts besides those of the rules; without it there are none, and none are looked for. */
  judged?: JudgedScope
  /** Kinds of logs that give way where another one tells the same session, the first of them last; none unless told. */
  companions?: readonly string[]
  /** Leaves out sessions of which their log says that they ran there. */
  without?: readonly LogSetting[]
}

/** What has to be asked of a study of some kinds of logs: nothing of companions that are not among them. */
export const scopeOver = (scope: Scope, sources: ReadonlySet<string>): Scope => ({
  ...scope,
  companions: (scope.companions ?? []).filter((id) => sources.has(id)),
})

/** How a study is put together. Between the two halves stands what no part of the contributors can tell alone. */
export interface Assembling {
  before: string[]
  /** The first moment that the logs of each place reach back to, as `place` and `oldest`; kept as the relation `oldest`. */
  oldest: string
  after: string[]
}

const OLDEST = 'SELECT place, min(first_at) AS oldest FROM put_together GROUP BY place'

/**
 * The statements that put a study's rows together: every unit once, whatever was copied, forked, saved twice or read
 * from several files; then experience, regime and touches. Deduplication never leaves a contributor (method.md 8) and
 * does not depend on the order in which files were read. The rules stand in docs/sources/claude-code.md.
 */
export function assemble(scope: Scope, d: Dialect): Assembling {
  const kept = keptOf(scope, d)
  const owner = scope.protect === 'customer' ? 'coalesce(customer, contributor)' : 'contributor'
  const without = (columns: string[]) => (table: string, words: Parameters<Dialect['words']>[0]) =>
    `(SELECT ${d.allBut(columns, [{ column: 'contributor', by: owner }, ...d.words(words)])} FROM ${table} WHERE ${kept})`
  const rows = (table: string) => without(['customer'])(table, {})
  // Where every row is kept, what nobody asks for later is left behind.
  const lean = without(['customer', 'place'])
  const told = {
    ...{ turn: lean('turn', TURN_WORDS), action: lean('action', ACTION_WORDS), agent: lean('agent', {}) },
    ...{ touch: rows('touch'), session: rows('session') },
  }
  const companions = companionsOf(scope.companions ?? [], told, d)
  const { turn, action, agent, touch, session } = companions.rows
  const [passed, inherited] = approvalsOf(companions)
  const before = [
    ...companions.before,
    // Every copy of every turn. A copy that was cut off ends earlier than the best one.
    d.keep(
      'copies',
      `SELECT *, max(ended_at) OVER w AS best, min(session) OVER w <> max(session) OVER w AS shared
       FROM ${turn} WINDOW w AS (PARTITION BY contributor, turn)`,
    ),
    // Of sessions that share turns, the owner is none that was cut off, then one with nothing of its own (it was
    // continued elsewhere), then the one that went on first.
    d.keep(
      'claims',
      `SELECT contributor, session, max(CASE WHEN shared AND ended_at < best THEN 1 ELSE 0 END) AS cut,
         min(CASE WHEN NOT shared THEN started_at END) AS own_first
       FROM copies GROUP BY contributor, session`,
    ),
    d.keep(
      'kept',
      `SELECT * FROM (
         SELECT c.*, row_number() OVER (PARTITION BY c.contributor, c.turn ORDER BY c.ended_at DESC, s.cut,
           s.own_first NULLS FIRST, c.session, c.censored, CASE WHEN c.ended_by = 'unknown' THEN 1 ELSE 0 END,
           c.reported_ms DESC NULLS LAST, c.file, c.line) AS pick
         FROM copies c JOIN claims s ON s.contributor = c.contributor AND s.session = c.session
       ) WHERE pick = 1`,
    ),
    // Joined and numbered one after the other: both at once do not fit where there are millions of them.
    d.keep(
      'held_actions',
      `SELECT a.* FROM ${action} a
       JOIN kept k ON k.contributor = a.contributor AND k.turn = a.turn AND k.session = a.session AND k.file = a.file
       WHERE a.subagent IS NULL`,
    ),
    d.keep(
      'main_actions',
      `SELECT * FROM (
         SELECT *, row_number() OVER (PARTITION BY contributor, action ORDER BY file, line) AS pick FROM held_actions
       ) WHERE pick = 1`,
    ),
    d.drop('held_actions'),
    d.keep(
      'sub_actions',
      `SELECT * FROM (
         SELECT a.*, row_number() OVER (PARTITION BY a.contributor, a.action ORDER BY coalesce(s.cut, 0),
           s.own_first NULLS FIRST, a.session, CASE WHEN a.ended_at IS NULL THEN 1 ELSE 0 END, a.file, a.line) AS pick
         FROM ${action} a LEFT JOIN claims s ON s.contributor = a.contributor AND s.session = a.session
         WHERE a.subagent IS NOT NULL
       ) WHERE pick = 1`,
    ),
    d.keep(
      'runs',
      `SELECT contributor, session, subagent, max(spawn) AS spawn, min(started_at) AS started_at, max(ended_at) AS ended_at,
         ${TOKENS.map((t) => `max(${t}) AS ${t}`).join(', ')}
       FROM (
         SELECT a.*, row_number() OVER (PARTITION BY a.contributor, a.subagent, a.started_at, a.file ORDER BY a.line) AS nth,
           first_value(a.session) OVER (PARTITION BY a.contributor, a.subagent, a.started_at ORDER BY coalesce(s.cut, 0),
             s.own_first NULLS FIRST, a.session) AS owner
         FROM ${agent} a LEFT JOIN claims s ON s.contributor = a.contributor AND s.session = a.session
       ) WHERE session = owner AND nth = 1 GROUP BY contributor, session, subagent`,
    ),
    ...linkRuns(d),
    ...companions.after,
    // Of every action what is added up below; the rest of it stays where it is until the end.
    d.keep(
      'acts',
      `SELECT a.contributor, a.session, a.turn, ${passed.column} AS approval, a.started_at, a.subagent FROM main_actions a ${passed.join}
       UNION ALL SELECT a.contributor, a.session, r.turn, ${inherited.column} AS approval, a.started_at, a.subagent
       FROM ${helping} ${inherited.join}`,
    ),
    ...assembleContacts(d, touch, session, companions),
    ...assembleSessions(d, session, companions),
  ]
  const { judged } = scope
  const after = [
    ...assembleExperience(d),
    ...(judged === undefined ? [] : [assembleVerdicts(judged, owner, d)]),
    ...assembleTurns(judged, companions, d),
    ...assembleActions(judged, companions, d),
    ...noGroups(d),
  ]
  return { before, oldest: OLDEST, after }
}

/** Actions of subagents, beside what they worked for. */
const helping =
  'sub_actions a LEFT JOIN linked r ON r.contributor = a.contributor AND r.session = a.session AND r.subagent = a.subagent'
/** What let a subagent's action pass, where it may be what its turn was allowed. */
const INHERITED = `CASE WHEN a.approval <> 'inherit' THEN a.approval WHEN r.mode = 'bypassPermissions' THEN 'bypass'
  WHEN r.mode = 'auto' THEN 'classifier' WHEN r.mode = 'dontAsk' THEN 'rules' ELSE 'unknown' END`

/** Who let actions of the main agent and of subagents pass, after all that is known of them. */
const approvalsOf = (companions: Companions): [Joined, Joined] => [
  companions.approval('a.approval'),
  companions.approval(`(${INHERITED})`),
]

function assembleSessions(d: Dialect, session: string, { waited, waits, evidence }: Companions): string[] {
  const count = (condition: string) => `count(CASE WHEN ${condition} THEN 1 END)`
  return [
    d.keep(
      'seen',
      `SELECT contributor, session, min(source) AS source, min(place) AS place, max(setting) AS setting, min(${known('first_at')}) AS first_at,
         max(${typing('interactive')}) AS evidence,
         min(CASE WHEN main THEN file END) AS main_file, min(file) AS any_file, sum(records) AS records
       FROM ${session} GROUP BY contributor, session`,
    ),
    d.keep(
      'worked',
      `SELECT k.contributor AS contributor, k.session AS session, count(*) AS turns, min(${known('k.started_at')}) AS started_at,
         max(${known('k.ended_at')}) AS last_at, min(k.file) AS file, ${count("k.started_by NOT IN ('schedule', 'program')")} AS by_people,
         sum(${ifKnown('k.started_at', `k.work5_ms - ${waited('k', 'work5_ms')}`)}) AS work_ms
       FROM kept k ${waits('k')} GROUP BY k.contributor, k.session`,
    ),
    d.keep(
      'acted',
      `SELECT contributor, session, count(*) AS actions, count(subagent) AS sub_actions,
         CASE WHEN ${count("approval NOT IN ('not-needed', 'declined')")} = 0 THEN NULL
           WHEN ${count("approval IN ('approved', 'rejected')")} > 0 THEN 'manual'
           WHEN ${count("approval = 'unknown'")} > 0 THEN 'unknown'
           WHEN ${count("approval IN ('rules', 'rule-denied')")} > 0 THEN 'rules'
           WHEN ${count("approval IN ('classifier', 'classifier-denied')")} > 0 THEN 'classifier'
           ELSE 'bypass' END AS regime
       FROM acts GROUP BY contributor, session`,
    ),
    d.keep(
      'touched',
      `SELECT contributor, session, ${count("kind = 'interrupt'")} AS interrupts, ${count("kind = 'rejection'")} AS rejections,
         ${count("kind = 'answer'")} AS answers, ${count("kind = 'steering' OR (kind = 'rejection' AND feedback)")} AS corrections,
         ${count("kind IN ('interrupt', 'rejection', 'answer', 'steering')")} AS interventions
       FROM contacts GROUP BY contributor, session`,
    ),
    // Runs of actions between touches: the number of touches before an action names its run.
    d.keep(
      'unattended',
      `SELECT contributor, session, max(length) AS longest FROM (
         SELECT contributor, session, before, sum(acts) AS length FROM (
           SELECT contributor, session, acts, sum(1 - acts) OVER (PARTITION BY contributor, session ORDER BY moment, acts
             ROWS UNBOUNDED PRECEDING) AS before
           FROM (SELECT contributor, session, started_at AS moment, 1 AS acts FROM acts
                 UNION ALL SELECT contributor, session, touched_at AS moment, 0 AS acts FROM contacts)
         ) GROUP BY contributor, session, before
       ) GROUP BY contributor, session`,
    ),
    d.keep(
      'helped',
      `SELECT contributor, session, sum(${ifKnown('started_at', 'ended_at - started_at')}) AS run_ms FROM runs GROUP BY contributor, session`,
    ),
    d.keep(
      'put_together',
      `SELECT ${named('n', 'contributor', 'session', 'source', 'place', 'setting', 'first_at', 'records')}, ${named('w', 'last_at')}, ${named('c', 'regime')},
         coalesce(w.started_at, n.first_at) AS started_at, coalesce(w.turns, 0) AS turns,
         CASE WHEN (${evidence.column}) = 1 OR (w.turns > 0 AND w.by_people = 0) THEN 'no'
           WHEN (${evidence.column}) = 2 THEN 'yes' ELSE 'unknown' END AS interactive,
         coalesce(w.file, n.main_file, n.any_file) AS file, coalesce(c.actions, 0) AS actions,
         coalesce(t.interrupts, 0) AS interrupts, coalesce(t.rejections, 0) AS rejections, coalesce(t.answers, 0) AS answers,
         coalesce(t.corrections, 0) AS corrections, coalesce(t.interventions, 0) AS interventions,
         coalesce(u.longest, 0) AS unattended_actions, CASE WHEN coalesce(w.started_at, n.first_at) IS NULL THEN NULL
           ELSE coalesce(w.work_ms, 0) + coalesce(h.run_ms, 0) END AS agent_ms
       FROM seen n
       LEFT JOIN worked w ON w.contributor = n.contributor AND w.session = n.session
       LEFT JOIN acted c ON c.contributor = n.contributor AND c.session = n.session
       LEFT JOIN touched t ON t.contributor = n.contributor AND t.session = n.session
       LEFT JOIN unattended u ON u.contributor = n.contributor AND u.session = n.session
       LEFT JOIN helped h ON h.contributor = n.contributor AND h.session = n.session ${evidence.join}
       LEFT JOIN (SELECT DISTINCT contributor, session FROM copies) x ON x.contributor = n.contributor AND x.session = n.session
       WHERE w.turns > 0 OR (x.session IS NULL AND (n.main_file IS NOT NULL OR c.actions > 0))`,
    ),
  ]
}

/** What a session is told with before it is numbered among those of its contributor. */
const PUT_TOGETHER = [
  ...[
    'contributor',
    'session',
    'source',
    'place',
    'started_at',
    'first_at',
    'last_at',
    'turns',
    'interactive',
    'setting',
  ],
  ...['file', 'records', 'regime', 'actions', 'interrupts', 'rejections', 'answers', 'corrections', 'interventions'],
  ...['unattended_actions', 'agent_ms'],
]

function assembleExperience(d: Dialect): string[] {
  return [
    d.keep(
      'counted',
      `SELECT contributor, session, row_number() OVER (PARTITION BY contributor ORDER BY started_at, session) AS experience
       FROM put_together WHERE turns > 0 AND interactive <> 'no' AND started_at IS NOT NULL`,
    ),
    // A beginning is shown where the place's logs reach back 31 days further than the contributor's first session.
    d.keep(
      'people',
      `SELECT ${named('p', 'contributor')}, count(e.experience) AS reached,
         CASE WHEN min(p.first_at) - min(o.oldest) >= 2678400000 THEN 1 ELSE 0 END AS known_start
       FROM put_together p
       LEFT JOIN counted e ON e.contributor = p.contributor AND e.session = p.session
       JOIN oldest o ON o.place = p.place
       GROUP BY p.contributor`,
    ),
    d.keep(
      'sessions',
      `SELECT ${named('p', ...PUT_TOGETHER)}, ${d.intDiv('p.started_at', DAY_MS)} AS day, ${d.monthOf('p.started_at')} AS month,
         ${named('e', 'experience')}, ${named('q', 'reached', 'known_start')},
         ${d.numberOf('p.contributor')} AS who, ${d.numberOf("p.contributor || '/' || p.session")} AS unit
       FROM put_together p
       LEFT JOIN counted e ON e.contributor = p.contributor AND e.session = p.session
       JOIN people q ON q.contributor = p.contributor`,
    ),
  ]
}

/** When a unit was, and how long it took: told where its moments are times. */
const MOMENTS = ['started_at', 'ended_at']
/** What a turn took of the model with its subagents: not known where it is not known of one of them. */
const TOKENS = ['tokens_in', 'tokens_out', 'tokens_cache_read', 'tokens_cache_write']
const WORK = ['work2_ms', 'work5_ms', 'work15_ms']

/** What a turn is told with as it was read. */
const KEPT = [
  ...['contributor', 'session', 'turn', 'root', 'source', 'started_by', 'ended_by', 'interrupt_kind', 'reported_ms'],
  ...['mode', 'file', 'line'],
  ...Object.keys(VERDICT_COLUMNS.turn),
]

function assembleTurns(judged: JudgedScope | undefined, { waited, waits }: Companions, d: Dialect): string[] {
  const verdicts = verdictsBeside(judged, 'turn', { row: 'k', name: 'turn' })
  const own = KEPT.filter((column) => !verdicts.instead.has(column))
  return [
    d.keep(
      'done',
      `SELECT contributor, turn, count(*) AS actions, count(subagent) AS sub_actions FROM acts
       WHERE turn IS NOT NULL GROUP BY contributor, turn`,
    ),
    d.keep(
      'spent',
      `SELECT l.contributor, l.turn, ${TOKENS.map((t) => `CASE WHEN count(r.${t}) = count(*) THEN sum(r.${t}) END AS ${t}`).join(', ')}
       FROM linked l JOIN runs r ON r.contributor = l.contributor AND r.session = l.session AND r.subagent = l.subagent
       GROUP BY l.contributor, l.turn`,
    ),
    // Turns that answers to questions split from a human's input.
    d.keep(
      'later',
      'SELECT contributor, root, max(ended_at) AS ended_at FROM kept WHERE root <> turn GROUP BY contributor, root',
    ),
    // `joined_ms`: the whole of a human's input, answers to questions included; only on its first turn.
    d.keep(
      'turns',
      `SELECT ${[named('k', ...own), ...verdicts.columns, ...sentenceColumns('turns', 'k', saysItself(judged), d)].join(', ')}, CASE WHEN k.censored THEN 1 ELSE 0 END AS censored,
         ${[...MOMENTS, 'wall_ms'].map((column) => `${ifKnown('k.started_at', `k.${column}`)} AS ${column}`).join(', ')},
         ${WORK.map((clock) => `${ifKnown('k.started_at', `k.${clock} - ${waited('k', clock)}`)} AS ${clock}`).join(', ')},
         ${d.intDiv(known('k.started_at'), DAY_MS)} AS day, ${d.monthOf(known('k.started_at'))} AS month,
         ${ifKnown('k.started_at', 'CASE WHEN k.root <> k.turn THEN NULL WHEN l.ended_at > k.ended_at THEN l.ended_at ELSE k.ended_at END - k.started_at')} AS joined_ms,
         coalesce(a.actions, 0) AS actions, coalesce(a.sub_actions, 0) AS sub_actions,
         ${TOKENS.map((t) => `CASE WHEN t.turn IS NULL THEN k.${t} ELSE k.${t} + t.${t} END AS ${t}`).join(', ')},
         ${named('s', 'interactive', 'experience', 'reached', 'known_start', 'who')}, ${d.numberOf("k.contributor || '/' || k.turn")} AS unit
       FROM kept k
       JOIN sessions s ON s.contributor = k.contributor AND s.session = k.session
       LEFT JOIN later l ON l.contributor = k.contributor AND l.root = k.turn
       LEFT JOIN done a ON a.contributor = k.contributor AND a.turn = k.turn
       LEFT JOIN spent t ON t.contributor = k.contributor AND t.turn = k.turn ${waits('k')} ${verdicts.join}`,
    ),
  ]
}

/** What an action is told with as it was read. */
const ACTED = ['contributor', 'session', 'action', 'call', 'tool', 'status', ...MOMENTS, 'subagent']
const JUDGED = ['source', 'file', 'line', ...Object.keys(VERDICT_COLUMNS.action)]

/** What all actions of a contributor, or of a session, weigh together: each action of N has the N-th part, rounded. */
const WHOLE = 1_000_000_000

function assembleActions(judged: JudgedScope | undefined, companions: Companions, d: Dialect): string[] {
  const [passed, inherited] = approvalsOf(companions)
  const part = (of: string) => `CAST(${d.intDiv(`${2 * WHOLE} + ${of}`, `(2 * (${of}))`)} AS BIGINT)`
  const own = [...ACTED, 'turn', 'approval', 'mode', ...JUDGED]
  const verdicts = verdictsBeside(judged, 'action', { row: 'a', name: 'action' })
  const shown = own.filter((column) => !verdicts.instead.has(column) && !MOMENTS.includes(column))
  return [
    d.keep('busy', 'SELECT contributor, sum(actions) AS actions FROM acted GROUP BY contributor'),
    d.keep(
      'portions',
      `SELECT ${named('c', 'contributor', 'session')}, coalesce(s.interactive, 'unknown') AS interactive,
         ${d.numberOf('c.contributor')} AS who, ${part('c.actions')} AS session_weight, ${part('b.actions')} AS contributor_weight
       FROM acted c JOIN busy b ON b.contributor = c.contributor
       LEFT JOIN sessions s ON s.contributor = c.contributor AND s.session = c.session`,
    ),
    // One person's action may stand in the log of the main agent and of a subagent.
    d.keep(
      'actions',
      `SELECT ${[named('a', ...shown), ...verdicts.columns, ...sentenceColumns('actions', 'a', saysItself(judged), d)].join(', ')}, ${known('a.started_at')} AS started_at, ${known('a.ended_at')} AS ended_at,
         ${d.intDiv(known('a.started_at'), DAY_MS)} AS day, ${d.monthOf(known('a.started_at'))} AS month,
         ${d.intDiv(`${d.intDiv(known('a.started_at'), DAY_MS)} + 3`, 7)} AS week,
         ${named('w', 'interactive', 'session_weight', 'contributor_weight', 'who')},
         ${d.numberOf("a.contributor || '/' || a.action || coalesce('/' || a.subagent, '')")} AS unit
       FROM (
         SELECT ${named('a', ...ACTED, 'turn')}, ${passed.column} AS approval, ${named('a', 'mode', ...JUDGED)} FROM main_actions a ${passed.join}
         UNION ALL SELECT ${named('a', ...ACTED)}, r.turn AS turn, ${inherited.column} AS approval, r.mode AS mode, ${named('a', ...JUDGED)}
         FROM ${helping} ${inherited.join}
       ) a JOIN portions w ON w.contributor = a.contributor AND w.session = a.session ${verdicts.join}`,
    ),
    ...['main_actions', 'sub_actions'].map(d.drop),
  ]
}
