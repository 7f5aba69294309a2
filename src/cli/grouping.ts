import { createHmac } from 'node:crypto'
import {
  CLUSTERED,
  type Clustered,
  type GroupPath,
  Private,
  type SentenceUse,
  type Taxa,
  type Taxon,
} from '../algebra/index.js'
import type {
  ClusterName,
  Embedder,
  GroupingOptions,
  NamingOptions,
  Renewal,
  Sentence,
  Taxonomy,
  Use,
} from '../clusters/index.js'
import type { Regrouped } from '../privacy/index.js'
import type { StudyRows } from '../store/index.js'
import { type Naming, phrasedBy } from './naming.js'
import { type KeptTaxonomy, readTaxonomy, writeTaxonomy } from './taxonomy-file.js'

/** What finds, keeps and names groups: the functions of src/clusters. */
export interface Grouper {
  discover(
    of: Clustered,
    sentences: readonly Sentence[],
    uses: readonly Use[],
    options: GroupingOptions,
  ): Promise<Taxonomy>
  renew(
    taxonomy: Taxonomy,
    sentences: readonly Sentence[],
    uses: readonly Use[],
    options: GroupingOptions,
  ): Promise<Renewal>
  classify(taxonomy: Taxonomy, sentences: readonly Sentence[], embedder: Embedder): Promise<Int32Array>
  pathOf(taxonomy: Taxonomy, leaf: number): GroupPath
  nameClusters(
    taxonomy: Taxonomy,
    sentences: readonly Sentence[],
    uses: readonly Use[],
    leaves: Int32Array,
    options: NamingOptions,
  ): Map<number, ClusterName>
}

/** How a study's sentences are put into groups. */
export interface GroupingMeans {
  grouper: Grouper
  embedder: Embedder
  /** Puts names into words, where they are kept; without it they are left as they are put together. */
  naming?: Naming | null
  /** The text of a sentence, by its key. */
  textOf(key: string): string
  /** Where groups are kept, and the name there of the data they are of; null to keep none. */
  kept: { folder: string; definition: string } | null
  /** The key that marks are made with. */
  key: Uint8Array
  seed: number
  /** How many contributors must say what groups are found from, or named by. */
  least: number
}

/** A study's groups. */
export interface Grouped {
  taxa: Private<Taxa>
  /** What became of groups that were found in earlier studies. */
  regrouped: Private<Regrouped[]>
}

/**
 * Puts a study's sentences into groups, and tells its rows. Groups are found once for the same data and kept: a later study has the
 * same ones, and further ones for what is new. Of rows that have not changed, nothing changes.
 * @throws StoreError where groups that were kept cannot be read or written; Error where an embedder, or a model that is to
 *   put names into words, is not to be had.
 */
export async function groupSentences(
  rows: Pick<StudyRows, 'sentences' | 'assign'>,
  means: GroupingMeans,
): Promise<Grouped> {
  const done: Private<[Clustered, KindGrouped]>[] = []
  for (const of of CLUSTERED) {
    const uses = await rows.sentences(of)
    const grouped = await uses.chain(async (list) => Private.of(await groupKind(of, list, means)))
    await rows.assign(
      of,
      grouped.map(({ paths }) => paths),
    )
    done.push(grouped.map((found) => [of, found]))
  }
  const all = Private.all(done)
  return {
    taxa: all.map((kinds) =>
      Object.fromEntries(kinds.flatMap(([of, { taxa }]) => (taxa.length === 0 ? [] : [[of, taxa]]))),
    ),
    regrouped: all.map((kinds) => kinds.flatMap(([, { changed }]) => (changed === null ? [] : [changed]))),
  }
}

interface KindGrouped {
  taxa: Taxon[]
  paths: ReadonlyMap<string, GroupPath>
  changed: Regrouped | null
}

