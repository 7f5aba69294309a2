import { describe, expect, it } from 'vitest'
import type { FileRead } from '../../../src/model/index.js'
import { tau2 } from '../../../src/sources/tau2/index.js'
import { readBytes } from '../read-bytes.js'

type Json = Record<string, unknown>

const START = Date.UTC(2026, 2, 1, 10)
const at = (second: number) => new Date(START + second * 1000).toISOString().replace('Z', '')
const user = (second: number, content: string) => ({ role: 'user', content, timestamp: at(second) })
const said = (second: number, content: string) => ({ role: 'assistant', content, timestamp: at(second) })
const called = (second: number, id: string) => ({
  ...{ role: 'assistant', content: null, timestamp: at(second) },
  tool_calls: [{ id, name: 'look', arguments: {}, requestor: 'assistant' }],
})
const simulation = (more: Json) => ({
  id: 'S',
  task_id: '1',
  start_time: at(0),
  termination_reason: 'user_stop',
  ...more,
})
const read = (value: unknown): Promise<FileRead> => readBytes(tau2, JSON.stringify(value), 'log.json')
const turns = ({ turns }: FileRead) =>
  turns.map((t) => [t.started_by, t.ended_by, (t.started_at - START) / 1000, t.wall_ms / 1000])

describe('simulations in writing', () => {
  it('stand in a file of their own, or in results, whatever comes first', async () => {
    const own = simulation({ messages: [user(1, 'Hello.'), said(3, 'Yes?')] })
    const info = { environment_info: { policy: 'Be kind.' } }
    for (const value of [own, { info, simulations: [own] }, { simulations: [own], info }])
      expect(turns(await read(value))).toEqual([['program', 'completed', 1, 2]])
    expect((await read({ info, simulations: [own, { no: 'simulation' }] })).counts.unreadable).toBe(1)
  })

  it('end as they say, where they are broken off', async () => {
    const ended = async (reason: string, ...messages: unknown[]) =>
      turns(await read(simulation({ termination_reason: reason, messages }))).map(([, by]) => by)
    const [asks, calls] = [user(1, 'Look.'), called(2, 'a')]
    expect(await ended('max_steps', asks, calls)).toEqual(['limit'])
    expect(await ended('too_many_errors', asks, calls)).toEqual(['failed'])
    expect(await ended('constructor', asks, calls)).toEqual(['unknown'])
    // What was said last ends the turn, however the simulation ended.
    expect(await ended('max_steps', asks, said(2, 'Done.'), user(3, 'More.'))).toEqual(['completed'])
  })

  it('take several results from one message', async () => {
    const both = {
      role: 'tool',
      tool_messages: ['b', 'a'].map((id) => ({ id, role: 'tool', content: 'ok', error: id === 'a' })),
    }
    const two = { ...called(2, 'a'), tool_calls: ['a', 'b'].map((id) => ({ id, name: 'look', arguments: {} })) }
    const found = await read(simulation({ messages: [user(1, 'Look.'), two, both] }))
    expect(found.actions.map((a) => [a.call, a.status])).toEqual([
      ['0#1:a', 'error'],
      ['0#1:b', 'ok'],
    ])
  })
})

describe('simulations by voice', () => {
  const tick = (place: number, [agent, customer]: [string | null, string | null], more: Json = {}) => ({
    ...{ tick_id: place, timestamp: at(place), ...more },
    agent_chunk: { role: 'assistant', content: agent, contains_speech: agent !== null },
    user_chunk: { role: 'user', content: customer, contains_speech: customer !== null },
  })

  it('take a turn from where the customer stops to where the agent speaks last', async () => {
    const speech: [string | null, string | null][] = [
      ...([
        [null, null],
        ['Hello', null],
        [null, 'I '],
        ['Yes', 'want'],
        [null, null],
        ['There', null],
      ] as const),
      ...([
        ['you', null],
        [null, null],
        [null, 'Thanks'],
        [null, null],
        ['Welcome', null],
      ] as const),
    ].map(([agent, customer]) => [agent, customer])
    const found = await read(simulation({ ticks: speech.map((one, place) => tick(place, one)) }))
    expect(turns(found)).toEqual([
      ['program', 'completed', 4, 2],
      ['program', 'completed', 9, 1],
    ])
  })

  it('leave out what nobody answers', async () => {
    const found = await read(simulation({ ticks: [tick(0, [null, 'Hello?']), tick(1, [null, null])] }))
    expect(found.turns).toEqual([])
    expect(found.counts.unanswered).toBe(1)
  })
})
