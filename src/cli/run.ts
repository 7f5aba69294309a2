import {
  counting,
  type Depth,
  estimateFigure,
  estimateGuarded,
  type FigureEstimate,
  type FigureSpec,
  type Private,
  together,
  type Window,
} from '../algebra/index.js'
import {
  concealer,
  type Exclusion,
  ingest,
  type Machine,
  type Place,
  type PlaceReport,
  type Progress,
  type PseudonymKey,
  parsePlace,
  type Reader,
  type Timed,
  untimed,
  type Walk,
} from '../ingest/index.js'
import { MEASURES, reliabilityNotes, type Trust } from '../measures/index.js'
import type { LogSetting } from '../model/index.js'
import {
  type Audit,
  type Candidate,
  choosePolicy,
  type ExactSource,
  gate,
  type JudgeChoice,
  remembered,
  type Told,
  teamGuard,
  told,
} from '../privacy/index.js'
import type { Release } from '../release/index.js'
import { COMPANIONS, SOURCES, sourceOf } from '../sources/index.js'
import type { SourceTotals, Store, StudyRows } from '../store/index.js'
import { type PolicyName, STUDY_PARTS, type StudyFile, studyHash, studyParts } from '../study/index.js'
import type { Grouped } from './grouping.js'
import { definitionOf, GROUPS_OF_ITS_OWN, type GroupsAsked, groupsOf, withTaxa } from './groups.js'
import { judgeNamed, judgeOf, scopeOf } from './study-judge.js'

/** A study whose logs have been read and put together, ready for figures. */
export interface Prepared {
  /** With the policy that holds for these logs. */
  study: StudyFile
  /** What must be said of the policy to the person at this machine, or null. */
  says: string | null
  store: Store
  rows: StudyRows
  /** Whose verdicts there are besides those of the rules. */
  judge: JudgeChoice | null
  reports: PlaceReport[]
  analysis: number
  changed: string[]
  key: PseudonymKey
  machine: Machine | null
  /** Sentences for every reader of what is made of this. */
  notes: string[]
  /** How far the judge and people who labelled agree; null where figures are not to speak of it. */
  trust: Trust | null
  groups: GroupsAsked
  timed: Timed
}

/** What reading a study needs. */
export interface Means {
  cwd: string
  /** Folders of this machine's own logs: what lies there is one person's. */
  own: readonly string[]
  /** Which machine this is, where others fill the store as well. */
  machine?: Machine | null
  key: PseudonymKey
  store: Store
  reader: Reader
  progress: Progress
  /** What lies in each place of the study, where that is known already. */
  walks?: readonly Walk[]
  /** Where groups of sentences are kept; nowhere unless told. */
  groups?: GroupsAsked
  timed?: Timed
  /** The policy that was asked for by name, or null where it follows from whose logs there are. */
  named: PolicyName | null
}

/** The places of a study, in its order. */
export const placesOf = (study: StudyFile, cwd: string): Place[] =>
  study.sources.map((source) => parsePlace(source.place, cwd))

/** The settings whose sessions a study leaves out. */
export const settingsOf = (study: StudyFile): LogSetting[] => [
  ...new Set(study.exclude.flatMap((each) => ('setting' in each ? [each.setting] : []))),
]

/** Reads what a study names, puts its rows together and settles the policy under which they may be shown. */
export async function prepare(asked: StudyFile, means: Means): Promise<Prepared> {
  const { own, machine = null, key, store, reader, progress, timed = untimed } = means
  const places = placesOf(asked, means.cwd)
  const exclude = asked.exclude.filter((e) => !('setting' in e)) as Exclusion[]
  const without = settingsOf(asked)
  // Asked before anything is read: a judge that is not there ends it.
  const judge = judgeOf(asked, await store.judges())
  const reading = { store, reader, conceal: concealer(key.key), exclude, own, machine, progress, timed }
  const reports: PlaceReport[] = []
  for (const [i, place] of places.entries()) {
    const kind = asked.sources[i]!.kind
    const sources = kind === null ? SOURCES : SOURCES.filter((source) => source.id === kind)
    reports.push(await ingest(place, sources, reading, means.walks?.[i]))
  }
  const assembled = (policy: PolicyName) => {
    const scope = { places: places.map((place) => place.id), protect: asked.policy.protect, without }
    return timed('assemble', () => store.study({ ...scope, companions: COMPANIONS, ...scopeOf(asked, judge, policy) }))
  }
  let rows = await assembled(means.named ?? 'private')
  const { name, says } = choosePolicy(await rows.contributors(), means.named)
  // Whose logs they are is known only now, and other readers get what is judged in another way.
  if (judge !== null && means.named === null && name !== 'private') rows = await assembled(name)
  const study = { ...asked, policy: { ...asked.policy, name } }
  const hash = studyHash(study, key.key)
  const parts = studyParts(study, key.key)
  const entered = await store.enter(dataName(places), hash, parts)
  const before = entered.before
  // A part may have been said in one of them alone.
  const either = STUDY_PARTS.filter((part) => part in parts || (before !== null && part in before))
  const changed = before === null ? [] : either.filter((part) => parts[part] !== before[part])
  return {
    study,
    says,
    store,
    rows,
    judge,
    reports,
    analysis: entered.analysis,
    changed,
    key,
    machine,
    notes: [],
    trust: null,
    groups: means.groups ?? GROUPS_OF_ITS_OWN,
    timed,
  }
}

/** The data that the ledger counts studies of: the places, whatever their order. */
const dataName = (places: readonly Place[]) =>
  places
    .map((place) => place.id)
    .sort()
    .join('\n')

