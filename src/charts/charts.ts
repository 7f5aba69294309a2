import type { Figure, FigureId, FigureOf, Release } from '../release/index.js'
import { autoApproveByExperience } from './auto-approve-by-experience.js'
import { autonomyProxies } from './autonomy-proxies.js'
import { type Chart, firstView, type View } from './chart.js'
import { interruptsByExperience } from './interrupts-by-experience.js'
import { interventions } from './interventions.js'
import { turnDuration } from './turn-duration.js'

/** Every figure of the contract has a chart; the compiler names the one that is missing. */
const charts: { [Id in FigureId]: Chart<Id> } = {
  'turn-duration': turnDuration,
  'auto-approve-by-experience': autoApproveByExperience,
  'interrupts-by-experience': interruptsByExperience,
  interventions,
  'autonomy-proxies': autonomyProxies,
}

/** The chart of a figure. */
export const chartOf = (figure: Figure): Chart<Figure['id']> => charts[figure.id] as unknown as Chart<Figure['id']>

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

/** The figures of a release, each with the rows that belong to its id. */
export const figuresOf = (release: Release): Figure[] => release.figures as Figure[]

/** The figure with this id; undefined where the release has none. */
export const figureIn = <Id extends FigureId>(release: Release, id: Id): FigureOf<Id> | undefined =>
  figuresOf(release).find((figure) => figure.id === id) as FigureOf<Id> | undefined
