import type { Figure, Release } from '../release/index.js'
import { isTotal } from './experience-bins.js'
import { count } from './numbers.js'
import { daysMoved } from './other-dates.js'

/** What differs between two releases, other than their numbers, so that a comparison could mislead. */
export function beforeComparing(release: Release, other: Release): string[] {
  const [a, b] = [release.study, other.study]
  return [
    ...(a.hash === b.hash ? ['Both are releases of the same study of the same places.'] : []),
    ...policies(a.policy, b.policy),
    ...windows(release, other),
    ...sources(release, other),
    ...((a.judge.id !== b.judge.id || a.judge.questions !== b.judge.questions) &&
    [a, b].some(({ judge }) => judge.judged !== 0)
      ? [
          `Judges differ: ${a.judge.id} (questions ${a.judge.questions}) here, ${b.judge.id} (${b.judge.questions}) there.`,
        ]
      : []),
  ]
}

type Policy = Release['study']['policy']

function policies(a: Policy, b: Policy): string[] {
  const rules = ({ k_users, k_items, sybils, epsilon, delta }: Policy) =>
    [k_users, k_items, sybils, epsilon, delta].join()
  if (a.name !== b.name)
    return [`Policies differ: ${a.name} here, ${b.name} there. One withholds, merges and rounds what the other shows.`]
  return [
    ...(rules(a) !== rules(b)
      ? [`Both are under “${a.name}”, with other thresholds: they withhold different cells.`]
      : []),
    ...(a.protect !== b.protect ? [`A contributor is a ${a.protect} here and a ${b.protect} there.`] : []),
  ]
}

const DAY = 86_400_000

function windows(release: Release, other: Release): string[] {
  const [a, b] = [spanOf(release), spanOf(other)]
  if (!a || !b) return ['One of them has no days to compare.']
  const [here, there] = [a, b].map(([from, to]) => Math.max(1, Math.round((to - from) / DAY))) as [number, number]
  const both = Math.round((Math.min(a[1], b[1]) - Math.max(a[0], b[0])) / DAY)
  const moved = daysMoved(a, b)
  return [
    ...(Math.max(here, there) > 1.1 * Math.min(here, there)
      ? [
          `Windows differ in length: ${count(here)} days here, ${count(there)} there. Far tails and experience need not be alike.`,
        ]
      : []),
    ...(both > 0
      ? [`Windows overlap by ${count(both)} days: the two may share sessions, and are not independent.`]
      : []),
    ...(moved !== 0
      ? [
          `Windows lie far apart: in charts over days the other is moved by ${count(Math.abs(moved))} days, to start where this one does.`,
        ]
      : []),
  ]
}

function spanOf({ study }: Release): [number, number] | null {
  const [from, to] = [study.observed.from ?? study.window.from, study.observed.to ?? study.window.to]
  return from && to ? [Date.parse(from), Date.parse(to)] : null
}

function sources(release: Release, other: Release): string[] {
  const [a, b] = [release, other].map(({ study }) => study.sources.map(({ id }) => id).sort()) as [string[], string[]]
  const [here, there] = [a.filter((id) => !b.includes(id)), b.filter((id) => !a.includes(id))]
  if (here.length + there.length === 0) return []
  const parts = [
    here.length > 0 ? `${here.join(', ')} only here` : '',
    there.length > 0 ? `${there.join(', ')} only there` : '',
  ]
  return [`Sources differ: ${parts.filter(Boolean).join('; ')}.`]
}

/** What differs in how one figure is made in two releases. */
export function figureBeforeComparing(figure: Figure, other: Figure): string[] {
  const rules = ({ flow }: Figure) =>
    flow
      .map(({ step }) => step)
      .sort()
      .join('; ')
  const edges = ({ rows }: Figure) =>
    [...new Set(rows.flatMap((row) => ('from' in row && !isTotal(row) ? [`${row.from}–${row.to ?? ''}`] : [])))].join()
  const [here, there] = [edges(figure), edges(other)]
  return [
    ...(figure.clusters !== other.clusters
      ? [
          `Intervals are clustered by ${figure.clusters} here and by ${other.clusters} there: their widths do not compare.`,
        ]
      : []),
    ...(figure.unit !== other.unit ? [`Units differ: ${figure.unit} here, ${other.unit} there.`] : []),
    ...(figure.evidence !== other.evidence
      ? [`Evidence differs: ${figure.evidence} here, ${other.evidence} there.`]
      : []),
    ...(figure.question !== other.question || figure.title !== other.title
      ? [`The definition may differ: the other asks “${other.question}”`]
      : []),
    ...(rules(figure) !== rules(other) ? ['Other rules decide what is counted: see the steps of both.'] : []),
    ...(here && there && here !== there ? ['Sessions are cut into other bins: compare lines, not points.'] : []),
  ]
}
