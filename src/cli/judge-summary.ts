import { pluralOf } from './judge-drawn.js'
import type { Author } from './judge-stored.js'
import type { Tally } from './judge-verdicts.js'

/** What became of the units that were asked about. */
export interface Outcome {
  tally: Tally
  /** Whether all that were drawn have been asked, so that verdicts bear their chance. */
  settled: boolean
  author: Author
}

/** The end of a run in counts: nothing of a log, and nothing in an endpoint's own words. */
export function outcomeText(outcomes: readonly Outcome[], judge: string): string {
  const lines = outcomes.flatMap(({ tally, author, settled }) => {
    const { judged, refused, failed, kept, repeats, gone, unasked, reasons, disagreed } = tally
    const what = pluralOf(author.unit)
    const some = (n: number, text: string) => (n === 0 ? [] : [`${n} ${text}`])
    const counts = [
      `${judged} judged`,
      ...some(refused, 'refused'),
      ...some(failed, 'failed'),
      ...some(gone, 'whose log is gone'),
      ...some(unasked, 'not asked for want of budget'),
      ...some(kept, 'of these known from before'),
      ...some(repeats, 'the same as another'),
    ]
    return [
      `${what}: ${counts.join(', ')}`,
      ...listed(reasons).map(([why, n]) => `  ${n} ${why}`),
      ...listed(disagreed).map(([dimension, n]) => `  ${n} where the log says otherwise of ${dimension}, and holds`),
      ...(settled ? [] : [`  Not all that were drawn are judged, so figures do not count these ${what} yet.`]),
    ]
  })
  const show = outcomes.some(({ settled, tally }) => settled && tally.judged > 0)
  const next = show ? [`leeway report --judge ${judge} shows figures from them.`] : []
  return `${[...lines, ...next].join('\n')}\n`
}

const listed = (counts: ReadonlyMap<string, number>): [string, number][] => [...counts].sort(([, a], [, b]) => b - a)
