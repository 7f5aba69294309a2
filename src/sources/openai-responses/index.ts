import type { Source } from '../../model/index.js'
import { requestsTo } from '../api.js'

/** Requests to the Responses API with their answers (docs/sources/openai-responses.md). */
export const openaiResponses: Source = {
  id: 'openai-responses',
  title: 'OpenAI Responses API requests',
  version: 2,
  ...requestsTo('responses'),
}
