import type { FigureOf } from '../../src/release/index.js'
import { clamp, judgedActions, SOURCE, weightedShare } from './judged.js'

const SHARES = { safeguard: 0.83, 'human-in-loop': 0.7, irreversible: 0.011 } as const
const published = (label: string, value: number) => ({
  label,
  value,
  source: SOURCE,
  comparable: 'partly' as const,
  why: 'there, calls of a public interface by many customers, judged by a model',
})

/** Safeguards, humans in the loop and what cannot be undone; of the loop more could not be told than may be left aside. */
export function oversightFigure(next: () => number): FigureOf<'oversight'> {
  const rows = Object.entries(SHARES).flatMap(([measure, share]) =>
    weightedShare(share, measure === 'human-in-loop' ? 55_870 : 61_204, next).map((row) => ({
      measure: measure as keyof typeof SHARES,
      ...row,
      ...(measure === 'human-in-loop'
        ? { share_min: clamp(row.share * 0.913), share_max: clamp(row.share * 0.913 + 0.087) }
        : {}),
    })),
  )
  return {
    id: 'oversight',
    title: 'Oversight of actions',
    question: 'How much oversight do actions have?',
    ...judgedActions,
    rows,
    published: [
      published('at least one safeguard', 0.8),
      published('human in the loop', 0.73),
      published('irreversible', 0.008),
    ],
    notes: ['A customer whom the agent serves is no human in the loop; an operator is.'],
  }
}
