import type { Companions } from './companions.js'
import type { Dialect } from './dialect.js'

/**
 * The statements that put human contacts together, each once; `kept` holds the turns.
 * @param touch all of them, as files show them. @param session the same of sessions.
 */
export function assembleContacts(d: Dialect, touch: string, session: string, { contacts }: Companions): string[] {
  return [
    d.keep(
      'touches',
      `SELECT contributor, owner AS session, turn, kind, touched_at, feedback, about FROM (
         SELECT t.contributor, coalesce(k.session, t.session) AS owner, t.turn, t.kind, t.touched_at, t.feedback, t.about,
           row_number() OVER (PARTITION BY t.contributor, t.touch ORDER BY CASE WHEN k.session IS NULL THEN 1 ELSE 0 END,
             t.session, t.file, t.line) AS pick
         FROM ${touch} t LEFT JOIN kept k ON k.contributor = t.contributor AND k.turn = t.turn
       ) WHERE pick = 1`,
    ),
    // A plan that is carried out in a new session was approved with "clear context", though the log reads like a no.
    d.keep(
      'plans',
      `SELECT DISTINCT t.contributor, t.session, t.touched_at FROM touches t
       JOIN ${session} s ON s.contributor = t.contributor AND s.plan_at BETWEEN t.touched_at AND t.touched_at + 60000
       WHERE t.kind = 'rejection' AND t.about = 'plan' AND NOT t.feedback AND s.session <> t.session`,
    ),
    d.keep(
      'contacts',
      `SELECT t.contributor, t.session, t.turn, CASE WHEN p.touched_at IS NULL THEN t.kind ELSE 'answer' END AS kind, t.touched_at, t.feedback
       FROM touches t LEFT JOIN plans p ON p.contributor = t.contributor AND p.session = t.session AND p.touched_at = t.touched_at AND t.about = 'plan'
       ${contacts}`,
    ),
  ]
}
