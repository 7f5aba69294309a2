import { expect, it } from 'vitest'
import type { ModelSettings } from '../../src/judge/index.js'
import { requestBody as messages, replyOf as replyOfMessage } from '../../src/judge/messages.js'
import { requestBody as completions, replyOf as replyOfCompletion } from '../../src/judge/openai.js'
import { modelOf } from '../../src/judge/settings.js'
import type { Sheet } from '../../src/judge/sheet.js'

const sheet: Sheet<unknown> = {
  system: 'S',
  shared: { text: 'C', repeated: true },
  items: 'I',
  schema: { type: 'object' },
  asked: new Map(),
  known: new Map(),
  outputTokens: 500,
  inputTokens: 900,
}
const anthropic = (more: Partial<ModelSettings> = {}) =>
  messages(sheet, modelOf({ provider: 'anthropic', model: 'm', key: null, ...more }))
const openai = (more: Partial<ModelSettings> = {}) =>
  completions(sheet, modelOf({ provider: 'openai', model: 'm', key: null, ...more }))

it('asks Anthropic for the form, with marks where caching pays', () => {
  const cache_control = { type: 'ephemeral' }
  expect(anthropic()).toEqual({
    model: 'm',
    max_tokens: 500,
    system: [{ type: 'text', text: 'S', cache_control }],
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'C', cache_control },
          { type: 'text', text: 'I' },
        ],
      },
    ],
    output_config: { format: { type: 'json_schema', schema: { type: 'object' } } },
  })
  expect(anthropic({ temperature: 0.2, thinkingTokens: 1024, effort: 'low' })).toMatchObject({
    temperature: 0.2,
    thinking: { type: 'enabled', budget_tokens: 1024 },
    output_config: { effort: 'low' },
  })
  expect(anthropic({ thinkingTokens: 1024, thinking: 'adaptive' })).toMatchObject({ thinking: { type: 'adaptive' } })
  expect(anthropic({ thinkingTokens: 1024, thinking: 'untold' })).not.toHaveProperty('thinking')
})

it('asks everybody else for the same, with the limit by the name they know', () => {
  expect(openai()).toEqual({
    model: 'm',
    messages: [
      { role: 'system', content: 'S' },
      { role: 'user', content: 'CI' },
    ],
    max_completion_tokens: 500,
    response_format: {
      type: 'json_schema',
      json_schema: { name: 'answers', strict: true, schema: { type: 'object' } },
    },
  })
  const own = openai({ address: 'http://localhost:11434/v1/', temperature: 0, effort: 'high' })
  expect(own).toMatchObject({ max_tokens: 500, temperature: 0, reasoning_effort: 'high' })
  expect(own).not.toHaveProperty('max_completion_tokens')
})

it('reads usage as each counts it, and none that makes no sense', () => {
  const content = [
    { type: 'thinking', thinking: 'hm' },
    { type: 'text', text: '{"a"' },
    { type: 'text', text: ':1}' },
  ]
  const numbers = { input_tokens: 5, output_tokens: 7, cache_read_input_tokens: 11, cache_creation_input_tokens: null }
  const usage = { input: 5, output: 7, cacheRead: 11, cacheWrite: 0 }
  expect(replyOfMessage({ content, stop_reason: 'end_turn', usage: numbers })).toEqual({
    kind: 'answer',
    text: '{"a":1}',
    cut: false,
    usage,
  })
  const choices = [{ finish_reason: 'stop', message: { content: '{}' } }]
  // Chat completions count what was read from a cache as input.
  const cached = { prompt_tokens: 16, completion_tokens: 7, prompt_tokens_details: { cached_tokens: 11 } }
  expect(replyOfCompletion({ choices, usage: cached })).toMatchObject({ usage })
  expect(replyOfCompletion({ choices })).toMatchObject({ kind: 'answer', usage: null })
  expect(replyOfCompletion({ choices, usage: { prompt_tokens: -1, completion_tokens: 2 } })).toMatchObject({
    usage: null,
  })
  expect(replyOfCompletion({ choices, usage: { prompt_tokens: 0, completion_tokens: 2 } })).toMatchObject({
    usage: null,
  })
  expect(replyOfMessage({ content, usage: { input_tokens: '5' } })).toMatchObject({ usage: null })
})

it('takes what is no answer for none, and keeps no words of a refusal', () => {
  for (const nothing of [null, 'oops', {}, { error: 'x' }]) {
    expect(replyOfMessage(nothing)).toMatchObject({ kind: 'again', maybeAnswered: true })
    expect(replyOfCompletion(nothing)).toMatchObject({ kind: 'again', maybeAnswered: true })
  }
  const stop_details = { category: 'cyber', explanation: 'it says rm -rf' }
  expect(replyOfMessage({ content: [], stop_reason: 'refusal', stop_details })).toMatchObject({
    kind: 'refusal',
    why: 'the model refused: cyber',
  })
  const message = { content: null, refusal: 'I will not judge rm -rf' }
  expect(replyOfCompletion({ choices: [{ message }] })).toMatchObject({ kind: 'refusal', why: 'the model refused' })
  const filtered = { choices: [{ finish_reason: 'content_filter', message: { content: '' } }] }
  expect(replyOfCompletion(filtered)).toMatchObject({ kind: 'refusal', why: 'a content filter' })
})
