import { domainsLine, sayJudged } from '../charts/index.js'
import type { Release } from '../release/index.js'
import { wrap } from './layout.js'

/** How much was judged and by what, and the largest domains; nothing where nothing was judged. */
export function judgedLines(release: Release, width: number): string[] {
  const [judged, domains] = [sayJudged(release), domainsLine(release)]
  const sentences = [judged && `${judged}.`, domains && `Top domains: ${domains}.`].filter((one) => one !== null)
  return wrap(sentences.join(' '), width)
}
