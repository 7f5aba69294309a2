import type { Source } from '../../model/index.js'
import { beginsWith } from '../api.js'

/** Requests to the Messages API with their answers (docs/sources/anthropic-messages.md). */
export const anthropicMessages: Source = {
  id: 'anthropic-messages',
  title: 'Anthropic Messages API requests',
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
  ...beginsWith('messages'),
}
