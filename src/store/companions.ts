import { FIRST_TIME } from '../model/index.js'
import type { Dialect } from './dialect.js'
import { waitsOf } from './waits.js'

/** The rows of a study by their tables, as relations. */
export interface RowsOf {
  turn: string
  action: string
  agent: string
  touch: string
  session: string
}

/** A column that is joined to others, and how. */
export interface Joined {
  column: string
  join: string
}

/**
 * What several kinds of logs tell of one session, put together: one of them tells it, and the others, its companions, say
 * what it leaves open (docs/merging.md). Without companions nothing is asked.
 */
export interface Companions {
  /** Statements to run first; then `rows` are those that stand. */
  before: string[]
  rows: RowsOf
  /** Statements to run once `kept`, `main_actions`, `sub_actions` and `linked` are there. */
  after: string[]
  /** Who let an action `a` pass or stopped it, where `own` is what its own log says. */
  approval(own: string): Joined
  /** What a clock of a turn, by its alias, has too much. */
  waited(turn: string, clock: string): string
  waits(turn: string): string
  /** Contacts that only companions tell, as `contributor, session, turn, kind, touched_at, feedback`; or nothing. */
  contacts: string
  /** Whether somebody was typing in a session `n`: 2 yes, 1 no, 0 unknown. */
  evidence: Joined
}

/** How far apart two logs may date one call, ms. */
const APART = 10 * 60_000
/** How far a decision may lie outside of the call that it is about, where no id says so, ms. */
const OUTSIDE = 2_000

/** Decisions by number: of several, the lowest holds. */
const DECISIONS = ['approved', 'rejected', 'rule-denied', 'classifier-denied', 'rules']
const [APPROVED, REJECTED] = [1, 2]
/** What a log says of a refusal, it was there for. */
const REFUSED = "('rejected', 'declined', 'rule-denied', 'classifier-denied')"

/** Nothing but what each log says of itself. */
const alone = (rows: RowsOf): Companions => ({
  before: [],
  rows,
  after: [],
  approval: (own) => ({ column: own, join: '' }),
  waited: () => '0',
  waits: () => '',
  contacts: '',
  evidence: { column: 'n.evidence', join: '' },
})

/**
 * @param companions kinds of logs that give way to others, the first of them last.
 * @param rows all rows of the study, copies and all.
 */
