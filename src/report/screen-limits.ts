import { limitsOf, unusedSources } from '../charts/index.js'
import type { Release } from '../release/index.js'
import { wrap } from './layout.js'
import type { ScreenInput } from './screen-input.js'

/** What the sources of a release cannot show, the gravest first, then which figures count nothing of some of them. */
export function limitLines({ study, figures }: Release, width: number): string[] {
  const some = study.sources.length > 1
  const limits = limitsOf(study).map(({ words, sources }) => (some ? `${words} (${sources.join(', ')})` : words))
  return [...limits, ...unusedIn(figures)].flatMap((text) =>
    wrap(text, width - 4).map((line, i) => (i === 0 ? `  · ${line}` : `    ${line}`)),
  )
}

/** Sources that figures count nothing of; figures that leave out the same ones stand together. */
function unusedIn(figures: Release['figures']): string[] {
  const titles = new Map<string, string[]>()
  for (const figure of figures) {
    const unused = unusedSources(figure).join(', ')
    if (unused !== '') titles.set(unused, [...(titles.get(unused) ?? []), figure.title])
  }
  return [...titles].map(([unused, of]) => `anything for ${of.join(', ')} (${unused})`)
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
