import type { ActionAnswer } from './action.js'
import type { InterruptAnswer } from './interrupt.js'
import type { TurnAnswer } from './turn.js'

/** What an answer to the question of each unit says. */
export interface Answers {
  action: ActionAnswer
  turn: TurnAnswer
  interrupt: InterruptAnswer
}
