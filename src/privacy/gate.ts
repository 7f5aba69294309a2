import {
  CLUSTERED,
  type Clustered,
  type FigureEstimate,
  noTaxonKeys,
  type Taxon,
  taxonId,
  usesOf,
} from '../algebra/index.js'
import { open } from '../algebra/open.js'
import { type Policy, parseRelease, RELEASE_SCHEMA, type Release, type Study } from '../release/index.js'
import { type Audit, mechanicalAudit, SAFE } from './audit.js'
import { nameOfGroup } from './audit-groups.js'
import { textAudit } from './audit-texts.js'
import { type Candidate, type ExactSource, PolicyError } from './candidate.js'
import { judgeCounts, judgeWords } from './judge.js'
import { looksLike } from './looks-like.js'
import { regroupedNotes } from './regrouped.js'
import { asReleased } from './released.js'
import { repeated, teamExcluded, teamFigure, teamNotes, teamSources } from './team.js'

export const PRIVATE_NOTE =
  'Policy "private": nothing is withheld and nothing is promised. For people who may read these logs anyway; keep it on this machine.'

/**
 * Whether a release can be made under a policy at all; asked before anything is read.
 * @param name what the study is called: it stands in the release as it was written.
 * @throws PolicyError for a policy whose rules this version does not enforce yet, or a name that tells of somebody.
 */
export function mustBeKept(policy: Policy['name'], name: string): void {
  if (policy === 'public') {
    throw new PolicyError(
      'policy "public": not yet. This version makes releases for people who share a workplace (--policy team) and private ones (--policy private)',
    )
  }
  const like = policy === 'private' ? null : looksLike(name)
  if (like === null) return
  throw new PolicyError(
    `the name of the study looks like ${like}, and every reader of a "${policy}" release sees it: rename the study in its file`,
  )
}

/** The last checks by rules, of every release for other readers. */
export const LAST_CHECKS: readonly Audit[] = [mechanicalAudit, textAudit]

/**
 * The only way out: turns private estimates into a release, or refuses.
 * @param audits further last checks of releases for other readers, after those by rules.
 * @param last those by rules; attacks take others in their place, to show that nothing rests on them.
 * @throws PolicyError for a policy whose rules this version does not enforce yet, and where an audit finds it unsafe.
 */
export async function gate(
  policy: Policy,
  candidate: Candidate,
  audits: readonly Audit[] = [],
  last = LAST_CHECKS,
): Promise<Release> {
  mustBeKept(policy.name, candidate.study.name)
  if (policy.name === 'private') return released(candidate, privateFrame(policy, candidate), privateFigures(candidate))
  const release = released(candidate, teamFrame(policy, candidate), teamFigures(candidate))
  const declared = {
    figures: candidate.figures.map((figure) => open(figure).spec),
    words: [...candidate.words, ...judgeWords(candidate.judge), ...notesBefore(candidate)],
    groups: groupsIn(candidate),
  }
  for (const audit of [...last, ...audits]) {
    const { score, why } = await audit(release, declared)
    if (score < SAFE) throw new PolicyError(`the last check of the release found it unsafe, so there is none: ${why}`)
  }
  return release
}

/** What earlier releases said beside figures, which passed the check then and may be said again. */
const notesBefore = ({ figures, earlier }: Candidate): string[] =>
  earlier === undefined ? [] : figures.flatMap((figure) => open(earlier).figure(open(figure).spec.id)?.notes ?? [])

/** How groups of sentences are called, by now and by earlier releases. */
function groupsIn({ figures, taxa, earlier }: Candidate): ReadonlySet<string> {
  const kinds = Object.entries(taxa === undefined ? {} : open(taxa)) as [Clustered, readonly Taxon[]][]
  const before = figures.flatMap((figure): readonly object[] =>
    earlier === undefined ? [] : (open(earlier).figure(open(figure).spec.id)?.rows ?? []),
  )
  return new Set([
    ...CLUSTERED.map((of) => nameOfGroup(noTaxonKeys(of))),
    ...kinds.flatMap(([of, list]) => list.map((own) => nameOfGroup({ ...own, cluster: taxonId(of, own.number) }))),
    ...before.map((row) => nameOfGroup(row)),
  ])
}

type Frame = Pick<Study, 'policy' | 'judge' | 'sources' | 'observed' | 'excluded' | 'notes'>

const released = ({ study }: Candidate, frame: Frame, figures: unknown): Release =>
  parseRelease({ schema: RELEASE_SCHEMA, study: { ...study, ...frame }, figures })

const judgeFrame = (policy: Policy, { judge, judged }: Candidate): Study['judge'] => ({
  ...judge,
  ...judgeCounts(open(judged), policy),
})

function privateFrame(policy: Policy, candidate: Candidate): Frame {
  const { study, sources, observed, leftOut, regrouped } = candidate
  return {
    // Thresholds that are not applied are not claimed.
    policy: { ...policy, k_items: 1, k_users: 1, sybils: 0 },
    judge: judgeFrame(policy, candidate),
    sources: open(sources),
    observed: open(observed),
    excluded: { ...study.excluded, ...(leftOut === undefined ? {} : { evaluation: open(leftOut) }) },
    notes: [...study.notes, ...(regrouped === undefined ? [] : regroupedNotes(open(regrouped))), PRIVATE_NOTE],
  }
}

function teamFrame(policy: Policy, candidate: Candidate): Frame {
  const { study, sources, leftOut } = candidate
  return {
    policy,
    judge: judgeFrame(policy, candidate),
    sources: teamSources(open(sources), policy),
    observed: { from: null, to: null },
    excluded: { ...teamExcluded, ...(leftOut === undefined ? {} : { evaluation: null }) },
    notes: [...study.notes, ...teamNotes(policy)],
  }
}

const privateFigures = ({ figures, sources }: Candidate) =>
  figures.map((figure) => withSources(asReleased(open(figure)), open(figure), open(sources)))

/** A figure that says what it can make of each kind of log; nothing of that depends on what is in them. */
const withSources = <F extends object>(figure: F, { spec }: FigureEstimate, sources: readonly ExactSource[]) =>
  sources.length === 0 ? figure : { ...figure, sources: usesOf(spec, sources) }

function teamFigures({ figures, study, sources, earlier }: Candidate) {
  const ends = { before: study.window.from === null, after: study.window.to === null }
  const told = earlier === undefined ? null : open(earlier)
  return figures.map(open).map((estimate) => {
    const before = estimate.repeats === true ? told?.figure(estimate.spec.id) : undefined
    return withSources(before ? repeated(before) : teamFigure(estimate, ends), estimate, open(sources))
  })
}
