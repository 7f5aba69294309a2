import type { ClusterName } from '../taxonomy.js'
import { isKnown } from '../vocabulary/index.js'
import { wordsOf } from '../vocabulary/words.js'
import { term, termOf } from './terms.js'

/** Puts terms into a short English name. It is given nothing else, so it can let out nothing else. */
export type Phrase = (terms: readonly string[]) => Promise<string>

/** Words that hold a name together, and say nothing by themselves. */
const HOLDING = new Set(
  'a an the and or of for in on at to with by from into over about through their its own as between across via'.split(
    ' ',
  ),
)

/** Names as long as the longest that is put together. */
const MOST_WORDS = 14

/** Whether a name is made of words that Leeway ships, and of nothing else. */
function isShipped(name: string): boolean {
  const words = wordsOf(name)
  const chunks = name.split(/\s+/).flatMap((chunk) => chunk.split(/[-/]/))
  return (
    words.length > 0 &&
    words.length <= MOST_WORDS &&
    chunks.length === words.length &&
    words.every((word) => HOLDING.has(word) || isKnown(word))
  )
}

/**
 * Lets a model put names into better English. It sees the terms of a name and nothing of what was said; what it answers is
 * taken only if all its words are shipped with Leeway and no other group is called so, else the name stays as it is.
 *
 * @returns all groups, with the names taken; and how many answers were turned down.
 */
export async function phrasedNames(
  names: ReadonlyMap<number, ClusterName>,
  phrase: Phrase,
): Promise<{ names: Map<number, ClusterName>; declined: number }> {
  const taken = new Set([...names.values()].map(({ name }) => name))
  const phrased = new Map(names)
  let declined = 0
  for (const [number, own] of [...names].sort(([a], [b]) => a - b)) {
    const phrases = own.terms.flatMap((key) => {
      const known = termOf(key)
      return known === undefined ? [] : [term(known).phrase]
    })
    if (phrases.length === 0) continue
    const answer = (await phrase(phrases)).trim().replace(/\.$/, '')
    if (answer === own.name) continue
    if (!isShipped(answer) || taken.has(answer)) {
      declined++
      continue
    }
    taken.add(answer)
    phrased.set(number, { ...own, name: answer })
  }
  return { names: phrased, declined }
}
