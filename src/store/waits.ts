import type { Dialect } from './dialect.js'

const MINUTE = 60_000
const CAPS = { work2_ms: 2 * MINUTE, work5_ms: 5 * MINUTE, work15_ms: 15 * MINUTE }

/**
 * The statements that find how long turns waited for a person, as far as their own logs do not know: what each clock of work
 * has too much, by turn, as the relation `waits`. A clock counts a call that runs in full, and a gap without one up to
 * its cap (method.md 2.1); of that, what was nothing but waiting goes. `decided` says what was decided about which action.
 * @param people the decisions that people made, by their numbers.
 */
export function waitsOf(people: string, d: Dialect): string[] {
  const end = 'CASE WHEN a.ended_at < k.ended_at THEN a.ended_at ELSE k.ended_at END'
  const within = (then: string) => `SELECT a.contributor AS contributor, a.turn AS turn, ${then}
    FROM main_actions a
    JOIN kept k ON k.contributor = a.contributor AND k.turn = a.turn`
  const refused = "CASE WHEN a.status = 'rejected' THEN 1 ELSE 0 END"
  const change = (from: string, moment: string, running: string, busy: string, waiting: string) =>
    `SELECT contributor, turn, ${moment} AS moment, ${running} AS running, ${busy} AS busy, ${waiting} AS waiting FROM ${from}`
  const row = 'PARTITION BY contributor, turn ORDER BY moment'
  const sums = ['running', 'busy', 'waiting']
  const clocks = Object.entries(CAPS).map(
    ([clock, cap]) =>
      `CAST(sum(CASE WHEN running > 0 OR next - moment < ${cap} THEN next - moment ELSE ${cap} END) AS BIGINT) AS ${clock}`,
  )
  return [
    d.keep(
      'waiting',
      `SELECT * FROM (
         ${within(`a.action AS action, ${refused} AS refused,
           CASE WHEN coalesce(e.asked_at, a.started_at) > a.started_at THEN e.asked_at ELSE a.started_at END AS since,
           CASE WHEN e.decided_at < ${end} THEN e.decided_at ELSE ${end} END AS upto`)}
         JOIN decided e ON e.contributor = a.contributor AND e.action = a.action
         WHERE e.code IN ${people} AND e.decided_at IS NOT NULL AND a.asked_at IS NULL AND a.decided_at IS NULL
       ) WHERE upto > since`,
    ),
    // What runs, and of that what does not wait for anybody; and what waits.
    d.keep(
      'running',
      `${within(`a.started_at AS since, ${end} AS upto`)}
       WHERE a.status <> 'rejected' AND (a.contributor, a.turn) IN (SELECT contributor, turn FROM waiting)`,
    ),
    d.keep(
      'waits',
      `SELECT contributor, turn, ${clocks.join(', ')} FROM (
         SELECT contributor, turn, moment, ${sums.map((name) => `sum(${name}) OVER (${row} ROWS UNBOUNDED PRECEDING) AS ${name}`).join(', ')},
           max(moment) OVER (${row} ROWS BETWEEN 1 FOLLOWING AND 1 FOLLOWING) AS next
         FROM (
           SELECT contributor, turn, moment, ${sums.map((name) => `sum(${name}) AS ${name}`).join(', ')} FROM (
             ${[
               change('running', 'since', '1', '1', '0'),
               change('running', 'upto', '-1', '-1', '0'),
               change('waiting', 'since', '0', 'refused - 1', '1'),
               change('waiting', 'upto', '0', '1 - refused', '-1'),
             ].join(' UNION ALL ')}
           ) changes GROUP BY contributor, turn, moment
         ) moments
       ) spans WHERE waiting > 0 AND busy <= 0 GROUP BY contributor, turn`,
    ),
  ]
}
