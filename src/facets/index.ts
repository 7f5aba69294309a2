import type { Rules } from '../model/index.js'
import { judgeAction } from './rules/action.js'
import { judgeTurn } from './rules/turn.js'

export { FORGET } from './rules/forget.js'

/** The offline judge: it reads what a source has in hand, by rules that are written down (docs/judges/rules.md). */
export const RULES: Rules = { version: 2, action: judgeAction, turn: judgeTurn }

export * from './questions/index.js'
export * from './sentence.js'
export * from './shown.js'
