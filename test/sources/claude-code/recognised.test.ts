import { describe, expect, it } from 'vitest'
import { claudeCode } from '../../../src/sources/claude-code/index.js'

const recognised = (...lines: unknown[]) =>
  claudeCode.recognises('log.jsonl', Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join('')))
const message = { role: 'user', content: 'hello' }

describe('what is taken for a transcript', () => {
  it.each([
    ['a prompt', { type: 'user', sessionId: 's', message }],
    ['a summary before anything else', { type: 'summary', summary: 'x', leafUuid: 'u' }],
    ['a message from which ids were taken out', { type: 'user', timestamp: '2026-01-01T00:00:00Z', message }],
    ['a type of a later version, in a session', { type: 'something-new', sessionId: 's' }],
  ])('%s', (_, line) => expect(recognised(line)).toBe(true))

  it.each([
    ['a line of a typed prompt’s history', { display: 'hello', timestamp: 1, project: '/x', sessionId: 's' }],
    ['a rollout of another agent', { timestamp: '2026-01-01T00:00:00Z', type: 'response_item', payload: {} }],
    ['a message of another agent', { id: '1', timestamp: '2026-01-01T00:00:00Z', type: 'user', content: 'hello' }],
    ['an event of another agent', { type: 'user.message', timestamp: '2026-01-01T00:00:00Z', data: {} }],
    ['a chat', { messages: [message] }],
  ])('not %s', (_, line) => expect(recognised(line)).toBe(false))
})
