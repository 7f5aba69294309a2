import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ownRowsOf } from '../src/cli/own-rows.js'
import { type Prepared, prepare, releaseOf } from '../src/cli/run.js'
import { concealer, inThread, pseudonymKey } from '../src/ingest/index.js'
import type { Release } from '../src/release/index.js'
import { openDuckdb, type RowOf, type Store } from '../src/store/index.js'
import { studyFromOptions } from '../src/study/index.js'
import { defaultFleet, type FleetTruth, makeFleet, percentile } from './fleet/index.js'

/** A fleet of 40 users with everything planted; what is read back must be what was planted, exactly. */
describe('a fleet with planted truth', () => {
  let dir: string
  let store: Store
  let truth: FleetTruth
  let prepared: Prepared
  let release: Release
  const rows: Record<'sessions' | 'turns' | 'actions', RowOf[]> = { sessions: [], turns: [], actions: [] }

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'leeway-fleet-'))
    truth = await makeFleet(join(dir, 'fleet'), defaultFleet)
    const key = await pseudonymKey(join(dir, 'home'))
    store = await openDuckdb(join(dir, 'home', 'store.duckdb'), key.mark)
    const study = studyFromOptions({ name: 'fleet', places: ['fleet/{user}/projects'], policy: 'private' })
    prepared = await prepare(study, {
      cwd: dir,
      own: [],
      key,
      store,
      reader: inThread(concealer(key.key)),
      progress: () => {},
      named: 'private',
    })
    release = await releaseOf(prepared, { from: null, to: null })
    for (const unit of ['sessions', 'turns', 'actions'] as const) rows[unit] = await ownRowsOf(unit, prepared, dir)
  })

  afterAll(async () => {
    await store.close()
    await rm(dir, { recursive: true, force: true })
  })

  /** Tools that put something to the human; turning it down is no refusal of an action. */
  const questions = ['AskUserQuestion', 'ExitPlanMode']
  const sorted = (list: Record<string, unknown>[]) => list.map((row) => JSON.stringify(row)).sort()

  it('recovers every session: owner, experience, regime, interactivity, counts', () => {
    const found = rows.sessions.map((s) => ({
      session: s.session,
      contributor: s.contributor,
      experience: s.experience,
      regime: s.regime,
      interactive: s.interactive,
      turns: s.turns,
      actions: s.actions,
    }))
    const planted = truth.sessions.map((s) => ({
      session: s.session,
      contributor: s.contributor,
      experience: s.experience,
      regime: s.regime_without_declines,
      interactive: s.interactive,
      turns: s.turns,
      actions: s.actions,
    }))
    expect(sorted(found)).toEqual(sorted(planted))
  })

  it('recovers every turn: start, end, clocks, mode, actions, tokens', () => {
    const found = rows.turns.map((t) => ({
      contributor: t.contributor,
      session: t.session,
      start_id: t.start_id,
      started_at: t.started_at,
      started_by: t.started_by,
      ended_by: t.ended_by,
      interrupt_kind: t.interrupt_kind,
      wall_s: t.wall_s,
      work_s: t.work_s,
      reported_s: t.reported_s,
      mode: t.mode,
      actions: t.actions,
      main_actions: Number(t.actions) - Number(t.sub_actions),
      censored: t.censored,
      tokens_out: t.tokens_out,
      tokens_in: t.tokens_in,
    }))
    const planted = truth.turns.map((t) => ({
      contributor: t.contributor,
      session: t.session,
      start_id: t.start_id,
      started_at: new Date(t.started_at).toISOString(),
      started_by: t.started_by,
      ended_by: t.ended_by,
      interrupt_kind: t.interrupt_kind,
      wall_s: t.wall_s,
      work_s: t.work_s,
      reported_s: t.reported_s,
      mode: t.mode,
      actions: t.actions,
      main_actions: t.main_actions,
      censored: t.censored,
      tokens_out: t.tokens_out,
      tokens_in: t.tokens_in,
    }))
    expect(sorted(found)).toEqual(sorted(planted))
  })

  it('recovers every action: turn, status, approval, times, subagent', () => {
    const found = rows.actions.map((a) => ({
      contributor: a.contributor,
      session: a.session,
      turn: a.turn,
      call_id: a.call_id,
      tool: a.tool,
      status: a.status,
      approval: a.approval,
      started_at: a.started_at,
      ended_at: a.ended_at,
      subagent: a.subagent,
    }))
    const planted = truth.actions.map((a) => ({
      contributor: a.contributor,
      session: a.session,
      turn: a.turn,
      call_id: a.call_id,
      tool: a.tool,
      status: a.status,
      approval: a.approval === 'rejected' && questions.includes(a.tool) ? 'declined' : a.approval,
      started_at: new Date(a.started_at).toISOString(),
      ended_at: a.ended_at === null ? null : new Date(a.ended_at).toISOString(),
      subagent: a.subagent,
    }))
    expect(sorted(found)).toEqual(sorted(planted))
  })

  it('recovers every touch, per session', () => {
    const found = rows.sessions.map((s) => ({
      session: s.session,
      contributor: s.contributor,
      interrupts: s.interrupts,
      rejections: s.rejections,
      answers: s.answers,
      corrections: s.corrections,
    }))
    const planted = truth.sessions.map((s) => ({
      session: s.session,
      contributor: s.contributor,
      interrupts: s.touches.interrupts,
      rejections: s.touches.rejections,
      answers: s.touches.answers,
      corrections: s.touches.steering + s.touches.feedback,
    }))
    expect(sorted(found)).toEqual(sorted(planted))
  })

  it('gives every percentile of the whole window within 0.5%', () => {
    const figure = release.figures.find((f) => f.id === 'turn-duration')!
    const counted = truth.turns.filter((t) => {
      const session = truth.sessions.find((s) => s.session === t.session && s.contributor === t.contributor)!
      return session.interactive !== 'no' && t.started_by !== 'schedule' && t.started_by !== 'program'
    })
    for (const [clock, column] of [
      ['wall', 'wall_s'],
      ['work', 'work_s'],
      ['reported', 'reported_s'],
    ] as const) {
      const values = counted.map((t) => t[column]).filter((v): v is number => v !== null)
      const row = figure.rows.find((r) => 'clock' in r && r.clock === clock && r.window === 'all') as unknown as Record<
        string,
        number | null
      >
      expect(row.n).toBe(values.length)
      for (const [name, p] of [
        ['p50', 50],
        ['p75', 75],
        ['p90', 90],
        ['p95', 95],
        ['p99', 99],
        ['p999', 99.9],
      ] as const) {
        const expected = percentile(values, p)!
        if (row[name] === null) expect((row as { withheld?: Record<string, string> }).withheld?.[name]).toBe('censored')
        else
          expect(Math.abs(row[name]! / expected - 1), `${clock} ${name}: ${row[name]} for ${expected}`).toBeLessThan(
            0.005,
          )
      }
    }
  })
})
