import type { Taxon } from '../../src/algebra/index.js'
import { taxon } from '../algebra/hand-taxa.js'
import { seeded } from '../algebra/seeded-population.js'
import { action, DAY_MS, type UnitRow } from '../algebra/unit-rows.js'

/** Three groups of three groups of four leaves each: 1 to 36, 37 to 45 above them, 46 to 48 on top. */
export const TREE: readonly Taxon[] = [
  ...[0, 1, 2].map((top) => taxon(46 + top, null, 2, 50 * top)),
  ...Array.from({ length: 9 }, (_, i) => taxon(37 + i, 46 + Math.floor(i / 3), 1, 15 * i)),
  ...Array.from({ length: 36 }, (_, i) => taxon(1 + i, 37 + Math.floor(i / 4), 0, 4 * i)),
]

const DOMAINS = ['Software engineering', 'Legal', 'Cybersecurity', 'Not inferable']
export const FROM = Date.UTC(2026, 0, 5)

/**
 * Judged actions of invented people, some of whom do much more than others and keep to few groups, over a number of weeks.
 */
export function taxaPopulation(seed: number, people: number, weeks: number): UnitRow<'actions'>[] {
  const random = seeded(seed)
  const skewed = (n: number) => Math.floor(n * random() ** 2)
  return Array.from({ length: people }, (_, p) => {
    const favourites = Array.from({ length: 3 }, () => 1 + skewed(36))
    const many = 6 + Math.floor(140 * random() ** 3)
    return Array.from({ length: many }, (_, i) => {
      const place = random()
      const cluster = place < 0.02 ? (random() < 0.5 ? 0 : null) : place < 0.5 ? favourites[i % 3]! : 1 + skewed(36)
      return action({
        contributor: `p${p}`,
        session: `p${p}-${i}`,
        at: FROM + Math.floor(7 * weeks * DAY_MS * random()),
        confidence: 9,
        cluster,
        risk: random() < 0.03 ? null : 1 + skewed(10),
        autonomy: 1 + skewed(10),
        goal_domain_category: DOMAINS[skewed(DOMAINS.length)]!,
        reversibility: random() < 0.7 ? 'Easily reversible' : 'Irreversible',
        human_in_loop: random() < 0.6 ? 'Yes' : 'No',
        safeguards_category: random() < 0.5 ? 'Other' : 'No clear guardrails',
        goal_complexity: random() < 0.5 ? 'Low' : 'High',
      })
    })
  }).flat()
}
