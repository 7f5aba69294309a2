import type { Release } from '../release/index.js'
import { wrap } from './layout.js'
import type { ScreenInput } from './screen-input.js'

const MOST_LINES = 8

/** What these logs cannot show: capabilities their sources lack, then the notes of the figures. */
export function limitLines(release: Release, width: number): string[] {
  const entries = [...lacking(release), ...notes(release)]
  const lines: string[] = []
  for (const [index, entry] of entries.entries()) {
    const wrapped = wrap(entry, width - 4).map((text, i) => (i === 0 ? `  · ${text}` : `    ${text}`))
    if (index > 0 && lines.length + wrapped.length > MOST_LINES) {
      const left = entries.length - index
      lines.push(
        ...wrap(`… and ${left} more ${left === 1 ? 'note' : 'notes'} in the report`, width - 4).map((t) => `    ${t}`),
      )
      break
    }
    lines.push(...wrapped)
  }
  return lines
}

function lacking({ study }: Release): string[] {
  const by = new Map<string, string[]>()
  for (const { id, carries } of study.sources) {
    for (const [capability, carried] of Object.entries(carries ?? {})) {
      if (carried === false) by.set(capability, [...(by.get(capability) ?? []), id])
    }
  }
  const all = [...by].map(
    ([capability, ids]) => `${capability.replaceAll(/[-_]/g, ' ')}: not recorded by ${ids.join(', ')}`,
  )
  return all.sort((a, b) => Number(b.startsWith('approvals')) - Number(a.startsWith('approvals')))
}

function notes(release: Release): string[] {
  const figures = release.figures
  const first = figures.filter(({ id }) => id === 'auto-approve-by-experience')
  return [...new Set([...first, ...figures].flatMap((figure) => figure.notes))]
}

/** For how long transcripts stay, and how to keep them. */
export function retentionLine({ retention }: ScreenInput): string | null {
  if (!retention) return null
  const { days, configured } = retention
  if (days === null)
    return 'How long Claude Code keeps transcripts is not known; without cleanupPeriodDays it is 30 days.'
  if (!configured) return `Claude Code deletes transcripts after ${days} days unless cleanupPeriodDays is set.`
  return `Claude Code deletes transcripts after ${days} days (cleanupPeriodDays).`
}
