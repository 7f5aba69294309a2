import type { Feature } from './features.js'
import type { Drawn, Person } from './people.js'
import { regimeOf } from './tools.js'
import type { FleetTruth, SessionTruth } from './truth.js'

/** Adds what is true of these sessions, counted for this contributor. */
export function tally(truth: FleetTruth, person: Person): void {
  const { counters } = truth
  const rows = person.sessions.map((drawn) => {
    const { pen } = drawn
    const ledgers = [...pen.ledgers].sort((a, b) => a.start.at - b.start.at)
    const actions = ledgers.flatMap((ledger) => ledger.actions)
    const row: SessionTruth = {
      session: pen.session,
      contributor: person.name,
      experience: null,
      regime: regimeOf(actions, true),
      regime_without_declines: regimeOf(actions, false),
      interactive: interactive(drawn),
      turns: ledgers.length,
      actions: actions.length,
      touches: { ...pen.touches },
    }
    for (const [turn, ledger] of ledgers.entries()) {
      const one = { ...ledger.truth(turn), contributor: person.name }
      truth.turns.push(one)
      counters[`started_${one.started_by}` satisfies Feature]++
      counters[`ended_${one.ended_by}` satisfies Feature]++
    }
    truth.actions.push(...actions.map((action) => ({ ...action, contributor: person.name })))
    truth.sessions.push(row)
    counters[`regime_${row.regime ?? 'none'}` satisfies Feature]++
    if (row.interactive === 'unknown') counters.interactive_unknown++
    return { row, start: ledgers[0]?.start.at ?? null }
  })
  rows
    .filter(({ row, start }) => row.interactive !== 'no' && start !== null)
    .sort((a, b) => a.start! - b.start! || (a.row.session < b.row.session ? -1 : 1))
    .forEach(({ row }, at) => {
      row.experience = at + 1
    })
}

function interactive({ pen }: Drawn): SessionTruth['interactive'] {
  const { entrypoint } = pen.frame
  const unattended = pen.ledgers.every(({ startedBy }) => startedBy === 'schedule' || startedBy === 'program')
  if (pen.ledgers.length > 0 && unattended) return 'no'
  if (entrypoint === null) return 'unknown'
  return entrypoint.startsWith('sdk-') ? 'no' : 'yes'
}
