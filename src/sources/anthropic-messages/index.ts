import type { Source } from '../../model/index.js'
import { requestsTo } from '../api.js'

/** Requests to the Messages API with their answers (docs/sources/anthropic-messages.md). */
export const anthropicMessages: Source = {
  id: 'anthropic-messages',
  title: 'Anthropic Messages API requests',
  version: 2,
  ...requestsTo('messages'),
}
