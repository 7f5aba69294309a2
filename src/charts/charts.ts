import type { Figure, FigureId, FigureOf, Release } from '../release/index.js'
import { anyFigure } from './any-figure.js'
import { autoApproveByExperience } from './auto-approve-by-experience.js'
import { autonomyProxies } from './autonomy-proxies.js'
import { bySource, ofSource } from './by-source.js'
import { type Chart, firstView, type View } from './chart.js'
import { distributions } from './distributions.js'
import { domains } from './domains.js'
import { extremes } from './extremes.js'
import { frontier } from './frontier.js'
import { humanInvolvement } from './human-involvement-by-complexity.js'
import { interruptReasons } from './interrupt-reasons.js'
import { interruptsByExperience } from './interrupts-by-experience.js'
import { interventions } from './interventions.js'
import { judged } from './judged.js'
import { oversight } from './oversight.js'
import { toldFigure } from './precision.js'
import { riskAutonomy } from './risk-autonomy.js'
import { stopReasons } from './stop-reasons.js'
import { stopsByComplexity } from './stops-by-complexity.js'
import { turnDuration } from './turn-duration.js'

/** Figures that have a chart; others are shown as tables. */
const charts: { [Id in FigureId]?: Chart<Id> } = {
  'turn-duration': bySource(turnDuration),
  'auto-approve-by-experience': bySource(autoApproveByExperience),
  'interrupts-by-experience': bySource(interruptsByExperience),
  interventions: bySource(interventions),
  'autonomy-proxies': bySource(autonomyProxies),
  oversight: judged(bySource(oversight)),
  'human-involvement-by-complexity': judged(bySource(humanInvolvement)),
  domains: judged(bySource(domains)),
  distributions: judged(bySource(distributions)),
  'stops-by-complexity': judged(bySource(stopsByComplexity)),
  frontier: judged(bySource(frontier)),
  'stop-reasons': judged(bySource(stopReasons)),
  'interrupt-reasons': judged(bySource(interruptReasons)),
  'risk-autonomy': judged(bySource(riskAutonomy)),
  extremes: judged(bySource(extremes)),
}

/** The chart of a figure; one that the contract does not know is shown as a table. */
export const chartOf = (figure: Figure): Chart<Figure['id']> =>
  (charts[figure.id] ?? anyFigure) as unknown as Chart<Figure['id']>

/** One file that is drawn for a figure. */
export interface PlateName {
  name: string
  view: View
}

/** The views that are written as files: the first one, and one per option of a control that asks for it. */
export function platesOf(figure: Figure): PlateName[] {
  const controls = chartOf(figure).controls(figure)
  const first = firstView(controls)
  const plates: PlateName[] = [{ name: figure.id, view: first }]
  for (const control of controls.filter((one) => one.plates)) {
    for (const option of control.options) {
      if (option.absent || first[control.key]?.includes(option.value)) continue
      plates.push({ name: `${figure.id}.${option.value}`, view: { ...first, [control.key]: [option.value] } })
    }
  }
  return plates
}

/** The figure with this id, over all sources together; undefined where the release has none. */
export function figureIn<Id extends FigureId>(release: Release, id: Id): FigureOf<Id> | undefined {
  const figure = release.figures.find((one) => one.id === id) as FigureOf<Id> | undefined
  return figure && ofSource(toldFigure(figure, release), '')
}
