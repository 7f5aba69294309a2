import type { Studio } from '../../src/attack/index.js'
import { type Releaser, studioOf } from '../../src/cli/attack-studio.js'
import { type Grouper, groupSentences } from '../../src/cli/grouping.js'
import { guardedRelease, type Prepared, windowOf } from '../../src/cli/run.js'
import { classify, discover, pathOf, renew, vocabulary } from '../../src/clusters/index.js'
import { sentenceText } from '../../src/facets/index.js'
import { teamGuard } from '../../src/privacy/index.js'
import type { Release } from '../../src/release/index.js'
import { GROUND, KEY, openFor, study } from './studio.js'

/**
 * The pipeline with one defence taken away. No study file can ask for any of this: it is put together here, so that a
 * test can show that each defence is needed and that the attacks would see it gone.
 */
type Open = (figures?: readonly string[]) => Promise<Studio>

const guardedBy =
  (check: (prepared: Prepared) => ReturnType<typeof teamGuard>['check']): Releaser =>
  (prepared, figures) => {
    const guard = { ...teamGuard(prepared.study.policy), check: check(prepared) }
    return guardedRelease(prepared, windowOf(prepared.study), { guard, figures })
  }

/** Cells may hold one contributor and one unit; nobody may hold most of them still. */
const thresholds: Open = openFor(
  study(),
  guardedBy(
    () => (of) => (of.units > 0 && (of.top1 * 2 > of.units || of.top2 * 5 > of.units * 4) ? 'dominance' : null),
  ),
)

/** Cells hold enough people and units, and one of them may hold nearly all. */
const dominance: Open = openFor(
  study(),
  guardedBy(({ study: { policy } }) => (of) => {
    if (of.units === 0) return null
    return of.contributors < policy.k_users + policy.sybils || of.units < policy.k_items ? 'k_users' : null
  }),
)

const unguarded = guardedBy(() => () => null)

/** Only the last check looks at a release: every string is one of the program, every count is rounded. */
const allButAudit: Open = openFor(study(), unguarded)

/** Nothing is asked of a cell, and the policy says so. */
const everyRule: Open = openFor(study({ k_users: 1, k_items: 1, sybils: 0 }), unguarded)

/** Values that few units have are left out one by one, and the others are shown as they are. */
const merging: Open = openFor(study(), async (prepared, figures) => {
  const release = await unguarded(prepared, figures)
  const least = prepared.study.policy.k_items
  const stands = (row: Record<string, unknown>) =>
    typeof row.share !== 'number' || row.share === 0 || row.share * Number(row.n) >= least
  return { ...release, figures: release.figures.map((one) => ({ ...one, rows: one.rows.filter(stands) })) } as Release
})

/** Each release is made as if it were the first. */
const ledger: Open = async (figures) => ({
  async release(scene) {
    const studio = await studioOf(study(), GROUND, KEY, figures)
    return studio.release(scene).finally(() => studio.close())
  },
  close: async () => {},
})

/** Groups are called by the words that most of their contributors use, each of them used by enough. */
const commonest: Grouper['nameClusters'] = (taxonomy, sentences, uses, leaves, { least }) => {
  const nameOf = (number: number) => {
    const who = new Map<string, Set<string>>()
    for (const { sentence, contributor } of uses) {
      if (!pathOf(taxonomy, leaves[sentence]!).includes(number)) continue
      for (const word of sentences[sentence]!.text.toLowerCase().match(/[a-z]{4,}/g) ?? [])
        who.set(word, (who.get(word) ?? new Set()).add(contributor))
    }
    const words = [...who].filter(([, people]) => people.size >= least)
    return words
      .sort(([a, one], [b, other]) => other.size - one.size || (a < b ? -1 : 1))
      .slice(0, 8)
      .map(([word]) => word)
  }
  return new Map(
    taxonomy.nodes.map(({ number }) => {
      const terms = nameOf(number)
      return [number, { name: terms.join(' '), description: '', terms }]
    }),
  )
}

const vocabularyOfMembers: Open = openFor(study(), async (prepared, figures) => {
  const { k_users, sybils } = prepared.study.policy
  const grouped = await groupSentences(prepared.rows, {
    grouper: { classify, discover, pathOf, renew, nameClusters: commonest },
    ...{ embedder: vocabulary, textOf: sentenceText, kept: null, key: prepared.key.key, seed: 7 },
    least: k_users + sybils,
  })
  return guardedRelease(prepared, windowOf(prepared.study), { figures, grouped })
})

/** By the defence that is missing: how to release without it, and an attack that it alone withstands. */
export const WITHOUT: readonly { defence: string; open: Open; attacks: readonly string[]; sybils?: number }[] = [
  { defence: 'thresholds', open: thresholds, attacks: ['tip'] },
  { defence: 'dominance', open: dominance, attacks: ['excess'] },
  { defence: 'merging', open: merging, attacks: ['presence'] },
  { defence: 'ledger', open: ledger, attacks: ['excluded', 'week'] },
  // Fifty accounts tip any vocabulary that is learnt from the data; the shipped one is tipped by none.
  { defence: 'the shipped vocabulary', open: vocabularyOfMembers, attacks: ['neighbours'], sybils: 50 },
  { defence: 'all but the last check', open: allButAudit, attacks: ['presence', 'tip', 'excess', 'tail'] },
  { defence: 'every rule about cells', open: everyRule, attacks: ['gap'] },
]
