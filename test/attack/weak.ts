import { Private } from '../../src/algebra/index.js'
import { open as opened } from '../../src/algebra/open.js'
import type { Studio } from '../../src/attack/index.js'
import { type Releaser, studioOf } from '../../src/cli/attack-studio.js'
import type { Grouper } from '../../src/cli/grouping.js'
import { guardedRelease, type Prepared, windowOf } from '../../src/cli/run.js'
import { nameClusters, pathOf } from '../../src/clusters/index.js'
import { type Audit, teamGuard } from '../../src/privacy/index.js'
import type { Release } from '../../src/release/index.js'
import { groupedBy, named, namedFromSentences } from './namer.js'
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

const OPEN = study({ k_users: 1, k_items: 1, sybils: 0 })

/** Nothing is asked of a cell, and the policy says so. */
const everyRule: Open = openFor(OPEN, unguarded)

/** One contributor may stand alone, in a group as in a cell; nobody may hold most of them still. */
const groupThresholds: Open = openFor(OPEN)

/** Groups are found from what anybody says, and shown as ever. */
const finding: Open = openFor(study(), async (prepared, figures) =>
  guardedRelease(prepared, windowOf(prepared.study), { figures, grouped: await groupedBy(prepared, {}, 1) }),
)

/** What few units have is left out one by one, and the rest is shown as it is. */
const left =
  (releaser: Releaser): Releaser =>
  async (prepared, figures) => {
    const release = await releaser(prepared, figures)
    const least = study().policy.k_items
    const stands = ({ cluster, share, n }: Record<string, unknown>) =>
      cluster === undefined
        ? typeof share !== 'number' || share === 0 || share * Number(n) >= least
        : Number(n) >= least
    return { ...release, figures: release.figures.map((one) => ({ ...one, rows: one.rows.filter(stands) })) } as Release
  }
const merging: Open = openFor(study(), left(unguarded))
// The last check would refuse groups of a few before they could be left out.
const groupMerging: Open = openFor(OPEN, left(unguarded))

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

const vocabularyOfMembers: Open = openFor(study(), async (prepared, figures) =>
  guardedRelease(prepared, windowOf(prepared.study), {
    figures,
    grouped: await groupedBy(prepared, { nameClusters: commonest }),
  }),
)

/** A namer that obeys is shown terms, whoever uses them. */
const termsOfAnybody: Open = openFor(
  study(),
  named((taxonomy, sentences, uses, leaves) => nameClusters(taxonomy, sentences, uses, leaves, { least: 1 })),
)

/** A namer that obeys is shown sentences, and may answer in any words. */
const sentencesForNamer: Open = openFor(study(), async (prepared, figures) =>
  guardedRelease(prepared, windowOf(prepared.study), {
    figures,
    grouped: await groupedBy(prepared, { nameClusters: namedFromSentences() }),
  }),
)

/** A release tells which tools, versions, entry points, files and unknown kinds of records there are, as logs have them. */
const textsAsTheyAre: Open = openFor(study(), async (prepared, figures) => {
  const release = await guardedRelease(prepared, windowOf(prepared.study), { figures })
  const { rows } = prepared
  const [actions, sessions] = [await rows.rows('actions'), await rows.rows('sessions')]
  const [totals, problems] = [await rows.totals(), await rows.problems()]
  const texts = [
    ...opened(Private.both(actions, sessions)).flatMap((list) =>
      list.flatMap(({ tool, entrypoint, version }) => [tool, entrypoint, version]),
    ),
    ...opened(totals).flatMap(({ counts }) => Object.keys(counts.unknown)),
    ...opened(problems).flatMap(({ path, lines }) => [path, ...lines.map(({ reason }) => reason)]),
  ].filter((text) => typeof text === 'string')
  return { ...release, study: { ...release.study, notes: [...release.study.notes, ...new Set(texts)] } } as Release
})

const passes: Audit = async () => ({ score: 5, why: 'as it was told' })

/** The last check passes whatever it is shown; all that comes before it is there. */
export const WITHOUT_LAST_CHECK: Open = openFor(study(), (prepared, figures) =>
  guardedRelease(prepared, windowOf(prepared.study), { figures, last: [passes] }),
)

/** Groups are named by a model that obeys. */
export const WITH_NAMER: Open = openFor(study(), named(nameClusters))

/** A defence, how to release without it, and attacks that see it gone. */
interface Without {
  defence: string
  open: Open
  attacks: readonly string[]
  /** Accounts of the attacker, where not as many as the policy withstands. */
  sybils?: number
}

/** By the defence that is missing: attacks that it alone withstands. */
export const WITHOUT: readonly Without[] = [
  { defence: 'thresholds', open: thresholds, attacks: ['tip', 'values'] },
  { defence: 'thresholds of groups', open: groupThresholds, attacks: ['group-tip'] },
  { defence: 'dominance', open: dominance, attacks: ['excess', 'group-excess'] },
  { defence: 'merging', open: merging, attacks: ['presence'] },
  { defence: 'merging of groups', open: groupMerging, attacks: ['group-excess'] },
  { defence: 'ledger', open: ledger, attacks: ['excluded', 'week', 'group-excluded', 'group-week'] },
  // Fifty accounts tip any vocabulary that is learnt from the data; the shipped one is tipped by none.
  { defence: 'the shipped vocabulary', open: vocabularyOfMembers, attacks: ['neighbours'], sybils: 50 },
  { defence: 'terms that enough use', open: termsOfAnybody, attacks: ['namer'] },
  { defence: 'terms instead of sentences', open: sentencesForNamer, attacks: ['namer'] },
  { defence: 'leaving texts out', open: textsAsTheyAre, attacks: ['words'] },
  { defence: 'all but the last check', open: allButAudit, attacks: ['presence', 'tip', 'excess', 'tail', 'values'] },
  { defence: 'every rule about cells', open: everyRule, attacks: ['gap'] },
]

/** A defence behind which another stands: without it, nothing is told still. */
export const SPARE: readonly Without[] = [
  { defence: 'thresholds where groups are found', open: finding, attacks: ['group-tip'] },
  {
    defence: 'the last check',
    open: WITHOUT_LAST_CHECK,
    attacks: ['words', 'namer', 'presence', 'tip', 'week', 'group-tip', 'group-excess', 'group-week'],
  },
]
