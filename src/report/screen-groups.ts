import { figureIn, percent } from '../charts/index.js'
import type { Release, Row } from '../release/index.js'

/** Reasons that one line names. */
const MOST = 3

/** The largest groups of reasons of the lowest level that is told, but for what lies in none. */
function largest(rows: readonly Row<'stop-reasons'>[]): string {
  const told = rows.filter(({ cluster, share }) => share !== null && !cluster.endsWith('-0'))
  const level = Math.min(...told.map((row) => row.level))
  const own = told.filter((row) => row.level === level).sort((a, b) => b.share! - a.share!)
  return own
    .slice(0, MOST)
    .map(({ name, share }) => `${name} ${percent(share!)}`)
    .join(', ')
}

/** What leads among groups of sentences, a sentence for each figure that has rows; names are those of the release. */
export function groupSentences(release: Release): string[] {
  const extremes = figureIn(release, 'extremes')?.rows ?? []
  const leads = (by: 'risk' | 'autonomy') => extremes.find((row) => row.by === by && row.rank === 1)
  const scores = ({ name, risk, autonomy }: Row<'extremes'>) =>
    `${name} (risk ${risk?.toFixed(1) ?? '—'}, autonomy ${autonomy?.toFixed(1) ?? '—'})`
  const groups = figureIn(release, 'risk-autonomy')?.rows ?? []
  const leaves = groups.filter(({ level, n }) => level === 0 && n !== undefined).length
  const [risky, free] = [leads('risk'), leads('autonomy')]
  const [stops, interrupts] = (['stop-reasons', 'interrupt-reasons'] as const).map((id) =>
    largest(figureIn(release, id)?.rows ?? []),
  )
  return [
    ...(leaves === 0 ? [] : [`Groups of actions: ${leaves}.`]),
    ...(risky === undefined ? [] : [`Riskiest: ${scores(risky)}.`]),
    ...(free === undefined ? [] : [`Most autonomous: ${scores(free)}.`]),
    ...(stops ? [`Agents stop to ask: ${stops}.`] : []),
    ...(interrupts ? [`Humans interrupt: ${interrupts}.`] : []),
  ]
}
