import type { Source } from '../../model/index.js'
import { requestsTo } from '../api.js'

/** Requests to Chat Completions with their answers (docs/sources/openai-chat.md). */
export const openaiChat: Source = {
  id: 'openai-chat',
  title: 'OpenAI Chat Completions requests',
  version: 2,
  ...requestsTo('chat'),
}
