import type { Published, Release } from '../release/index.js'
import { totalApproval } from './auto-approve-by-experience.js'
import { PROXY_UNITS, wholeProxy } from './autonomy-proxies.js'
import { figureIn } from './charts.js'
import { type Estimate, shareEstimate } from './estimate.js'
import { totalInterrupts } from './interrupts-by-experience.js'
import { monthsIn, perSession, totalInterventions } from './intervention-rows.js'
import type { Oversight } from './judged-names.js'
import type { Level } from './names.js'
import { publishedOversight, totalOversight } from './oversight.js'
import { levelIn, percentileEstimate } from './percentiles.js'
import { wholeWindow } from './turn-duration.js'
import { SECONDS, SHARE, TIMES, type Unit } from './units.js'
import { weightedEstimate } from './weights.js'

export interface Headline {
  name: string
  unit: Unit
  /** Needs a judge. */
  judged?: true
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

const watched = (name: string, measure: Oversight): Headline => ({
  name,
  unit: SHARE,
  judged: true,
  read: (release) => {
    const figure = figureIn(release, 'oversight')
    const row = figure && totalOversight(figure, measure)
    return row && weightedEstimate(row)
  },
  published: (release) => {
    const figure = figureIn(release, 'oversight')
    const found = figure && publishedOversight(figure, measure)
    return found ? [found] : []
  },
})

/** The headlines of a release: without a judge, none of those that need one. */
export const headlinesOf = (...releases: readonly Release[]): Headline[] =>
  HEADLINES.filter(({ judged, read }) => !judged || releases.some((release) => read(release) !== undefined))

/** The numbers that the screen leads with, in order. */
const HEADLINES: readonly Headline[] = [
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
  watched('Actions safeguarded', 'safeguard'),
  watched('Human in the loop', 'human-in-loop'),
  watched('Irreversible actions', 'irreversible'),
]

/** Without a row over the whole window: the latest month that has an interval, else the latest. */
function latestMonth<Row extends { month: string; measure: string; low: number | null }>(rows: readonly Row[]) {
  const months = rows.filter((row) => row.measure === 'all').sort((a, b) => (a.month < b.month ? -1 : 1))
  return months.findLast((row) => row.low !== null) ?? months.at(-1)
}
