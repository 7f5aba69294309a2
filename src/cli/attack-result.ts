import type { Outcome } from '../attack/index.js'
import type { StudyFile } from '../study/index.js'

/** What `leeway attack --json` prints. */
export interface AttackResult {
  date: string
  policy: Pick<StudyFile['policy'], 'name' | 'k_users' | 'k_items' | 'sybils' | 'protect'>
  /** Of whom the population was: people of a store, or made up. */
  people: 'copied' | 'synthetic'
  runs: number
  targets: number
  seed: number
  outcomes: Outcome[]
}