export function companionsOf(companions: readonly string[], rows: RowsOf, d: Dialect): Companions {
  if (companions.length === 0) return alone(rows)
  const list = companions.map(d.quote).join(', ')
  const standing = (source: string) =>
    `CAST(CASE ${source} ${companions.map((id, i) => `WHEN ${d.quote(id)} THEN ${i + 1}`).join(' ')} ELSE 0 END AS BIGINT)`
  const stands = (table: string, but: string) => `(SELECT * FROM ${table} WHERE source NOT IN (${list})
    UNION ALL SELECT * FROM ${table} WHERE source IN (${list})
      AND (contributor, session, source) NOT IN (SELECT contributor, session, source FROM asides)${but})`
  const uncrossed = ' AND (contributor, turn) NOT IN (SELECT contributor, turn FROM crossed)'
  const ofTurn = ` AND (turn IS NULL OR (contributor, turn) NOT IN (SELECT contributor, turn FROM crossed))`
  // What some of a companion's records show as a subagent's, others may not.
  const ofThread = ` AND (subagent IS NOT NULL OR (contributor, action) NOT IN (
    SELECT contributor, action FROM ${rows.action} WHERE source IN (${list}) AND subagent IS NOT NULL))`
  // What only the turn that does not stand shows was done in the one that does.
  const moved = [
    { column: 'turn', by: 'x_turn' },
    { column: 'file', by: 'x_file' },
  ]
  const rehomed = `SELECT ${d.allBut(['x_turn', 'x_file'], moved)} FROM (
      SELECT a.*, x.better AS x_turn, x.file AS x_file FROM ${rows.action} a
      JOIN crossed x ON x.contributor = a.contributor AND x.turn = a.turn WHERE a.source IN (${list})
    ) WHERE (contributor, session, source) NOT IN (SELECT contributor, session, source FROM asides)${ofThread}`
  const standingRows: RowsOf = {
    turn: stands(rows.turn, uncrossed),
    action: `(SELECT * FROM ${stands(rows.action, `${ofTurn}${ofThread}`)} UNION ALL ${rehomed})`,
    agent: stands(rows.agent, ''),
    touch: stands(rows.touch, ofTurn),
    session: stands(rows.session, ''),
  }
  return {
    before: [...asides(list, standing, rows, d), ...crossed(list, rows, d), decisions(list, rows, d)],
    rows: standingRows,
    after: [...decided(standingRows, d), ...waitsOf(`(${APPROVED}, ${REJECTED})`, d)],
    approval: (own) => ({
      column: `CASE WHEN e.code IS NULL OR ${own} IN ${REFUSED} THEN ${own}
        ${DECISIONS.slice(0, -1)
          .map((name, i) => `WHEN e.code = ${i + 1} THEN '${name}'`)
          .join(' ')}
        WHEN ${own} = 'unknown' THEN 'rules' ELSE ${own} END`,
      join: 'LEFT JOIN decided e ON e.contributor = a.contributor AND e.action = a.action',
    }),
    waited: (turn, clock) => `coalesce(waits_of_${turn}.${clock}, 0)`,
    waits: (turn) =>
      `LEFT JOIN waits waits_of_${turn} ON waits_of_${turn}.contributor = ${turn}.contributor AND waits_of_${turn}.turn = ${turn}.turn`,
    contacts: `UNION ALL SELECT a.contributor, a.session, a.turn, 'approval' AS kind,
         coalesce(e.decided_at, a.started_at) AS touched_at, 1 = 0 AS feedback
       FROM main_actions a JOIN decided e ON e.contributor = a.contributor AND e.action = a.action
       WHERE e.code = ${APPROVED} AND a.approval <> 'approved' AND a.approval NOT IN ${REFUSED}`,
    evidence: {
      column: 'CASE WHEN n.evidence = 0 THEN coalesce(hinted.evidence, 0) ELSE n.evidence END',
      join: `LEFT JOIN (
          SELECT x.contributor AS contributor, x.target AS session, max(${typing('s.interactive')}) AS evidence
          FROM ${rows.session} s
          JOIN asides x ON x.contributor = s.contributor AND x.session = s.session AND x.source = s.source
          GROUP BY x.contributor, x.target
        ) hinted ON hinted.contributor = n.contributor AND hinted.session = n.session`,
    },
  }
}

/** Whether somebody was typing, as a number of which the largest holds. */
export const typing = (interactive: string): string =>
  `CASE ${interactive} WHEN 'yes' THEN 2 WHEN 'no' THEN 1 ELSE 0 END`

/** Sessions that another log tells: by the id that both have, else by the calls that both have. */
function asides(list: string, standing: (source: string) => string, { session, action }: RowsOf, d: Dialect): string[] {
  return [
    d.keep(
      'tellers',
      `SELECT contributor, session, source, ${standing('source')} AS standing, max(CASE WHEN main THEN 1 ELSE 0 END) AS main
       FROM ${session} GROUP BY contributor, session, source`,
    ),
    d.keep(
      'by_id',
      `SELECT contributor, session, source, session AS target FROM (
         SELECT *, row_number() OVER (PARTITION BY contributor, session ORDER BY main DESC, standing, source) AS pick
         FROM tellers
       ) WHERE pick > 1 AND standing > 0`,
    ),
    d.keep(
      'met',
      `SELECT c.contributor AS contributor, c.session AS session, c.source AS source, a.session AS target,
         min(${standing('a.source')}) AS standing, count(DISTINCT c.call) AS calls
       FROM (SELECT contributor, session, source, call, tool, started_at FROM ${action} WHERE source IN (${list})
           AND started_at >= ${FIRST_TIME} AND (contributor, session, source) NOT IN (SELECT contributor, session, source FROM by_id)) c
       JOIN (SELECT contributor, session, source, call, tool, started_at FROM ${action}) a
         ON a.contributor = c.contributor AND a.call = c.call
       WHERE ${standing('a.source')} < ${standing('c.source')} AND a.session <> c.session AND a.tool = c.tool
         AND a.started_at BETWEEN c.started_at - ${APART} AND c.started_at + ${APART}
       GROUP BY c.contributor, c.session, c.source, a.session`,
    ),
    d.keep(
      'asides',
      `SELECT contributor, session, source, target FROM by_id
       UNION ALL SELECT contributor, session, source, target FROM (
         SELECT *, row_number() OVER (PARTITION BY contributor, session, source ORDER BY standing, calls DESC, target) AS pick
         FROM met
       ) WHERE pick = 1`,
    ),
  ]
}

