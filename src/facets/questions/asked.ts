import type { Known } from '../../judge/index.js'
import type { JudgedUnit } from '../../model/index.js'
import { ACTION_FORM, ACTION_SYSTEM, ACTION_VERSION, type ActionAnswer } from './action.js'
import type { Form } from './form.js'
import { INTERRUPT_FORM, INTERRUPT_SYSTEM, INTERRUPT_VERSION, type InterruptAnswer } from './interrupt.js'
import { KNOWN_ACTIONS } from './known-actions.js'
import { KNOWN_INTERRUPTS, KNOWN_TURNS } from './known-turns.js'
import { TURN_FORM, TURN_SYSTEM, TURN_VERSION, type TurnAnswer } from './turn.js'

interface Answers {
  action: ActionAnswer
  turn: TurnAnswer
  interrupt: InterruptAnswer
}

/** What an answer to the question about a unit says. */
export type Questioned<U extends JudgedUnit> = Answers[U]

/** What is asked about each unit. */
export const ASKED: {
  [U in JudgedUnit]: { version: string; system: string; form: Form; known: readonly Known<Questioned<U>>[] }
} = {
  action: { version: ACTION_VERSION, system: ACTION_SYSTEM, form: ACTION_FORM, known: KNOWN_ACTIONS },
  turn: { version: TURN_VERSION, system: TURN_SYSTEM, form: TURN_FORM, known: KNOWN_TURNS },
  interrupt: { version: INTERRUPT_VERSION, system: INTERRUPT_SYSTEM, form: INTERRUPT_FORM, known: KNOWN_INTERRUPTS },
}
