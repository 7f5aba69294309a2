import { figuresOf } from '../charts/index.js'
import type { Release } from '../release/index.js'
import { wrap } from './layout.js'
import type { ScreenInput } from './screen-input.js'

const MOST_LINES = 9

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
  const figures = figuresOf(release)
  const first = figures.filter(({ id }) => id === 'auto-approve-by-experience')
  return [...new Set([...first, ...figures].flatMap((figure) => figure.notes))]
}

/** For how long transcripts stay, and how to keep them. */
export function retentionLine({ retention }: ScreenInput): string | null {
  if (!retention) return null
  const { days, configured } = retention
  if (days === null)
    return 'How long transcripts stay is not known; by default they are deleted after 30 days (cleanupPeriodDays).'
  if (!configured)
    return `Transcripts are deleted after ${days} days unless cleanupPeriodDays is changed in Claude Code’s settings.`
  return `Transcripts are deleted after ${days} days, as cleanupPeriodDays says.`
}
