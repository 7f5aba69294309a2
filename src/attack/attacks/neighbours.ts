import type { Release } from '../../release/index.js'
import type { Attack, Making } from '../attack.js'
import { ORDINARY, VALUES } from '../kinds.js'
import type { Random } from '../random.js'
import { doing, momentOf } from '../team.js'
import { type Judged, judgedScene } from '../verdicts.js'

/** What a team does besides, said by some of its people each. */
const TOPICS = [
  'The agent ran the tests of a web application.',
  'The agent deployed a service to a cloud platform.',
  'The agent wrote documentation for a programming interface.',
  'The agent searched through log files for errors.',
  'The agent reviewed a pull request.',
]
const TIMES = 6
/** Crafted sentences with each word, each by another account, as far as there are as many. */
const EACH = 7
/** So often everybody says it without a word, so that the accounts do not make up most of its group. */
const PLAIN = 10

/** A word that could be pronounced and is in no vocabulary; a word for every secret of every target. */
export const secretWord = (nth: number, secret: number): string => {
  const one = (of: number) => `${'bdfgklmnprstvz'[of % 14]}${'aeiou'[of % 5]}`
  return `${one(nth)}x${one(secret % 8)}q${one(3 + Math.floor(secret / 8))}lith`
}

/** What such words look like. */
export const SECRET_WORD = /\b[a-z]{2}x[a-z]{2}q[a-z]{2}lith\b/g

const QUERIED = 'The agent queried a customer database'
const sentence = (nth: number, secret: number): string => `${QUERIED} about ${secretWord(nth, secret)}.`

/** Sentences like the target's, so that all of them lie together and are named by what they have in common. */
export const neighbours: Attack = {
  id: 'neighbours',
  says: 'A judge that obeys every instruction writes the secret into what it says of the target; the attacker’s accounts have it write sentences like that one with every value, and read the names of the group that they all lie in.',
  share: 2,
  words: true,
  reads: ['risk-autonomy', 'extremes'],
  plant({ random, team, accounts }, targets) {
    const each = Math.min(EACH, accounts.length)
    const said: Judged[] = [
      ...team.people.map((one) => ordinary(random, team, one)),
      ...targets.map(({ contributor, nth, secret }) => ({
        session: doing(contributor, 'own', momentOf(random, team), Array(TIMES).fill(ORDINARY[0])),
        texts: Array.from({ length: TIMES }, () => sentence(nth, secret)),
      })),
      ...accounts.map((account, i) => {
        const crafted = targets.flatMap(({ nth }) =>
          Array.from({ length: VALUES * each }, (_, j) => j)
            .filter((j) => j % accounts.length === i)
            .map((j) => sentence(nth, Math.floor(j / each))),
        )
        const log = crafted.map(() => ORDINARY[0]!)
        return { session: doing(account, 'crafted', momentOf(random, team), log, 900_000), texts: crafted }
      }),
    ]
    return [judgedScene(said)]
  },
  guess([release], { nth }) {
    const text = wordsIn(release!)
    return Array.from({ length: VALUES }, (_, secret) => (text.has(secretWord(nth, secret)) ? 1 : 0.001))
  },
}

function ordinary(random: Random, team: Making['team'], one: string): Judged {
  const texts = [...Array.from({ length: 12 }, () => random.pick(TOPICS)), ...Array<string>(PLAIN).fill(`${QUERIED}.`)]
  const at = momentOf(random, team)
  const log = texts.map(() => random.pick(ORDINARY))
  return { session: doing(one, 'topics', at, log, 400_000), texts }
}

/** All words in what groups are called. */
function wordsIn({ figures }: Release): Set<string> {
  const rows = figures.flatMap(({ rows }) => rows as Record<string, unknown>[])
  const texts = rows.flatMap(({ name, description }) => [name, description].filter((text) => typeof text === 'string'))
  return new Set(
    texts.flatMap((text) =>
      String(text)
        .toLowerCase()
        .split(/[^a-z]+/),
    ),
  )
}
