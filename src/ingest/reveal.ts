import { relative, sep } from 'node:path'
import type { Conceal, IdKind, Source } from '../model/index.js'
import { match, type Place } from './place.js'

/** Ids as their own logs write them, by pseudonym. For the terminal commands of the person whose logs they are. */
export type Revealed = (kind: IdKind, pseudonym: string) => string

/**
 * Reads files again, only to remember which id each pseudonym stands for: the store does not know. Ids of files that
 * are gone stay pseudonyms.
 */
export async function reveal(files: readonly { path: string; source: Source }[], conceal: Conceal): Promise<Revealed> {
  const ids = new Map<string, string>()
  const remember: Conceal = (kind, id) => {
    const pseudonym = conceal(kind, id)
    // Texts are no ids.
    if (kind !== 'text') ids.set(`${kind}/${pseudonym}`, id)
    return pseudonym
  }
  for (const { path, source } of files) await source.read(path, null, remember).catch(() => {})
  return (kind, pseudonym) => ids.get(`${kind}/${pseudonym}`) ?? pseudonym
}

/** Whose a file is, in the words of its place's template; the place itself where the template names nobody. */
export function ownerByPath(
  path: string,
  place: Place,
): { customer: string | null; user: string | null; contributor: string } {
  const below = relative(place.base, path).split(sep).join('/')
  const owner = match(place, below) ?? { customer: null, user: null }
  return { ...owner, contributor: owner.user ?? owner.customer ?? place.written }
}
