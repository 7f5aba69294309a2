import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ownRowsOf } from '../src/cli/own-rows.js'
import { prepare } from '../src/cli/run.js'
import { concealer, inThread, pseudonymKey } from '../src/ingest/index.js'
import { openDuckdb, type RowOf, type Store } from '../src/store/index.js'
import { studyFromOptions } from '../src/study/index.js'
import { countIndependently } from './fleet/index.js'

const samples = fileURLToPath(new URL('../../shared/samples/claude-code', import.meta.url))

/** Real public transcripts, copies and a fork among them; explained in docs/sources/claude-code.md. */
describe.skipIf(!existsSync(samples))('public samples', () => {
  let dir: string
  let store: Store
  const rows: Record<'sessions' | 'turns' | 'actions', RowOf[]> = { sessions: [], turns: [], actions: [] }

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'leeway-samples-'))
    const key = await pseudonymKey(dir)
    store = await openDuckdb(join(dir, 'store.duckdb'), key.mark)
    const study = studyFromOptions({ name: 'samples', places: [samples], policy: 'private' })
    const reader = inThread(concealer(key.key))
    const prepared = await prepare(study, {
      cwd: dir,
      own: [],
      key,
      store,
      reader,
      progress: () => {},
      named: 'private',
    })
    for (const unit of ['sessions', 'turns', 'actions'] as const) rows[unit] = await ownRowsOf(unit, prepared, dir)
  })
  afterAll(async () => {
    await store.close()
    await rm(dir, { recursive: true, force: true })
  })

  it('agree with an independent count of sessions, main-thread calls and refusals', async () => {
    const counted = await countIndependently(samples)
    expect(counted).toMatchObject({ sessions: 74, sessionIds: 75, toolCalls: 2840, interruptMarks: 36, rejections: 44 })
    expect(rows.sessions.length).toBe(counted.sessions)
    expect(rows.actions.filter((a) => a.subagent === null).length).toBe(counted.toolCalls)
    expect(rows.actions.filter((a) => a.status === 'rejected').length).toBe(counted.rejections)
  })

  it('count every interrupt mark once, or not at all where it follows a declined plan or question', () => {
    const interrupted = rows.turns.filter((t) => t.ended_by === 'interrupted')
    const declined = rows.actions.filter((a) => a.approval === 'declined')
    expect([interrupted.length, declined.length]).toEqual([25, 21])
  })

  it('never give a turn a negative or unknown length, nor a call an end before its start', () => {
    expect(rows.turns.filter((t) => Number(t.wall_s) < 0 || Number(t.work_s) > Number(t.wall_s))).toEqual([])
    expect(rows.actions.filter((a) => a.ended_at !== null && String(a.ended_at) < String(a.started_at))).toEqual([])
  })
})
