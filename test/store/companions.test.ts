import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ownRowsOf } from '../../src/cli/own-rows.js'
import type { Prepared } from '../../src/cli/run.js'
import { ownRows } from '../../src/privacy/own.js'
import type { RowOf, Store } from '../../src/store/index.js'
import { makeFleet } from '../fleet/index.js'
import { type DecidedTruth, makeTelemetry } from '../fleet/telemetry.js'
import type { FleetTruth, TurnTruth } from '../fleet/truth.js'
import { KINDS, read, studyOf } from './stores.js'

const TRANSCRIPTS = "{ place: 'fleet/{user}/projects' }"
const TELEMETRY = "{ place: 'otel/{user}' }"
const study = (...places: string[]) =>
  studyOf(`name: both\nsources: [ ${places.join(', ')} ]\npolicy: { name: private }\n`)
const SENT = { traced: 0.5, named: true }

let dir: string
let truth: FleetTruth
let decided: DecidedTruth[]

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'leeway-companions-'))
  truth = await makeFleet(join(dir, 'fleet'), { seed: 12, users: 4, meanSessions: 9, from: '2026-01-05', days: 28 })
  decided = await makeTelemetry(join(dir, 'otel'), truth, SENT)
})
afterAll(() => rm(dir, { recursive: true, force: true }))

const sorted = (list: readonly object[]) => list.map((row) => JSON.stringify(row)).sort()
const pick = (row: object, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, (row as Record<string, unknown>)[name] ?? null]))

type Rows = Record<'sessions' | 'turns' | 'actions', RowOf[]>
async function rowsOf(prepared: Prepared): Promise<Rows> {
  const of = (unit: keyof Rows) => ownRowsOf(unit, prepared, dir)
  return { sessions: await of('sessions'), turns: await of('turns'), actions: await of('actions') }
}

const nameOf = (row: { contributor?: unknown; session?: unknown }, id: unknown) =>
  `${row.contributor}/${row.session}/${id}`

function grouped<T>(list: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of list) groups.set(key(item), [...(groups.get(key(item)) ?? []), item])
  return groups
}

/** The regime of a session, by what is true of its actions. */
function regimeOf(actions: readonly DecidedTruth[]): string | null {
  const said = new Set(actions.map(({ approval }) => approval))
  said.delete('not-needed')
  said.delete('declined')
  if (said.size === 0) return null
  if (said.has('approved') || said.has('rejected')) return 'manual'
  if (said.has('unknown')) return 'unknown'
  if (said.has('rules') || said.has('rule-denied')) return 'rules'
  return said.has('classifier') || said.has('classifier-denied') ? 'classifier' : 'bypass'
}

/** What a turn worked less because somebody was waited for, in ms, by plain arithmetic over its own calls. */
function waited(own: readonly DecidedTruth[], turn: TurnTruth): number {
  const end = Date.parse(turn.started_at) + turn.wall_s * 1000
  const calls = own.map((action) => {
    const from = Date.parse(action.started_at)
    const to = Math.min(action.ended_at === null ? end : Date.parse(action.ended_at), end)
    const person = action.approval === 'approved' || action.approval === 'rejected'
    const until = person && action.decided !== null ? Math.min(action.decided, to) : from
    return { from, until, to, refused: action.status === 'rejected' }
  })
  const moments = [...new Set(calls.flatMap(({ from, until, to }) => [from, until, to]))].sort((a, b) => a - b)
  let sum = 0
  for (const [i, at] of moments.entries()) {
    const next = moments[i + 1] ?? at
    const waits = calls.some(({ from, until }) => from <= at && next <= until)
    const runs = calls.some(({ until, to, refused }) => !refused && until <= at && next <= to)
    const counted = calls.some(({ from, to, refused }) => !refused && from <= at && next <= to)
    if (waits && !runs) sum += counted ? next - at : Math.min(next - at, 300_000)
  }
  return sum
}

