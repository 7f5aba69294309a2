import type { Published, Release } from '../release/index.js'
import { totalApproval } from './auto-approve-by-experience.js'
import { PROXY_UNITS, wholeProxy } from './autonomy-proxies.js'
import { figureIn } from './charts.js'
import { type Estimate, shareEstimate } from './estimate.js'
import { totalInterrupts } from './interrupts-by-experience.js'
import { monthsIn, perSession, totalInterventions } from './intervention-rows.js'
import type { Level } from './names.js'
import { levelIn, percentileEstimate } from './percentiles.js'
import { wholeWindow } from './turn-duration.js'
import { SECONDS, SHARE, TIMES, type Unit } from './units.js'

export interface Headline {
  name: string
  unit: Unit
  read(release: Release): Estimate | undefined
  published(release: Release): Published[]
}

const turn = (name: string, level: Level): Headline => ({
  name,
  unit: SECONDS,
  read: (release) => {
    const figure = figureIn(release, 'turn-duration')
    const row = figure && wholeWindow(figure, 'wall')
    return row && percentileEstimate(row, level)
  },
  published: (release) =>
    figureIn(release, 'turn-duration')?.published.filter(({ label }) => levelIn(label) === level) ?? [],
})

const proxy = (name: string, measure: keyof typeof PROXY_UNITS, level: Level): Headline => ({
  name,
  unit: PROXY_UNITS[measure],
  read: (release) => {
    const figure = figureIn(release, 'autonomy-proxies')
    const row = figure && wholeProxy(figure, measure)
    return row && percentileEstimate(row, level)
  },
  published: () => [],
})

/** The numbers that the screen leads with, in order. */
export const HEADLINES: readonly Headline[] = [
  turn('Median turn', 'p50'),
  turn('1 turn in 1,000 is over', 'p999'),
  {
    name: 'Turns interrupted',
    unit: SHARE,
    read: (release) => {
      const figure = figureIn(release, 'interrupts-by-experience')
      const row = figure && totalInterrupts(figure)
      return row && shareEstimate(row)
    },
    published: (release) => figureIn(release, 'interrupts-by-experience')?.published ?? [],
  },
  {
    name: 'Fully auto-approved',
    unit: SHARE,
    read: (release) => {
      const figure = figureIn(release, 'auto-approve-by-experience')
      const row = figure && totalApproval(figure)
      return row && shareEstimate(row)
    },
    published: (release) => figureIn(release, 'auto-approve-by-experience')?.published ?? [],
  },
  {
    name: 'Interventions/session',
    unit: TIMES,
    read: (release) => {
      const figure = figureIn(release, 'interventions')
      const row = figure && (totalInterventions(figure) ?? latestMonth(monthsIn(figure)))
      return row && perSession(row)
    },
    published: (release) => figureIn(release, 'interventions')?.published ?? [],
  },
  proxy('Actions/turn, median', 'actions_per_turn', 'p50'),
  proxy('Unattended run, p95', 'unattended_actions', 'p95'),
]

/** Without a row over the whole window: the latest month that has an interval, else the latest. */
function latestMonth<Row extends { month: string; measure: string; low: number | null }>(rows: readonly Row[]) {
  const months = rows.filter((row) => row.measure === 'all').sort((a, b) => (a.month < b.month ? -1 : 1))
  return months.findLast((row) => row.low !== null) ?? months.at(-1)
}
