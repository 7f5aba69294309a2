import type { Source } from '../../model/index.js'
import { beginsWith } from '../api.js'

/** Requests to Chat Completions with their answers (docs/sources/openai-chat.md). */
export const openaiChat: Source = {
  id: 'openai-chat',
  title: 'OpenAI Chat Completions requests',
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
  ...beginsWith('chat'),
}