async function groupKind(of: Clustered, said: readonly SentenceUse[], means: GroupingMeans): Promise<KindGrouped> {
  if (said.length === 0) return { taxa: [], paths: new Map(), changed: null }
  const { grouper, embedder, kept: place, least } = means
  const { sentences, uses } = listed(said, means)
  const before = place === null ? null : await readTaxonomy(place.folder, place.definition, of)
  const mark = markOf(said, means)
  // What was kept of rows that have not changed since.
  const same = before?.mark === mark ? before : null
  const { taxonomy, changed } = same ?? (await regroup(of, before?.taxonomy ?? null, sentences, uses, means))
  const leaves = await grouper.classify(taxonomy, sentences, embedder)
  const named = { least, earlier: earlierOf(before?.names ?? {}) }
  const names = same?.names ?? Object.fromEntries(grouper.nameClusters(taxonomy, sentences, uses, leaves, named))
  const phrased = before?.phrased
  const now: KeptTaxonomy = { taxonomy, names, mark, changed, ...(phrased === undefined ? {} : { phrased }) }
  if (place !== null && same === null) await writeTaxonomy(place.folder, place.definition, now)
  const called = await calledIn(now, means)
  const paths = new Map<number, GroupPath>()
  const pathOf = (leaf: number): GroupPath => {
    const known = paths.get(leaf) ?? grouper.pathOf(taxonomy, leaf)
    paths.set(leaf, known)
    return known
  }
  return {
    taxa: taxonomy.nodes.map(({ number, parent, level, centre }) => {
      const { name, description } = called.get(number)!
      return { number, parent, level, centre, name, description }
    }),
    paths: new Map(sentences.map(({ key }, i) => [key, pathOf(leaves[i]!)])),
    changed,
  }
}

/** How groups are called: as a model puts it, where the study has one, else as it was put together. */
async function calledIn(now: KeptTaxonomy, { kept: place, naming }: GroupingMeans) {
  const names = earlierOf(now.names)
  if (naming == null || place === null) return names
  const phrased = await phrasedBy(naming, names, now.phrased ?? {})
  if (phrased.kept !== null) await writeTaxonomy(place.folder, place.definition, { ...now, phrased: phrased.kept })
  return phrased.names
}

/** Sentences in the order of their keys, and who has them. */
function listed(said: readonly SentenceUse[], { textOf }: GroupingMeans): { sentences: Sentence[]; uses: Use[] } {
  const places = new Map<string, number>()
  for (const { key } of said) if (!places.has(key)) places.set(key, places.size)
  return {
    sentences: [...places.keys()].map((key) => ({ key, text: textOf(key) })),
    uses: said.map(({ key, contributor, n }) => ({ sentence: places.get(key)!, contributor, n })),
  }
}

/** Stands for who says what how often, and for all else that groups follow from. */
function markOf(said: readonly SentenceUse[], { key, seed, least, embedder }: GroupingMeans): string {
  const hash = createHmac('sha256', key).update(JSON.stringify([seed, least, embedder.id]))
  for (const { key: sentence, contributor, n } of said) hash.update(JSON.stringify([sentence, contributor, n]))
  return hash.digest('hex').slice(0, 32)
}

/** No groups yet, for an embedder that cannot tell the ones there were: none gets a number of theirs. */
const begunAnew = ({ of, next }: Taxonomy, { id }: Embedder): Taxonomy => ({
  format: 1,
  of,
  embedder: id,
  next,
  nodes: [],
  seen: { near: 0, far: 0, sizes: {} },
})

async function regroup(
  of: Clustered,
  before: Taxonomy | null,
  sentences: readonly Sentence[],
  uses: readonly Use[],
  { grouper, embedder, seed, least }: GroupingMeans,
): Promise<Pick<KeptTaxonomy, 'taxonomy' | 'changed'>> {
  const options = { embedder, seed, least }
  if (before === null) return { taxonomy: await grouper.discover(of, sentences, uses, options), changed: null }
  const same = before.embedder === embedder.id
  const { taxonomy, kept, gone, fresh, drift } = await grouper.renew(
    same ? before : begunAnew(before, embedder),
    sentences,
    uses,
    options,
  )
  const lost = same ? gone.length : before.nodes.length
  return { taxonomy, changed: { of, kept: kept.length, gone: lost, fresh: fresh.length, drift } }
}

const earlierOf = (names: KeptTaxonomy['names']): ReadonlyMap<number, ClusterName> =>
  new Map(Object.entries(names).map(([number, name]) => [Number(number), name]))
