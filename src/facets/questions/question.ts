import type { Checked, Question } from '../../judge/index.js'
import type { JudgedUnit } from '../../model/index.js'
import { ASKED, type Questioned } from './asked.js'
import { checked, schemaOf } from './form.js'

/** Takes out of a sentence what may say who, where or with which key. */
export type Scrub = (sentence: string) => string | Promise<string>

/**
 * The question that is put about a unit.
 * @param scrub what every sentence of an answer goes through before anybody is given the answer: journals and stores
 *   hold no other.
 */
export function questionOf<U extends JudgedUnit>(unit: U, scrub: Scrub): Question<Questioned<U>> {
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
      return { value: kept } as Checked<Questioned<U>>
    },
  }
}
