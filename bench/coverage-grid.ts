// Measures the tables of docs/intervals.md; see `bench/coverage.mjs`.
import { alarms, bandCoverage } from '../test/simulated/draws.js'
import { GRID } from '../test/simulated/grid.js'
import { plansKept } from '../test/simulated/plans.js'
import { PLANS, WORK } from '../test/simulated/promises.js'
import { REPLICATIONS } from '../test/simulated/replicate.js'
import { weightsCoverage } from '../test/simulated/weights.js'

const percent = (share: number) => (100 * share).toFixed(1)
const line = (...cells: (string | number)[]) => process.stdout.write(`| ${cells.join(' | ')} |\n`)
const head = (...cells: string[]) => {
  process.stdout.write('\n')
  line(...cells)
  line(...cells.map(() => '---'))
}

const wanted = process.argv[2]
let estimate: string | undefined
for (const cell of GRID) {
  if (wanted !== undefined && !cell.estimate.startsWith(wanted)) continue
  if (cell.estimate !== estimate) {
    estimate = cell.estimate
    head(estimate, 'effective', 'none', 'ours', 'below', 'above', 'naive', 'kind')
  }
  for (const { name, coverage: c } of cell.run()) {
    const rates = [c.without, c.ours, c.below, c.above, c.naive].map(percent)
    line(`${cell.population}${name && `; ${name}`}`, c.effective.toFixed(1), ...rates, cell.kind)
  }
}
if (wanted === undefined || wanted === 'weight') {
  head('weight', 'truth', 'by N of the store', 'ours', 'naive', 'by drawn N', 'covers')
  for (const [name, work] of Object.entries(WORK)) {
    const { truth, ...found } = weightsCoverage(601, work, 0.01)
    for (const by of ['session', 'contributor'] as const) {
      const [right, wrong] = [found[by], found[`${by}Drawn`]]
      const { ours, naive } = right.coverage
      line(
        `${name}; ${by}`,
        percent(truth[by]),
        percent(right.mean),
        percent(ours),
        percent(naive),
        percent(wrong.mean),
        percent(wrong.coverage.ours),
      )
    }
  }
}
if (wanted === undefined || wanted === 'plan') {
  head('plan', 'wanted ±', 'promised', 'reached', '9 of 10 below', 'labels', 'units', 'covers', 'plain sample')
  for (const { name, half, ...plan } of PLANS) {
    const kept = plansKept(plan.seed, plan.sizes, plan.rates, plan.errors, half, plan.expected)
    const widths = [kept.promised, kept.reached, kept.reachedMostly].map((times) => (100 * times * half).toFixed(2))
    line(
      name,
      (100 * half).toFixed(2),
      ...widths,
      Math.round(kept.labels),
      Math.round(kept.units),
      percent(kept.covered),
      (100 * kept.plain * half).toFixed(2),
    )
  }
}
if (wanted === undefined || wanted === 'draws') {
  head('band', 'effective', 'covers', 'below', 'above')
  for (const [people, sigma] of [
    [20, 1],
    [40, 0.3],
    [100, 1],
    [400, 1],
  ] as const) {
    const sizes = { contributors: people, units: 30, shape: 'lognormal', sigma } as const
    const c = bandCoverage(801, sizes, { kind: 'beta', mean: 0.2, alike: 0.2 })
    line(
      `${people} log-normal σ ${sigma} × 30; 20%, ρ 0.2`,
      c.effective.toFixed(1),
      ...[c.ours, c.below, c.above].map(percent),
    )
  }
  head('change', 'alarms without one', 'seen where there is one', 'week right within one')
  for (const people of [10, 40, 200]) {
    const found = alarms(901, people, 5, 0.1, 0.05)
    line(`${people} log-normal σ 1 × 5 a week; 10%, ρ 0.05`, ...[found.still, found.seen, found.right].map(percent))
  }
}
process.stdout.write(`\n${REPLICATIONS} replications of each.\n`)
