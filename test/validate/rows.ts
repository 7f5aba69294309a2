import { UNSAID } from '../../src/facets/index.js'
import type { JudgedRow, JudgedUnit } from '../../src/model/index.js'

const NOTHING: JudgedRow = {
  ...UNSAID,
  judge: 'person/ada',
  run: '',
  questions: 'label/1',
  unit: 'action',
  id: '',
  contributor: 'c1',
  customer: null,
  outcome: 'judged',
  chance: 500_000_000,
  at: 0,
  tokens: null,
  micro_usd: null,
}

/** A stored row that says this and nothing else. */
export const judgedRow = (id: string, said: Partial<JudgedRow>, unit: JudgedUnit = 'action'): JudgedRow => ({
  ...NOTHING,
  unit,
  id,
  ...said,
})
