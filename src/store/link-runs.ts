import type { Dialect } from './dialect.js'
import { named } from './units.js'

/** Which turn each subagent worked for: that of the call that started it, through up to three levels, else by time. */
export function linkRuns(d: Dialect): string[] {
  const same = 'a.contributor = r.contributor AND a.session = r.session'
  const called = `(a.spawned = r.subagent OR (r.spawn IS NOT NULL AND a.call = r.spawn))`
  const level = (n: number) =>
    d.keep(
      `linked${n}`,
      n === 0
        ? `SELECT r.contributor, r.session, r.subagent, min(a.turn) AS turn, min(a.mode) AS mode
           FROM runs r JOIN main_actions a ON ${same} AND ${called} GROUP BY r.contributor, r.session, r.subagent`
        : `SELECT * FROM linked${n - 1} UNION ALL
           SELECT r.contributor, r.session, r.subagent, min(p.turn) AS turn, min(p.mode) AS mode
           FROM runs r JOIN sub_actions a ON ${same} AND ${called}
           JOIN linked${n - 1} p ON p.contributor = a.contributor AND p.session = a.session AND p.subagent = a.subagent
           LEFT JOIN linked${n - 1} done ON done.contributor = r.contributor AND done.session = r.session AND done.subagent = r.subagent
           WHERE done.subagent IS NULL GROUP BY r.contributor, r.session, r.subagent`,
    )
  return [
    level(0),
    level(1),
    level(2),
    d.keep(
      'linked',
      `SELECT * FROM linked2 UNION ALL
       SELECT contributor, session, subagent, turn, mode FROM (
         SELECT ${named('r', 'contributor', 'session', 'subagent')}, ${named('k', 'turn', 'mode')},
           row_number() OVER (PARTITION BY r.contributor, r.session, r.subagent ORDER BY k.started_at DESC, k.turn) AS pick
         FROM runs r JOIN kept k ON k.contributor = r.contributor AND k.session = r.session AND k.started_at <= r.started_at
         LEFT JOIN linked2 done ON done.contributor = r.contributor AND done.session = r.session AND done.subagent = r.subagent
         WHERE done.subagent IS NULL
       ) WHERE pick = 1`,
    ),
  ]
}
