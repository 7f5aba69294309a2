import { type Conceal, isUnique } from '../model/index.js'

/** Stands before an id that is a pseudonym already, and before one whose id others may bear. No id of a log has them. */
const MARK = '\u0001'
const COMMON = '\u0001?'

/** A pseudonym in the place of an id. @param unique whether no other is likely to bear the id. */
export const sealed = (pseudonym: string, unique = true): string => (unique ? MARK : COMMON) + pseudonym

/** The pseudonym that stands in the place of an id; null where the id itself does. */
export const pseudonymIn = (id: string): string | null =>
  id.startsWith(MARK) ? id.slice(id.startsWith(COMMON) ? COMMON.length : MARK.length) : null

/** Leaves pseudonyms as they are. */
export const concealing =
  (conceal: Conceal): Conceal =>
  (kind, id) =>
    pseudonymIn(id) ?? conceal(kind, id)

/** Whether no other call is likely to bear an id, be it sealed or not. */
export const isOwn = (id: string): boolean => (id.startsWith(MARK) ? !id.startsWith(COMMON) : isUnique(id))
