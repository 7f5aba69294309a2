import { domainsLine, sayJudged } from '../charts/index.js'
import type { Release } from '../release/index.js'
import { wrap } from './layout.js'
import { groupSentences } from './screen-groups.js'

/** How much was judged and by what, the largest domains, and a line for what leads in each figure over groups; nothing where nothing was judged. */
export function judgedLines(release: Release, width: number): string[] {
  const [judged, domains] = [sayJudged(release), domainsLine(release)]
  const sentences = [judged && `${judged}.`, domains && `Top domains: ${domains}.`].filter((one) => one !== null)
  const groups = groupSentences(release)
  return [...wrap(sentences.join(' '), width), ...groups.flatMap((one) => wrap(one, width))]
}
