import type { Engine, Private, Taxa } from '../algebra/index.js'
import { classify, discover, nameClusters, pathOf, renew } from '../clusters/index.js'
import { sentenceText } from '../facets/index.js'
import type { PseudonymKey, Timed } from '../ingest/index.js'
import type { StudyRows } from '../store/index.js'
import { dataHash, type StudyFile } from '../study/index.js'
import { embedderOf } from './embedding.js'
import { type Grouped, type Grouper, groupSentences } from './grouping.js'
import type { Environment } from './home.js'
import { namingOf } from './naming.js'

const GROUPER: Grouper = { classify, discover, nameClusters, pathOf, renew }

/** Where a study's groups are kept, and what putting sentences into them takes from outside. */
export interface GroupsAsked {
  /** The folder in which groups are kept from one study to the next, or null to find them anew each time. */
  folder: string | null
  environment: Environment
  /** Takes a sentence for whoever runs the study. */
  says(text: string): void
  /** Shows somebody that this is done just now. */
  shown<T>(work: () => Promise<T>): Promise<T>
}

export const GROUPS_OF_ITS_OWN: GroupsAsked = {
  folder: null,
  environment: {},
  says: () => {},
  shown: (work) => work(),
}

/** A study that was put together, as far as its groups follow from it. */
export interface Ungrouped {
  study: StudyFile
  rows: StudyRows
  reports: readonly { place: { id: string } }[]
  key: PseudonymKey
  groups: GroupsAsked
  timed: Timed
}

/** The definition of the data of a study, as the ledger and groups that are kept know it. */
export const definitionOf = ({ study, reports, key }: Pick<Ungrouped, 'study' | 'reports' | 'key'>): string =>
  dataHash(
    study,
    reports.map(({ place }) => place.id),
    key.key,
  )

const made = new WeakMap<StudyRows, Promise<Grouped>>()

/** The groups of a study's sentences, put together once for all that is asked of its rows. */
export function groupsOf(prepared: Ungrouped): Promise<Grouped> {
  const known = made.get(prepared.rows)
  if (known !== undefined) return known
  const grouped = prepared.timed('groups', () => prepared.groups.shown(() => grouping(prepared)))
  made.set(prepared.rows, grouped)
  return grouped
}

async function grouping(prepared: Ungrouped): Promise<Grouped> {
  const { study, rows, key, groups } = prepared
  const { folder, environment, says } = groups
  const { name, k_users, sybils } = study.policy
  return groupSentences(rows, {
    grouper: GROUPER,
    embedder: await embedderOf(study, environment),
    naming: namingOf(study, environment, says),
    textOf: sentenceText,
    kept: folder === null ? null : { folder, definition: definitionOf(prepared) },
    key: key.key,
    seed: study.sample.seed,
    least: name === 'private' ? 1 : k_users + sybils,
  })
}

/** A study's rows together with the groups that they lie in, for figures. */
export const withTaxa = (rows: StudyRows, taxa: Private<Taxa>): Engine => ({
  taxa,
  truth: rows.truth ?? null,
  aggregate: (query) => rows.aggregate(query),
  ...(rows.families === undefined ? {} : { families: () => rows.families!() }),
})
