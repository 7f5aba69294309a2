import { describe, expect, it } from 'vitest'
import { actionsOf, INSTEAD, Transcript, touchesOf, turnsOf } from './transcript.js'

const MINUTE = 60

describe('the clocks of a turn', () => {
  const clocks = async (t: Transcript) => {
    const { wall_ms, work2_ms, work5_ms, work15_ms, reported_ms } = (await t.read()).turns[0]!
    return [wall_ms, work2_ms, work5_ms, work15_ms, reported_ms].map((ms) => (ms === null ? null : ms / 1000))
  }

  it('cap gaps in which no tool ran, and count a running tool in full', async () => {
    const t = new Transcript()
    t.user(0, 'go')
    t.agent(10 * MINUTE, ['c1', 'Bash']) // ten minutes of nothing
    t.result(30 * MINUTE, 'c1') // twenty minutes of a tool
    t.agent(31 * MINUTE, 'done')
    expect(await clocks(t)).toEqual([31 * MINUTE, 23 * MINUTE, 26 * MINUTE, 31 * MINUTE, null])
  })

  it('do not take waiting for a refusal for a running tool', async () => {
    const t = new Transcript()
    t.user(0, 'go')
    t.agent(MINUTE, ['c1', 'Bash'])
    t.refusal(61 * MINUTE, 'c1', INSTEAD)
    t.agent(62 * MINUTE, 'done')
    expect(await clocks(t)).toEqual([62 * MINUTE, 4 * MINUTE, 7 * MINUTE, 17 * MINUTE, null])
  })

  it('count parallel tools once, until the last is done', async () => {
    const t = new Transcript()
    t.user(0, 'go')
    for (const n of [1, 2]) t.agent(n, [`c${n}`, 'Bash'])
    t.result(10 * MINUTE, 'c1')
    t.result(20 * MINUTE, 'c2')
    t.agent(20 * MINUTE + 5, 'done')
    expect(await clocks(t)).toEqual([1205, 1205, 1205, 1205, null])
  })

  it('keep the agent’s own figure apart, summed where it wrote several', async () => {
    const t = new Transcript()
    t.user(0, 'go')
    t.agent(40, 'first half')
    t.add(41, 'system', { subtype: 'turn_duration', durationMs: 38_000.4 })
    t.agent(80, 'second half')
    t.add(82, 'system', { subtype: 'turn_duration', durationMs: 39_000 })
    expect(await clocks(t)).toEqual([80, 80, 80, 80, 77])
  })
})

describe('tokens', () => {
  const usage = (n: number) => ({
    usage: {
      input_tokens: n,
      output_tokens: n * 2,
      cache_read_input_tokens: n * 3,
      cache_creation_input_tokens: n * 4,
    },
  })

  it('count once per message, however many lines repeat it, with its largest figures', async () => {
    const t = new Transcript()
    t.user(0, 'go')
    t.agent(1, 'a', { requestId: 'q' }, { id: 'm1', ...usage(10) })
    t.agent(2, ['c1', 'Bash'], { requestId: 'q' }, { id: 'm1', ...usage(12) })
    t.agent(3, ['c2', 'Bash'], { requestId: 'q' }, { id: 'm1', ...usage(11) })
    for (const n of [1, 2]) t.result(4, `c${n}`)
    t.agent(5, 'b', {}, { id: 'm2', ...usage(100) })
    t.agent(6, 'stub', {}, { id: 'm3', model: '<synthetic>', ...usage(1000) })
    const { tokens_in, tokens_out, tokens_cache_read, tokens_cache_write } = (await t.read()).turns[0]!
    expect([tokens_in, tokens_out, tokens_cache_read, tokens_cache_write]).toEqual([112, 224, 336, 448])
  })

  it('of what was under way when the human stopped the agent belong to that turn', async () => {
    const t = new Transcript()
    t.user(0, 'go')
    t.agent(1, 'a', {}, usage(10))
    t.mark(2)
    t.agent(2.1, 'b', {}, usage(5))
    const read = await t.read()
    expect(turnsOf(read)).toEqual(['r1 prompt interrupted/working 0 2'])
    expect(read.turns[0]!.tokens_in).toBe(15)
  })
})

describe('the chain of records', () => {
  it('goes on through a compaction in the middle of a turn', async () => {
    const t = new Transcript()
    t.user(0, 'go')
    t.agent(5, ['c1', 'Bash'])
    t.result(6, 'c1')
    t.rewind(null).add(100, 'system', { subtype: 'compact_boundary', compactMetadata: { trigger: 'auto' } })
    t.user(101, 'This session is being continued from a previous conversation', { isCompactSummary: true })
    t.agent(110, 'done')
    expect(turnsOf(await t.read())).toEqual(['r1 prompt completed 0 110'])
  })

  it('starts no turn by a compaction that the human asked for', async () => {
    const t = new Transcript()
    t.user(0, 'go')
    t.agent(5, 'done')
    t.user(50, '<command-name>/compact</command-name>')
    t.rewind(null).add(80, 'system', { subtype: 'compact_boundary', compactMetadata: { trigger: 'manual' } })
    t.user(81, 'This session is being continued from a previous conversation', { isCompactSummary: true })
    t.user(82, '<local-command-stdout>Compacted</local-command-stdout>')
    t.user(100, 'go on')
    t.agent(103, 'ok')
    expect(turnsOf(await t.read())).toEqual(['r1 prompt completed 0 5', 'r7 prompt completed 100 103'])
  })

  it('keeps what happened in a branch that the human went back from', async () => {
    const t = new Transcript()
    t.user(0, 'go')
    const answer = t.agent(3, 'done')
    t.user(10, 'left')
    t.agent(12, ['c1', 'Bash'])
    t.result(13, 'c1')
    t.rewind(answer).user(60, 'right')
    t.agent(62, 'ok')
    const read = await t.read()
    expect(turnsOf(read)).toEqual(['r1 prompt completed 0 3', 'r3 prompt unknown 10 13', 'r6 prompt completed 60 62'])
    expect(actionsOf(read)).toEqual(['c1 Bash ok unknown @r3'])
    expect(touchesOf(read)).toEqual(['0 prompt @r1', '10 prompt @r3', '60 prompt @r6'])
  })

  it('puts a result that was written before its call in its place', async () => {
    const t = new Transcript()
    t.user(0, 'go')
    t.agent(5, ['c1', 'Bash'])
    t.result(4.9, 'c1')
    t.agent(8, 'done')
    const read = await t.read()
    expect(actionsOf(read)).toEqual(['c1 Bash ok unknown @r1'])
    expect(read.counts.clock_back).toBe(0)
    expect(read.actions[0]!.ended_at).toBe(read.actions[0]!.started_at)
  })

  it('takes a call that is repeated for one', async () => {
    const t = new Transcript()
    t.user(0, 'go')
    t.agent(5, ['c1', 'Bash'])
    t.agent(5, ['c1', 'Bash'])
    t.result(6, 'c1')
    t.result(7, 'c1', 'again')
    t.result(7, 'nowhere')
    t.agent(8, 'done')
    expect(actionsOf(await t.read())).toEqual(['c1 Bash ok unknown @r1'])
  })
})
