import { join } from 'node:path'
import type { Source } from '../../model/index.js'
import { beginningOf } from '../beginning.js'
import { isObject } from '../values.js'
import { COLLECTED, dataFolder } from './home.js'
import { readCollected } from './read.js'

export { COLLECTED, dataFolder } from './home.js'
export { Reducing } from './reduce.js'
export type { Means } from './request.js'

/** What `leeway collect` keeps of what it was sent (docs/sources/collected.md). */
export const collected: Source = {
  id: 'collected',
  title: 'What leeway collect kept',
  version: 1,
  carries: {
    turn_time: 'partly',
    work_time: 'partly',
    reported_time: false,
    interrupts: 'partly',
    approvals: 'partly',
    questions: 'partly',
    headless: 'partly',
    user: 'partly',
    subagents: 'partly',
    tokens: true,
    linkable: 'partly',
  },
  companion: 2,
  textless: true,
  homes(environment, home) {
    const folder = join(dataFolder(environment, home), COLLECTED)
    return [join(folder, '*.jsonl'), join(folder, '{customer}', '*.jsonl')]
  },
  named: (path) => path.endsWith('.jsonl'),
  recognises: (_path, head) =>
    beginningOf(head)
      .flat()
      .some((value) => isObject(value) && typeof value.collected === 'string' && typeof value.version === 'number'),
  read: readCollected,
}
