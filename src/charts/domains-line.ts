import type { Release } from '../release/index.js'
import { figureIn } from './charts.js'
import { largestDomains } from './domains.js'
import { percent } from './numbers.js'

/** Up to three domains that have actions, the largest first, in one line: `Software engineering 49%, Academic research 6.1%`; null where none is known. */
export function domainsLine(release: Release): string | null {
  const figure = figureIn(release, 'domains')
  const rows = figure
    ? largestDomains(figure)
        .filter(({ share }) => share! > 0)
        .slice(0, 3)
    : []
  return rows.length === 0 ? null : rows.map(({ domain, share }) => `${domain} ${percent(share!)}`).join(', ')
}
