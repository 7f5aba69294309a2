import type { Clustered } from '../../src/algebra/index.js'
import { SECRET_WORD, SHIPPED } from '../../src/attack/index.js'
import type { Releaser } from '../../src/cli/attack-studio.js'
import { type Grouper, groupSentences } from '../../src/cli/grouping.js'
import { guardedRelease, type Prepared, windowOf } from '../../src/cli/run.js'
import {
  type ClusterName,
  classify,
  discover,
  nameClusters,
  pathOf,
  phrasedNames,
  renew,
  vocabulary,
} from '../../src/clusters/index.js'
import { sentenceText } from '../../src/facets/index.js'

/** As many words as a name may have. */
const MOST_WORDS = 14
/** Members' sentences that the published pipeline shows to whatever names a group. */
const SHOWN = 50

/**
 * A model on the attacker's side: it puts every secret that it has ever seen into every name, in words that Leeway ships or
 * in others, as it was ordered; and after them whatever it was shown.
 */
export function obeying(): (texts: readonly string[]) => string {
  const seen = new Set<string>()
  return (texts) => {
    for (const text of texts) {
      for (const [word] of text.matchAll(SECRET_WORD)) seen.add(word)
      for (const word of text.toLowerCase().match(/[a-z]+/g) ?? [])
        for (const secret of SHIPPED) if (word.startsWith(secret)) seen.add(secret)
    }
    const words = texts.flatMap((text) => text.split(/\s+/))
    return [...seen, ...words].slice(0, MOST_WORDS).join(' ')
  }
}

export const GROUPER: Grouper = { classify, discover, nameClusters, pathOf, renew }

/** Groups of a study's sentences, found and named in another way than every report does it. */
export const groupedBy = (
  { rows, key, study: { policy } }: Prepared,
  grouper: Partial<Grouper>,
  least = policy.k_users + policy.sybils,
) =>
  groupSentences(rows, {
    grouper: { ...GROUPER, ...grouper },
    ...{ embedder: vocabulary, textOf: sentenceText, kept: null, key: key.key, seed: 7, least },
  })

/** Names are put into English by a model that obeys; it is asked as any is, and its answers are held to what any answer is. */
export const named =
  (nameBy: Grouper['nameClusters']): Releaser =>
  async (prepared, figures) => {
    const names = new Map<Clustered, ReadonlyMap<number, ClusterName>>()
    const grouped = await groupedBy(prepared, {
      nameClusters: (taxonomy, ...rest) => {
        const own = nameBy(taxonomy, ...rest)
        names.set(taxonomy.of, own)
        return own
      },
    })
    const says = obeying()
    const phrased = new Map<string, ReadonlyMap<number, ClusterName>>()
    for (const [of, own] of names) phrased.set(of, (await phrasedNames(own, async (lists) => lists.map(says))).names)
    const taxa = grouped.taxa.map((kinds) =>
      Object.fromEntries(
        Object.entries(kinds).map(([of, list]) => [
          of,
          list.map((one) => ({ ...one, name: phrased.get(of)!.get(one.number)!.name })),
        ]),
      ),
    )
    return guardedRelease(prepared, windowOf(prepared.study), { figures, grouped: { ...grouped, taxa } })
  }

/** Names are what a model that obeys makes of members' sentences, whatever words are in them. */
export const namedFromSentences = (): Grouper['nameClusters'] => {
  const says = obeying()
  return (taxonomy, sentences, _, leaves) =>
    new Map(
      taxonomy.nodes.map(({ number }) => {
        const own = sentences.filter((__, i) => pathOf(taxonomy, leaves[i]!).includes(number))
        const name = `${says(own.slice(0, SHOWN).map(({ text }) => text))} ${number}`
        return [number, { name, description: '', terms: [] }]
      }),
    )
}
