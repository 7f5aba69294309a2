import { expect, it } from 'vitest'
import type { Conversation } from '../../src/sources/conversation.js'
import { Reading } from '../../src/sources/reading.js'
import { userIn } from '../../src/sources/user.js'
import { plainly } from './read-bytes.js'

const ACCOUNT = '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0'
const SESSION = '11111111-2222-3333-4444-555555555555'

it.each<[unknown[], string | null]>([
  [['ann'], 'ann'],
  [[' ann '], 'ann'],
  [[null, '', ' ', 'ann', 'bob'], 'ann'],
  [[17], '17'],
  [[{ name: 'ann' }, ['ann'], undefined], null],
  // One account on two machines is one person; without an account, the installation is one.
  [[`user_${'ab'.repeat(32)}_account_${ACCOUNT}_session_${SESSION}`], ACCOUNT],
  [[`user_${'cd'.repeat(32)}_account_${ACCOUNT}_session_${SESSION}`], ACCOUNT],
  [[`user_${'ab'.repeat(32)}_account__session_${SESSION}`], 'ab'.repeat(32)],
  [[JSON.stringify({ device_id: 'd1', account_uuid: ACCOUNT, session_id: SESSION })], ACCOUNT],
  [[JSON.stringify({ device_id: 'd1', account_uuid: '', session_id: SESSION })], 'd1'],
  [[JSON.stringify({ session_id: SESSION })], null],
])('%j names %j', (values, name) => expect(userIn(...values)).toBe(name))

it('gives a conversation to the first who is named, and counts that another was', () => {
  const reading = new Reading(plainly, null, null)
  const told = () => ({
    ...{ id: 's', interactive: 'unknown' as const, entrypoint: null, version: null, operator: false, start: 1e12 },
    setting: { kind: 'api' as const, evaluation: null, sandbox: null, system: null },
  })
  const conversation: Conversation = reading.conversation('s', told)
  for (const [i, user] of [null, 'ann', 'ann', 'bob', null].entries()) {
    conversation.record({ at: 1e12 + i, line: i + 1 })
    reading.belongs(conversation, user, i + 1)
  }
  const [read] = reading.end()
  expect(read!.sessions).toEqual([])
  expect(read!.others).toMatchObject([{ user: 'ann', sessions: [{ session: 's', records: 5 }] }])
  expect(read!.counts.unknown).toEqual({ 'another user in one session': 1 })
})
