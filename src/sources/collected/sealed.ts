import type { Conceal } from '../../model/index.js'

/** Stands before an id that is a pseudonym already. Nothing else that is kept has it. */
const MARK = '\u0001'

/** A pseudonym in the place of an id. */
export const sealed = (pseudonym: string): string => MARK + pseudonym

/** Leaves pseudonyms as they are. */
export const concealing =
  (conceal: Conceal): Conceal =>
  (kind, id) =>
    id.startsWith(MARK) ? id.slice(MARK.length) : conceal(kind, id)
