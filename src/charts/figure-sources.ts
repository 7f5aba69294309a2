import type { Figure, FigureSource } from '../release/index.js'
import { capabilityNoun } from './capabilities.js'

/** Sources of which a figure makes the same, and why it makes no more of them. */
export interface SourceGroup {
  use: FigureSource['use']
  sources: readonly string[]
  /** Empty for those that say all that the figure asks for. */
  why: string
}

const ORDER: readonly FigureSource['use'][] = ['yes', 'partly', 'no']

/** What a figure can make of the kinds of logs that were read: all it asks for, some of it, nothing; in this order. */
export function sourceGroups({ sources }: Pick<Figure, 'sources'>): SourceGroup[] {
  const groups = new Map<string, SourceGroup & { sources: string[] }>()
  for (const { id, use, lacks, partly } of sources ?? []) {
    const why = reasons(use === 'no' ? { lacks, partly: [] } : { lacks, partly })
    const key = `${use} ${why}`
    const group = groups.get(key) ?? { use, why, sources: [] }
    group.sources.push(id)
    groups.set(key, group)
  }
  return [...groups.values()].sort((a, b) => ORDER.indexOf(a.use) - ORDER.indexOf(b.use))
}

const reasons = ({ lacks, partly }: Pick<FigureSource, 'lacks' | 'partly'>): string =>
  [lacks.length === 0 ? '' : `without ${listed(lacks)}`, partly.length === 0 ? '' : `${listed(partly)} in part`]
    .filter(Boolean)
    .join('; ')

const listed = (capabilities: readonly string[]): string => capabilities.map(capabilityNoun).join(', ')

/** The words that stand before the sources of a group. */
export const USE_WORDS: Record<FigureSource['use'], string> = {
  yes: 'Could use',
  partly: 'Could use in part',
  no: 'Could not use',
}

/** What a figure can make of its sources, one sentence for each group. */
export const saySources = (figure: Pick<Figure, 'sources'>): string[] =>
  sourceGroups(figure).map(({ use, sources, why }) => `${USE_WORDS[use]} ${sources.join(', ')}${why && ` (${why})`}.`)

/** Sources that a figure counts nothing of, because their logs cannot say what it is about. */
export const unusedSources = ({ sources }: Pick<Figure, 'sources'>): string[] =>
  (sources ?? []).flatMap(({ id, use }) => (use === 'no' ? [id] : []))