export const windowOf = (study: StudyFile): Window => ({
  from: study.window.from === null ? null : Date.parse(study.window.from),
  to: study.window.to === null ? null : Date.parse(study.window.to),
})

/** The figures, as far as what is read of these kinds of logs can say what they count. */
async function figuresOf({ rows, study }: Prepared): Promise<FigureSpec[]> {
  const sources = (await rows.sources()).map((id) => ({ id, carries: { ...sourceOf(id)?.carries } }))
  return counting(MEASURES, sources, study.policy.name !== 'private')
}

/** Answers every figure over a window and lets the gate make a release of it. */
export async function releaseOf(prepared: Prepared, window: Window, depth: Depth = 'full'): Promise<Release> {
  const { rows, timed, study } = prepared
  if (study.policy.name !== 'private') return guardedRelease(prepared, window)
  const grouped = await groupsOf(prepared)
  const figures: Private<FigureEstimate>[] = []
  await timed('figures', async () => {
    const engine = together(withTaxa(rows, grouped.taxa))
    const specs = await figuresOf(prepared)
    figures.push(...(await Promise.all(specs.map((spec) => estimateFigure(spec, engine, window, depth)))))
  })
  return timed('release', () => gated(prepared, window, figures, grouped))
}

/** What else than its study says how a release for other readers is made. */
export interface Guarding {
  /** What cells must be; by default as the policy says. */
  guard?: ReturnType<typeof teamGuard>
  /** Ids of figures; by default all of them. */
  figures?: readonly string[] | undefined
  /** Groups of its sentences; by default those that every report finds. */
  grouped?: Grouped
  /** The last checks of the release; by default those of every release. */
  last?: readonly Audit[]
}

/** The same for other readers: held against earlier releases, and remembered for later ones before anybody sees it. */
export async function guardedRelease(prepared: Prepared, window: Window, how: Guarding = {}): Promise<Release> {
  const { rows, timed, study } = prepared
  const { guard = teamGuard(study.policy), figures: ids, grouped = await groupsOf(prepared) } = how
  const definition = definitionOf(prepared)
  const earlier = (await rows.published(definition)).map((entries) => told(entries, window))
  const specs = (await figuresOf(prepared)).filter(({ id }) => ids === undefined || ids.includes(id))
  const { figures, memory } = await timed('figures', () =>
    estimateGuarded(specs, withTaxa(rows, grouped.taxa), window, guard, earlier),
  )
  return timed('release', async () => {
    const release = await gated(prepared, window, figures, grouped, { earlier, last: how.last })
    await rows.remember(remembered(release, figures, memory, earlier, window, definition))
    return release
  })
}

async function gated(
  prepared: Prepared,
  window: Window,
  figures: Private<FigureEstimate>[],
  grouped: Grouped,
  { earlier, last }: { earlier?: Private<Told>; last?: readonly Audit[] | undefined } = {},
): Promise<Release> {
  const { study, rows, reports } = prepared
  const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString().replace('.000Z', 'Z'))
  const totals = await rows.totals()
  const candidate: Candidate = {
    study: {
      name: study.name,
      hash: studyHash(study, prepared.key.key),
      analysis: prepared.analysis,
      changed: prepared.changed,
      window: { from: iso(window.from), to: iso(window.to) },
      excluded: excludedOf(reports),
      notes: prepared.notes,
    },
    judge: judgeNamed(study, prepared.judge),
    judged: await rows.judged(window),
    sources: totals.map((list) => list.map(sourceCount)),
    ...(settingsOf(study).length === 0 ? {} : { leftOut: await rows.leftOut() }),
    ...grouped,
    observed: (await rows.observed(window)).map(({ from, to }) => ({ from: iso(from), to: iso(to) })),
    figures: figures.map((figure) => figure.map((estimate) => withTrust(estimate, prepared))),
    ...(earlier === undefined ? {} : { earlier }),
    words: [...WORDS, ...MEASURES.flatMap((spec) => trustNotes(spec, prepared))],
  }
  return gate(study.policy, candidate, [], last)
}

/** Other readers are told of dimensions alone. */
const trustNotes = (spec: FigureSpec, { trust, study }: Prepared): string[] =>
  trust === null ? [] : reliabilityNotes(spec, trust, study.policy.name === 'private')

const withTrust = (estimate: FigureEstimate, prepared: Prepared): FigureEstimate =>
  estimate.n === 0 ? estimate : { ...estimate, asides: [...estimate.asides, ...trustNotes(estimate.spec, prepared)] }

/** What the frame of a release may say in words: which kinds of logs there are, what they carry, parts of a study. */
const WORDS = [...SOURCES.flatMap(({ id, title, carries }) => [id, title, ...Object.keys(carries)]), ...STUDY_PARTS]

function excludedOf(reports: readonly PlaceReport[]) {
  const excluded = { 'zero-retention': 0, 'no-consent': 0, requested: 0 }
  for (const report of reports) {
    for (const [reason, n] of Object.entries(report.excluded)) excluded[reason as keyof typeof excluded] += n
  }
  return excluded
}

function sourceCount(totals: SourceTotals): ExactSource {
  return {
    id: totals.source,
    title: sourceOf(totals.source)?.title ?? totals.source,
    files: totals.files,
    records: totals.counts.records,
    unreadable: totals.counts.unreadable,
    unknown: Object.values(totals.counts.unknown).reduce((sum, n) => sum + n, 0),
    duplicates: totals.duplicates,
    sessions: totals.sessions,
    turns: totals.turns,
    actions: totals.actions,
    contributors: totals.contributors,
    carries: { ...sourceOf(totals.source)?.carries },
  }
}