/**
 * Turns that two files of companions tell under two names, at the same time: files hold the same action of a session, in
 * turns of different names.
 */
function crossed(list: string, { turn, action }: RowsOf, d: Dialect): string[] {
  return [
    d.keep(
      'twins',
      `SELECT DISTINCT a.contributor AS contributor, a.session AS session, a.file AS file, b.file AS other
       FROM (SELECT contributor, session, action, turn, file FROM ${action} WHERE source IN (${list})) a
       JOIN (SELECT contributor, session, action, turn, file FROM ${action} WHERE source IN (${list})) b
         ON b.contributor = a.contributor AND b.action = a.action
       WHERE b.session = a.session AND b.file <> a.file AND b.turn <> a.turn`,
    ),
    d.keep(
      'told_twice',
      `SELECT t.contributor AS contributor, t.session AS session, t.turn AS turn, t.file AS file, t.started_at AS started_at,
         t.ended_at AS ended_at, count(a.action) AS actions
       FROM (SELECT contributor, session, turn, file, started_at, ended_at FROM ${turn} WHERE source IN (${list})
           AND (contributor, session, file) IN (SELECT contributor, session, file FROM twins)) t
       LEFT JOIN (SELECT contributor, turn, file, action FROM ${action} WHERE source IN (${list})) a
         ON a.contributor = t.contributor AND a.turn = t.turn AND a.file = t.file
       GROUP BY t.contributor, t.session, t.turn, t.file, t.started_at, t.ended_at`,
    ),
    // The one that shows most stands, then the one that began first.
    d.keep(
      'beaten',
      `SELECT t.contributor AS contributor, t.turn AS turn, o.turn AS better, o.file AS file, o.actions AS actions
       FROM told_twice t
       JOIN twins w ON w.contributor = t.contributor AND w.session = t.session AND w.file = t.file
       JOIN told_twice o ON o.contributor = w.contributor AND o.session = w.session AND o.file = w.other
       WHERE o.turn <> t.turn AND o.started_at <= t.ended_at AND t.started_at <= o.ended_at
         AND (o.actions > t.actions OR (o.actions = t.actions
           AND (o.started_at < t.started_at OR (o.started_at = t.started_at AND o.turn < t.turn))))`,
    ),
    d.keep(
      'crossed',
      `SELECT contributor, turn, better, file FROM (
         SELECT *, row_number() OVER (PARTITION BY contributor, turn ORDER BY actions DESC, better, file) AS pick FROM beaten
         WHERE (contributor, better) NOT IN (SELECT contributor, turn FROM beaten)
       ) WHERE pick = 1`,
    ),
  ]
}

