import type { Figure } from '../release/index.js'
import { reasonName } from './names.js'
import { isExact, sayCount } from './precision.js'
import { reasonsOf, withheld } from './withheld.js'

/** Why a figure shows nothing: what became of the eligible units, or what the policy withheld. */
export function whyEmpty(figure: Figure): string {
  const eligible = figure.flow.find(({ step }) => step === 'eligible')?.n ?? 0
  if (figure.n === null)
    return `All of this is withheld: ${reasonsOf(figure)
      .map(([reason]) => reasonName(reason))
      .join(', ')}.`
  if (figure.suppressed.cells > 0 && (figure.rows.length > 0 || !isExact(figure)))
    return `Every value here is withheld: ${withheld(figure)}.`
  if (figure.rows.length > 0) return 'No row has a value for this choice.'
  if (figure.n > 0)
    return `There is nothing to draw: ${sayCount(figure, figure.n)} ${figure.unit} were counted, and no row tells of them.`
  if (eligible === 0) return `There is nothing to draw: these logs hold no ${figure.unit} that this figure could count.`
  const lost = figure.flow.filter(({ step, n }) => step !== 'eligible' && step !== 'counted' && n > 0)
  const where = lost.map(({ step, n }) => `${sayCount(figure, n)} ${step}`).join(', ')
  return `There is nothing to draw: of ${sayCount(figure, eligible)} eligible ${figure.unit} none could be counted${where ? ` (${where})` : ''}.`
}

/** Whether any estimate of the figure has an interval. */
export const hasIntervals = (figure: Figure): boolean =>
  [...figure.rows, ...(figure.overall ?? [])].some((row) =>
    Object.entries(row).some(([key, value]) => /(^|_)(low|high)$/.test(key) && value !== null),
  )
