export { NO_ROOM } from './asker.js'
export { type JudgeOptions, judge } from './judge.js'
export { lock } from './lock.js'
export { type Plan, plan } from './plan.js'
export { listPrice, PRICES_OF, type Prices } from './prices.js'
export type { Progress } from './progress.js'
export type {
  Checked,
  Cost,
  From,
  Inquiry,
  Item,
  JsonSchema,
  Known,
  Outcome,
  Question,
  Verdict,
} from './question.js'
export type { BatchSettings, ModelSettings, RunSettings } from './settings.js'
export { JudgeStopped } from './stopped.js'
export { type JudgeWorld, realWorld } from './world.js'
