import type { Source } from '../../model/index.js'
import { beginsWith } from '../api.js'

/** Requests to the Responses API with their answers (docs/sources/openai-responses.md). */
export const openaiResponses: Source = {
  id: 'openai-responses',
  title: 'OpenAI Responses API requests',
  version: 2,
  carries: {
    turn_time: 'partly',
    work_time: false,
    reported_time: false,
    interrupts: 'partly',
    approvals: false,
    questions: false,
    headless: false,
    user: 'partly',
    subagents: 'partly',
    tokens: true,
    linkable: 'partly',
  },
  companion: 3,
  homes: () => [],
  ...beginsWith('responses'),
}
