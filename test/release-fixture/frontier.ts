import { type FigureOf, FRONTIERS } from '../../src/release/index.js'
import { clamp, JUDGED, judgedActions } from './judged.js'
import { days, normal } from './random.js'

const WEEKS = days(17 * 7).filter((_, i) => i % 7 === 0)
const CHANGE = 9

/** Seventeen weeks; risky and autonomous actions rise from the tenth on, irreversible and unattended ones do not. */
export function frontierFigure(next: () => number): FigureOf<'frontier'> {
  const rows = FRONTIERS.flatMap((measure) =>
    WEEKS.map((week, i) => {
      const risky = measure === 'risky-autonomous'
      const level = risky ? (i < CHANGE ? 0.012 : 0.021) : 0.004
      const share = clamp(level * (1 + 0.12 * normal(next)))
      return {
        week,
        measure,
        n: 3600,
        contributors: 31,
        share,
        low: clamp(share * 0.72),
        high: clamp(share * 1.3),
        changed: risky && i === CHANGE,
      }
    }),
  )
  const whole = (measure: string, share: number) => ({
    measure,
    n: JUDGED,
    contributors: 38,
    share,
    low: clamp(share * 0.85),
    high: clamp(share * 1.17),
  })
  return {
    id: 'frontier',
    title: 'The frontier',
    question: 'Do agents act with more risk and less oversight than before?',
    ...judgedActions,
    rows,
    overall: [whole('risky-autonomous', 0.0163), whole('irreversible-unattended', 0.00407)],
    published: [],
    notes: ['A test over at least 12 weeks and one version of the judge.'],
  }
}
