import type { Checked, Known, Question } from '../../judge/index.js'
import type { JudgedUnit } from '../../model/index.js'
import { ACTION_FORM, ACTION_SYSTEM, ACTION_VERSION } from './action.js'
import type { Answers } from './answers.js'
import { checked, type Form, schemaOf } from './form.js'
import { INTERRUPT_FORM, INTERRUPT_SYSTEM, INTERRUPT_VERSION } from './interrupt.js'
import { KNOWN_ACTIONS } from './known-actions.js'
import { KNOWN_INTERRUPTS, KNOWN_TURNS } from './known-turns.js'
import { TURN_FORM, TURN_SYSTEM, TURN_VERSION } from './turn.js'

/** Takes out of a sentence what may say who, where or with which key. */
export type Scrub = (sentence: string) => string | Promise<string>

type Asked = {
  [U in JudgedUnit]: { version: string; system: string; form: Form; known: readonly Known<Answers[U]>[] }
}

const ASKED: Asked = {
  action: { version: ACTION_VERSION, system: ACTION_SYSTEM, form: ACTION_FORM, known: KNOWN_ACTIONS },
  turn: { version: TURN_VERSION, system: TURN_SYSTEM, form: TURN_FORM, known: KNOWN_TURNS },
  interrupt: { version: INTERRUPT_VERSION, system: INTERRUPT_SYSTEM, form: INTERRUPT_FORM, known: KNOWN_INTERRUPTS },
}

/** The version of the question that is put about a unit, as it is stored with answers. */
export const versionOf = (unit: JudgedUnit): string => ASKED[unit].version

/**
 * The question that is put about a unit.
 * @param scrub what every sentence of an answer goes through before anybody is given the answer: journals and stores
 *   hold no other.
 */
export function questionOf<U extends JudgedUnit>(unit: U, scrub: Scrub): Question<Answers[U]> {
  const { version, system, form, known } = ASKED[unit]
  return {
    version,
    system,
    schema: schemaOf(form),
    known,
    async validate(value) {
      const found = checked(form, value)
      if ('wrong' in found) return found
      const kept: Record<string, unknown> = { ...found.value }
      for (const [name, { words }] of Object.entries(form)) if (words) kept[name] = await scrub(String(kept[name]))
      return { value: kept } as Checked<Answers[U]>
    },
  }
}