describe.each(KINDS)('transcripts and telemetry of the same sessions, in $name', ({ name, open }) => {
  let store: Store
  let alone: Rows
  let both: Rows
  let prepared: Prepared

  beforeAll(async () => {
    store = await open()
    alone = await rowsOf(await read(store, study(TRANSCRIPTS), dir))
    prepared = await read(store, study(TRANSCRIPTS, TELEMETRY), dir)
    both = await rowsOf(prepared)
  })
  afterAll(() => store.close())

  it('count every session, turn and action once, as the transcripts have them', () => {
    const still = {
      sessions: ['contributor', 'session', 'experience', 'turns', 'actions', 'started_at', 'ended_at', 'interventions'],
      turns: [
        'contributor',
        'session',
        'turn',
        'started_at',
        'ended_at',
        'started_by',
        'ended_by',
        'wall_s',
        'actions',
        'tokens_out',
      ],
      actions: [
        'contributor',
        'session',
        'turn',
        'call_id',
        'tool',
        'status',
        'mode',
        'started_at',
        'ended_at',
        'subagent',
      ],
    }
    for (const unit of ['sessions', 'turns', 'actions'] as const) {
      const of = (rows: Rows) => sorted(rows[unit].map((row) => pick(row, still[unit])))
      expect(alone[unit].length).toBeGreaterThan(20)
      expect(of(both)).toEqual(of(alone))
    }
  })

  it('say exactly who let each action pass', () => {
    const known = new Map(
      decided.map((row) => [nameOf(row, `${row.subagent}/${row.call_id}/${row.turn}`), row.approval]),
    )
    const expected = truth.actions.map((row) => known.get(nameOf(row, `${row.subagent}/${row.call_id}/${row.turn}`)))
    expect(expected.filter((approval) => approval === 'approved').length).toBeGreaterThan(40)
    const found = new Map(
      both.actions.map((row) => [nameOf(row, `${row.subagent}/${row.call_id}/${row.turn}`), row.approval]),
    )
    expect([...found].sort()).toEqual([...known].sort())
    expect(alone.actions.some(({ approval }) => approval === 'unknown')).toBe(true)
    expect(both.actions.some(({ approval }) => approval === 'unknown')).toBe(false)
  })

  it('give every session its regime, and none is unknown', () => {
    const bySession = grouped(decided, (row) => nameOf(row, ''))
    const expected = truth.sessions.map((row) => [nameOf(row, ''), regimeOf(bySession.get(nameOf(row, '')) ?? [])])
    expect(both.sessions.map((row) => [nameOf(row, ''), row.regime]).sort()).toEqual(expected.sort())
    const regimes = new Set(both.sessions.map(({ regime }) => regime))
    expect([regimes.has('manual'), regimes.has('rules'), regimes.has('unknown')]).toEqual([true, true, false])
  })

  it('leave exactly the waits for a person out of the time that turns worked', () => {
    const byTurn = grouped(
      decided.filter(({ subagent }) => subagent === null),
      (row) => nameOf(row, row.turn),
    )
    let shorter = 0
    const expected = truth.turns.map((turn) => {
      const less = waited(byTurn.get(nameOf(turn, turn.start_id)) ?? [], turn)
      if (less > 0) shorter++
      return [nameOf(turn, turn.start_id), Math.round(turn.work_s * 1000 - less)] as const
    })
    expect(shorter).toBeGreaterThan(20)
    const found = both.turns.map((turn) => [nameOf(turn, turn.turn), Math.round(Number(turn.work_s) * 1000)] as const)
    expect([...found].sort()).toEqual([...expected].sort())
  })

  // A cluster takes long to open, and puts together by the same statements.
  it.skipIf(name !== KINDS[0]!.name)('are the same in whichever order they are read', async () => {
    const other = await open()
    try {
      await read(other, study(TELEMETRY), dir)
      const backwards = await read(other, study(TELEMETRY, TRANSCRIPTS), dir, (files) => [...files].reverse())
      const rows = await rowsOf(backwards)
      for (const unit of ['sessions', 'turns', 'actions'] as const)
        expect(sorted(rows[unit])).toEqual(sorted(both[unit]))
    } finally {
      await other.close()
    }
  })

  it('name both kinds, and what stands in both as duplicates', async () => {
    const shown = ownRows(await prepared.rows.totals()).map(({ source, sessions, turns, actions }) => ({
      ...{ source, sessions, turns, actions },
    }))
    expect(shown).toEqual([
      { source: 'claude-code', sessions: both.sessions.length, turns: both.turns.length, actions: both.actions.length },
      { source: 'claude-code-otel', sessions: 0, turns: 0, actions: 0 },
    ])
  })

  it('are told by the telemetry alone where there are no transcripts', async () => {
    const rows = await rowsOf(await read(store, study(TELEMETRY), dir))
    const names = (list: readonly object[], id: string) =>
      list.map((row) => nameOf(row, (row as Record<string, unknown>)[id])).sort()
    expect(names(rows.actions, 'call_id')).toEqual(names(decided, 'call_id'))
    const people = (list: readonly { approval?: unknown }[]) =>
      names(
        list.filter(({ approval }) => approval === 'approved' || approval === 'rejected'),
        'call_id',
      )
    expect(people(rows.actions)).toEqual(people(decided))
    expect(rows.actions.filter(({ approval }) => approval === 'unknown')).toEqual([])
  })
})

describe('telemetry that names no calls', () => {
  it('is held to calls by turn, tool, order and time', async () => {
    const unnamed = await mkdtemp(join(dir, 'unnamed-'))
    const known = await makeTelemetry(join(unnamed, 'otel'), truth, { traced: 0, named: false })
    const store = await KINDS[0]!.open()
    try {
      const where = `{ place: '${unnamed}/otel/{user}' }`
      const rows = await ownRowsOf('actions', await read(store, study(TRANSCRIPTS, where), dir), dir)
      const of = (row: object) => {
        const { subagent, call_id, turn } = row as DecidedTruth
        return nameOf(row, `${subagent}/${call_id}/${turn}`)
      }
      const expected = new Map(known.map((row) => [of(row), row.approval]))
      // Nothing is said of an action that is not true of it; some are not told from others of the same turn.
      const wrong = rows.filter((row) => row.approval !== 'unknown' && row.approval !== expected.get(of(row)))
      expect(wrong.length / rows.length).toBeLessThan(0.02)
      const unknown = rows.filter(({ approval }) => approval === 'unknown')
      expect(unknown.length / rows.length).toBeLessThan(0.1)
    } finally {
      await store.close()
    }
  })
})
