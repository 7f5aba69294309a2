import { describe, expect, it } from 'vitest'
import type { FileRead } from '../../../src/model/index.js'
import { googleAdk } from '../../../src/sources/google-adk/index.js'
import { readBytes } from '../read-bytes.js'

type Json = Record<string, unknown>

const START = 1_771_000_000
/** An event, as newer versions write it. */
const event = (second: number, author: string, invocationId: string, parts: Json[], more: Json = {}) => ({
  ...{ id: `${second}`, author, invocationId, timestamp: START + second, content: { parts }, ...more },
})
const user = (second: number, invocation: string, text = 'Do it.') => event(second, 'user', invocation, [{ text }])
const said = (second: number, invocation: string, more: Json = {}) =>
  event(second, 'agent', invocation, [{ text: 'Done.' }], more)
const called = (second: number, invocation: string, name: string, id: string | null, args: Json = {}) =>
  event(second, 'agent', invocation, [{ functionCall: { ...(id === null ? {} : { id }), name, args } }])
const returned = (
  second: number,
  invocation: string,
  name: string,
  id: string | null,
  response: Json,
  author = 'agent',
) => event(second, author, invocation, [{ functionResponse: { ...(id === null ? {} : { id }), name, response } }])

const read = (value: unknown): Promise<FileRead> => readBytes(googleAdk, JSON.stringify(value), 'log.json')
const session = (...events: object[]) => read({ id: 'S', appName: 'app', userId: 'u', state: {}, events })
const turns = ({ turns }: FileRead) =>
  turns.map((t) => [t.turn, t.started_by, t.ended_by, t.started_at / 1000 - START, t.wall_ms / 1000])
const ofCalls = ({ actions }: FileRead) => actions.map((a) => [a.call, a.tool, a.status, a.approval])

describe('sessions', () => {
  const events = [user(0, 'i1'), called(1, 'i1', 'look', 'a'), returned(2, 'i1', 'look', 'a', {}), said(3, 'i1')]
  const snake = events.map(({ invocationId, ...one }) =>
    JSON.parse(
      JSON.stringify({ ...one, invocation_id: invocationId })
        .replace('functionCall', 'function_call')
        .replace('functionResponse', 'function_response'),
    ),
  )

  it('are read however keys are written, alone, in a list, or as events', async () => {
    const values = [
      { id: 'log', appName: 'app', userId: 'u', state: {}, events },
      { id: 'log', context: {}, past_events: [], events: snake },
      [{ id: 'log', app_name: 'app', user_id: 'u', state: {}, events: snake }],
      events,
    ]
    for (const value of values) {
      expect(googleAdk.recognises('log.json', Buffer.from(JSON.stringify(value)))).toBe(true)
      const found = await read(value)
      expect(turns(found)).toEqual([['log/i1', 'prompt', 'completed', 0, 3]])
      expect(ofCalls(found)).toEqual([['a', 'look', 'ok', 'unknown']])
    }
  })

  it('name calls without an id by their number in the file, and find their results by the tool', async () => {
    const found = await session(
      ...[user(0, 'i1'), called(1, 'i1', 'look', null), called(2, 'i1', 'find', null), called(3, 'i1', 'look', null)],
      ...[returned(4, 'i1', 'look', null, { error: 'no' }), returned(5, 'i1', 'find', null, {})],
    )
    expect(ofCalls(found)).toEqual([
      ['step0', 'look', 'error', 'unknown'],
      ['step1', 'find', 'ok', 'unknown'],
      ['step2', 'look', 'pending', 'unknown'],
    ])
  })
})

describe('turns', () => {
  it('end failed where an error is the last that happened, and interrupted where the log says so', async () => {
    const found = await session(
      ...[user(0, 'i1'), said(1, 'i1', { errorCode: 'X' }), said(2, 'i1')],
      ...[user(10, 'i2'), event(11, 'agent', 'i2', [], { errorCode: 'X' })],
      ...[user(20, 'i3'), said(21, 'i3', { interrupted: true })],
      ...[said(30, 'i4')],
    )
    expect(turns(found).map(([, by, ended]) => [by, ended])).toEqual([
      ['prompt', 'completed'],
      ['prompt', 'failed'],
      ['prompt', 'interrupted'],
      // Nobody asked: the kit itself began it.
      ['unknown', 'completed'],
    ])
  })

  it('end with a question to the user, whose answer begins the next', async () => {
    const found = await session(
      ...[user(0, 'i1'), called(1, 'i1', 'adk_request_input', 'q')],
      ...[returned(60, 'i1', 'adk_request_input', 'q', { text: 'Blue.' }, 'user'), said(62, 'i1')],
    )
    expect(turns(found).map(([, by, ended, start, wall]) => [by, ended, start, wall])).toEqual([
      ['prompt', 'asked', 0, 1],
      ['answer', 'completed', 60, 2],
    ])
  })
})

it('takes a confirmation for what it is: a call refused is rejected, and the question is no call', async () => {
  const ask = { originalFunctionCall: { id: 'a', name: 'send' } }
  const found = await session(
    ...[user(0, 'i1'), called(1, 'i1', 'send', 'a'), called(2, 'i1', 'adk_request_confirmation', 'c', ask)],
    ...[returned(3, 'i1', 'send', 'a', { error: 'This tool call requires confirmation, please approve or reject.' })],
    ...[returned(9, 'i1', 'adk_request_confirmation', 'c', { confirmed: false }, 'user'), said(10, 'i1')],
  )
  expect(ofCalls(found)).toEqual([['a', 'send', 'rejected', 'rejected']])
  expect(found.touches.map((t) => t.kind)).toEqual(['prompt', 'rejection'])
})

it('counts parts that it does not know, and no piece of an answer twice', async () => {
  const found = await session(
    ...[user(0, 'i1'), event(1, 'agent', 'i1', [{ functionCall: { id: 'a', name: 'look' } }], { partial: true })],
    event(2, 'agent', 'i1', [{ functionCall: { id: 'a', name: 'look' } }, { hologram: 1 }]),
  )
  expect(ofCalls(found)).toEqual([['a', 'look', 'pending', 'unknown']])
  expect(found.counts.unknown).toEqual({ 'part hologram': 1 })
})
