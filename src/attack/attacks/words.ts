import type { Attack } from '../attack.js'
import { ORDINARY, VALUES } from '../kinds.js'
import { doing, momentOf } from '../team.js'

/** No word of any release, and no two targets have one in common. */
const wordOf = (nth: number, secret: number): string => `Quillon${nth}x${secret}Zephyr`

/** A word that tells the secret stands in every column that a log fills with words of its own. */
export const words: Attack = {
  id: 'words',
  says: 'A word that tells the secret, in tool names, versions, entry points, paths, unknown types and unreadable lines of the target; the attacker looks for it in all that is released.',
  share: 10,
  words: true,
  plant({ random, team }, targets) {
    const planted = targets.flatMap(({ contributor, nth, secret }) =>
      Array.from({ length: 3 }, (_, i) => ({
        ...doing(contributor, `words${i}`, momentOf(random, team), ORDINARY),
        words: wordOf(nth, secret),
      })),
    )
    return [{ sessions: [...team.sessions, ...planted] }]
  },
  guess(releases, { nth }) {
    const text = JSON.stringify(releases)
    return Array.from({ length: VALUES }, (_, secret) => text.split(wordOf(nth, secret)).length - 1)
  },
}
