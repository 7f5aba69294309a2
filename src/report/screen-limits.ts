import { limitsOf } from '../charts/index.js'
import type { Release } from '../release/index.js'
import { wrap } from './layout.js'
import type { ScreenInput } from './screen-input.js'

/** What the sources of a release cannot show, the gravest first. */
export function limitLines({ study }: Release, width: number): string[] {
  const some = study.sources.length > 1
  return limitsOf(study).flatMap(({ words, sources }) =>
    wrap(some ? `${words} (${sources.join(', ')})` : words, width - 4).map((text, i) =>
      i === 0 ? `  · ${text}` : `    ${text}`,
    ),
  )
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
