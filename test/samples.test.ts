import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { ownRowsOf } from '../src/cli/own-rows.js'
import { prepare } from '../src/cli/run.js'
import { concealer, inThread, pseudonymKey } from '../src/ingest/index.js'
import { openDuckdb } from '../src/store/index.js'
import { studyFromOptions } from '../src/study/index.js'
import { countIndependently } from './fleet/index.js'
import { CALL_COUNTS } from './sources/call-counts.js'

const all = fileURLToPath(new URL('../../shared/samples/', import.meta.url))
const samples = join(all, 'claude-code')

/** The rows of a folder of samples, and the files in it that no source knows. */
async function readSamples(folder: string) {
  const dir = await mkdtemp(join(tmpdir(), 'leeway-samples-'))
  const key = await pseudonymKey(dir)
  const store = await openDuckdb(join(dir, 'store.duckdb'), key.mark)
  try {
    const study = studyFromOptions({ name: 'samples', places: [folder], policy: 'private' })
    const reader = inThread(concealer(key.key))
    const means = { cwd: dir, own: [], key, store, reader, progress: () => {}, named: 'private' as const }
    const prepared = await prepare(study, means)
    const of = (unit: 'sessions' | 'turns' | 'actions') => ownRowsOf(unit, prepared, dir)
    const { unrecognised, refused } = prepared.reports[0]!
    return {
      sessions: await of('sessions'),
      turns: await of('turns'),
      actions: await of('actions'),
      unrecognised,
      refused,
    }
  } finally {
    await store.close()
    await rm(dir, { recursive: true, force: true })
  }
}

/** Real public transcripts, copies and a fork among them; explained in docs/sources/claude-code.md. */
describe.skipIf(!existsSync(samples))('public samples', () => {
  let rows: Awaited<ReturnType<typeof readSamples>>
  beforeAll(async () => {
    rows = await readSamples(samples)
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

/** Tool calls of every kind of log, counted by a plain reading of its files that shares nothing with the sources. */
describe.each(CALL_COUNTS)('public samples in $folder', ({ folder, source, count, calls, beside }) => {
  it.skipIf(!existsSync(join(all, folder)))(
    'hold as many calls as an independent count finds, and no file that is not known',
    async () => {
      expect(count(join(all, folder))).toBe(calls)
      const { actions, unrecognised, refused } = await readSamples(join(all, folder))
      expect(actions.filter((action) => action.source === source).length).toBe(calls)
      expect(unrecognised.map((path) => path.slice(all.length + folder.length + 1))).toEqual(beside)
      expect(refused).toEqual([])
    },
  )
})