/** What companions say of calls, by the session that they belong to. */
function decisions(list: string, { action }: RowsOf, d: Dialect): string {
  const numbers = DECISIONS.map((name, i) => `WHEN c.approval = '${name}' THEN ${i + 1}`)
  // That a rule let it pass, some logs only infer; then they do not say when.
  const code = `CASE WHEN c.approval = 'rules' AND c.decided_at IS NULL THEN NULL ${numbers.join(' ')} END`
  return d.keep(
    'decisions',
    `SELECT c.contributor AS contributor, coalesce(x.target, c.session) AS session, c.call AS call, min(c.tool) AS tool,
       min(${code}) AS code, min(c.asked_at) AS asked_at, max(c.decided_at) AS decided_at,
       coalesce(max(c.decided_at), min(c.started_at)) AS moment
     FROM (SELECT contributor, session, source, call, tool, approval, asked_at, decided_at, started_at
       FROM ${action} WHERE source IN (${list})) c
     LEFT JOIN asides x ON x.contributor = c.contributor AND x.session = c.session AND x.source = c.source
     GROUP BY c.contributor, coalesce(x.target, c.session), c.call`,
  )
}

/** Which actions decisions are about: by the id of the call, in sessions without any such by turn, tool, order and time. */
function decided({ action }: RowsOf, d: Dialect): string[] {
  return [
    d.keep(
      'by_call',
      `SELECT a.contributor AS contributor, a.action AS action, d.session AS session, d.code AS code, d.asked_at AS asked_at,
         d.decided_at AS decided_at
       FROM decisions d JOIN (SELECT contributor, session, action, call FROM ${action}) a
         ON a.contributor = d.contributor AND a.session = d.session AND a.call = d.call`,
    ),
    d.keep(
      'unmet',
      `SELECT contributor, session, call, tool, code, asked_at, decided_at, moment, turn,
         row_number() OVER (PARTITION BY contributor, turn, tool ORDER BY moment, call) AS nth
       FROM (
         SELECT u.contributor AS contributor, u.session AS session, u.call AS call, u.tool AS tool, u.code AS code,
           u.asked_at AS asked_at, u.decided_at AS decided_at, u.moment AS moment, k.turn AS turn,
           row_number() OVER (PARTITION BY u.contributor, u.session, u.call ORDER BY k.started_at DESC, k.turn) AS pick
         FROM (SELECT * FROM decisions
           WHERE (contributor, session) NOT IN (SELECT contributor, session FROM by_call)) u
         JOIN kept k ON k.contributor = u.contributor AND k.session = u.session
         WHERE k.started_at <= u.moment + ${OUTSIDE}
       ) WHERE pick = 1`,
    ),
    d.keep(
      'by_order',
      `SELECT u.contributor AS contributor, a.action AS action, u.code AS code, u.asked_at AS asked_at, u.decided_at AS decided_at
       FROM unmet u JOIN (
         SELECT contributor, turn, tool, action, started_at, ended_at,
           row_number() OVER (PARTITION BY contributor, turn, tool ORDER BY started_at, line, action) AS nth
         FROM (
           SELECT contributor, session, turn, tool, action, started_at, ended_at, line FROM main_actions
           UNION ALL SELECT a.contributor, a.session, r.turn, a.tool, a.action, a.started_at, a.ended_at, a.line
           FROM sub_actions a JOIN linked r ON r.contributor = a.contributor AND r.session = a.session AND r.subagent = a.subagent
         ) WHERE (contributor, session) IN (SELECT contributor, session FROM unmet)
       ) a ON a.contributor = u.contributor AND a.turn = u.turn AND a.tool = u.tool AND a.nth = u.nth
       WHERE u.moment >= a.started_at - ${OUTSIDE} AND u.moment <= coalesce(a.ended_at, u.moment) + ${OUTSIDE}`,
    ),
    d.keep(
      'decided',
      `SELECT contributor, action, min(code) AS code, min(asked_at) AS asked_at, max(decided_at) AS decided_at FROM (
         SELECT contributor, action, code, asked_at, decided_at FROM by_call
         UNION ALL SELECT contributor, action, code, asked_at, decided_at FROM by_order
       ) GROUP BY contributor, action`,
    ),
  ]
}
