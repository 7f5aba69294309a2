import type { FigureId, Release } from '../release/index.js'
import type { Chart } from './chart.js'
import { judgeOf, sayCount, toldFigure } from './precision.js'

/** The judge that is a set of rules, by the name it has in a release. */
const RULES = 'rules'

/** Who judged, in a few words: `offline rules`, or the model by its name. */
export const judgeName = (id: string): string => (id === RULES ? 'offline rules' : id)

/** Who judged what a figure counts, as a sentence of its own; empty where the figure does not know. */
export function judgeNote(figure: object): string {
  const id = judgeOf(figure)
  if (id === undefined) return ''
  return id === RULES
    ? 'The judge is a set of offline rules, neither a model nor a person: it goes by what was called and how, and can be wrong where meaning decides.'
    : `The judge is ${id}, which can be wrong.`
}

/** A chart of what a judge said: wherever it is shown, its judge is named. */
export const judged = <Id extends FigureId>(chart: Chart<Id>): Chart<Id> => ({
  ...chart,
  judge: (figure) => judgeNote(figure),
})

/**
 * `Judged by offline rules: 61,204 of 618,833 actions`; null where a release has no figure over judged actions, or
 * withholds how many there are.
 */
export function sayJudged(release: Release): string | null {
  const figure = release.figures.find(({ id }) => id === 'oversight')
  if (!figure?.n) return null
  const marked = toldFigure({}, release)
  const all = figure.flow.find(({ step }) => step === 'eligible')?.n ?? 0
  const of = all > figure.n ? ` of ${sayCount(marked, all)}` : ''
  return `Judged by ${judgeName(release.study.judge.id)}: ${sayCount(marked, figure.n)}${of} ${figure.unit}`
}
