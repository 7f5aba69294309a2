import { join } from 'node:path'
import type { Source } from '../../model/index.js'
import { beginningOf } from '../beginning.js'
import { readWhole } from '../reading.js'
import { isObject } from '../values.js'
import { readChat } from './read.js'

/** Chats of the Gemini CLI (docs/sources/gemini-cli.md). */
export const geminiCli: Source = {
  id: 'gemini-cli',
  title: 'Gemini CLI chats',
  version: 2,
  carries: {
    turn_time: true,
    work_time: 'partly',
    reported_time: false,
    interrupts: true,
    approvals: false,
    questions: true,
    headless: false,
    user: false,
    subagents: true,
    tokens: true,
    linkable: true,
  },
  homes(environment, home) {
    return [join(environment.GEMINI_CLI_HOME || home, '.gemini', 'tmp')]
  },
  named: (path) => /\.jsonl?$/.test(path),
  recognises: (_path, head) => beginningOf(head).some((value) => isHead(value) || isAnswer(value)),
  read: readWhole(readChat),
}

/** What a chat begins with; older ones are a single document that holds it all. */
const isHead = (value: unknown): boolean =>
  isObject(value) && typeof value.sessionId === 'string' && typeof value.projectHash === 'string'

const isAnswer = (value: unknown): boolean =>
  isObject(value) && value.type === 'gemini' && typeof value.id === 'string' && 'content' in value
