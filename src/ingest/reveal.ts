import type { Conceal, IdKind } from '../model/index.js'
import { pseudonymIn } from '../sources/index.js'
import { type Again, readRowsAgain } from './again.js'
import { personNamed } from './whose.js'

/** Ids as their own logs write them, by pseudonym. For the terminal commands of the person whose logs they are. */
export type Revealed = (kind: IdKind, pseudonym: string) => string

/**
 * Reads files again, only to remember which id each pseudonym stands for: the store does not know. Ids of files that
 * are gone stay pseudonyms.
 */
export async function reveal(files: readonly Again[], conceal: Conceal): Promise<Revealed> {
  const ids = new Map<string, string>()
  const remember: Conceal = (kind, id) => {
    const pseudonym = conceal(kind, id)
    // Texts are no ids.
    if (kind !== 'text') ids.set(`${kind}/${pseudonym}`, id)
    return pseudonym
  }
  const read = new Set<readonly unknown[]>()
  for (const file of files) {
    const { together, named } = file
    if (together !== undefined && read.has(together)) continue
    if (together !== undefined) read.add(together)
    // What stands in the place of a name reveals nobody.
    for (const { user } of await readRowsAgain(file, remember, null).catch(() => []))
      if (user !== undefined && named !== undefined && pseudonymIn(user) === null)
        ids.set(`user/${personNamed(user, named, conceal)}`, user)
  }
  return (kind, pseudonym) => ids.get(`${kind}/${pseudonym}`) ?? pseudonym
}
