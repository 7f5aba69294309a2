import { describe, expect, it } from 'vitest'
import type { ActionRow, Rows, SessionRow, TurnRow } from '../../src/model/index.js'
import { ownRows } from '../../src/privacy/own.js'
import { batchOf, one } from './made-up-rows.js'
import { KINDS } from './stores.js'

const AT = Date.UTC(2026, 0, 5, 9)
const MINUTE = 60_000
/** The first gives way last. */
const COMPANIONS = ['telemetry', 'gateway']

interface More {
  session?: Partial<SessionRow>
  turn?: Partial<TurnRow>
  actions?: Partial<ActionRow>[]
}

/** A session of one turn whose actions are given. */
function told(name: string, { session = {}, turn = {}, actions = [{}] }: More): Rows {
  const rows = one(name, AT, MINUTE)
  const [action] = rows.actions
  return {
    ...rows,
    sessions: rows.sessions.map((row) => ({ ...row, ...session })),
    turns: rows.turns.map((row) => ({ ...row, ...turn })),
    actions: actions.map((more, i) => ({ ...action!, action: `${i} of ${name}`, ...more })),
  }
}

const from = (source: string, path: string, rows: Rows) => ({ ...batchOf(path, rows), source })

describe.each(KINDS)('logs of several kinds that tell of one session, in $name', ({ open }) => {
  const assembled = async (...batches: ReturnType<typeof from>[]) => {
    const store = await open()
    try {
      await store.append(batches)
      const study = await store.study({ places: ['logs'], protect: 'user', companions: COMPANIONS })
      const rows = async (unit: 'sessions' | 'turns' | 'actions') => ownRows(await study.rows(unit))
      return { sessions: await rows('sessions'), turns: await rows('turns'), actions: await rows('actions') }
    } finally {
      await store.close()
    }
  }

  it('are one by calls that both have, dated alike, and several where only the names are', async () => {
    const call = (id: string, more: Partial<ActionRow> = {}) => ({
      call: id,
      tool: 'Bash',
      started_at: AT + MINUTE,
      ...more,
    })
    const { sessions, actions } = await assembled(
      from('agent', 'a', told('session', { actions: [call('one'), call('two')] })),
      from(
        'gateway',
        'b',
        told('conversation', { actions: [call('one', { started_at: AT + 2 * MINUTE }), call('two')] }),
      ),
      from('gateway', 'c', told('later', { actions: [call('one', { started_at: AT + 60 * MINUTE })] })),
      from('gateway', 'd', told('other tool', { actions: [call('one', { tool: 'Read' })] })),
      from('agent', 'e', told('agent again', { actions: [call('one')] })),
    )
    expect(sessions.map(({ session }) => session).sort()).toEqual(['agent again', 'later', 'other tool', 'session'])
    expect(actions).toHaveLength(5)
  })

  it('give way to the telemetry before the gateway, which alone tells what no other does', async () => {
    const { sessions } = await assembled(
      from('gateway', 'a', told('session', {})),
      from('telemetry', 'b', told('session', { session: { interactive: 'no' } })),
      from('gateway', 'c', told('alone', {})),
    )
    expect(sessions.map(({ session, source }) => [session, source]).sort()).toEqual([
      ['alone', 'gateway'],
      ['session', 'telemetry'],
    ])
  })

  it('say what the agent’s own leaves open, and never otherwise what it says itself', async () => {
    const own = (id: string, approval: ActionRow['approval'], more: Partial<ActionRow> = {}) => ({
      ...{ call: id, approval, mode: 'auto' as const },
      ...more,
    })
    const said = (id: string, approval: ActionRow['approval'], decided_at: number | null = AT + MINUTE) => ({
      ...{ call: id, approval, decided_at },
    })
    const { sessions, actions } = await assembled(
      from('agent', 'a', {
        ...told('session', {
          session: { interactive: 'unknown' },
          actions: [
            own('asked', 'unknown'),
            own('listed', 'unknown'),
            own('inferred', 'unknown'),
            own('judged', 'classifier'),
            own('judged and asked', 'classifier'),
            own('read', 'not-needed'),
            own('refused', 'rejected', { status: 'rejected' }),
            own('denied', 'unknown'),
            own('untold', 'unknown'),
          ],
        }),
      }),
      from(
        'telemetry',
        'b',
        told('session', {
          session: { interactive: 'yes' },
          actions: [
            said('asked', 'approved'),
            said('listed', 'rules'),
            said('inferred', 'rules', null),
            said('judged', 'rules'),
            said('judged and asked', 'approved'),
            said('read', 'approved'),
            said('refused', 'rule-denied'),
            said('denied', 'rule-denied'),
          ],
        }),
      ),
    )
    expect(actions.map(({ call, approval }) => [call, approval]).sort()).toEqual([
      ['asked', 'approved'],
      ['denied', 'rule-denied'],
      ['inferred', 'unknown'],
      ['judged and asked', 'approved'],
      ['judged', 'classifier'],
      ['listed', 'rules'],
      ['read', 'approved'],
      ['refused', 'rejected'],
      ['untold', 'unknown'],
    ])
    expect(sessions.map(({ interactive, regime, actions: n }) => [interactive, regime, n])).toEqual([
      ['yes', 'manual', 9],
    ])
  })

  it('leave waits out: of a call that ran in full, of a refused one what its clock counts, of none beside a running one', async () => {
    const clocks = (work: number) => ({ ended_at: AT + 30 * MINUTE, wall_ms: 30 * MINUTE, work5_ms: work })
    const call = (id: string, start: number, end: number, more: Partial<ActionRow> = {}) => ({
      ...{
        call: id,
        started_at: AT + start * MINUTE,
        ended_at: AT + end * MINUTE,
        approval: 'unknown' as const,
        ...more,
      },
    })
    const decided = (id: string, approval: ActionRow['approval'], asked: number | null, at: number) => ({
      ...{ call: id, approval, asked_at: asked === null ? null : AT + asked * MINUTE, decided_at: AT + at * MINUTE },
    })
    const refused = { status: 'rejected', approval: 'rejected' } as const
    const { turns, sessions } = await assembled(
      from(
        'agent',
        'a',
        told('session', {
          // One call of 10 minutes, a gap of 10 minutes that counts 5, two calls at once for 10 minutes.
          turn: clocks(25 * MINUTE),
          actions: [call('ran', 0, 10), call('no', 10, 20, refused), call('beside', 20, 30), call('runs', 20, 28)],
        }),
      ),
      from(
        'telemetry',
        'b',
        told('session', {
          actions: [
            decided('ran', 'approved', 1, 7),
            decided('no', 'rejected', null, 20),
            decided('beside', 'approved', null, 29),
            decided('runs', 'rules', null, 20),
          ],
        }),
      ),
    )
    // 6 of the first, 5 of the refused, and of the last the minute in which nothing ran beside it.
    expect(turns.map(({ work5_ms, wall_ms }) => [work5_ms, wall_ms])).toEqual([[13 * MINUTE, 30 * MINUTE]])
    expect(sessions.map(({ agent_ms }) => agent_ms)).toEqual([13 * MINUTE])
  })

  it('keep the main thread that only a companion shows', async () => {
    const helper = { subagent: 'helper', turn: null, call: 'of helper' }
    const alone: Rows = { ...told('session', { session: { main: false }, actions: [helper] }), turns: [] }
    const { sessions, turns } = await assembled(
      from('agent', 'a', alone),
      from('telemetry', 'b', told('session', { actions: [{}, { call: 'second' }] })),
    )
    expect(turns).toHaveLength(1)
    expect(sessions.map(({ actions }) => actions)).toEqual([3])
  })
})
