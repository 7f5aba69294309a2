import type { FigureId, FigureOf } from '../../src/release/index.js'

/** A figure of judged actions with the rows of a test, a thousand actions of ten people. */
export const figureWith = <Id extends FigureId>(
  id: Id,
  rows: readonly object[],
  extra: Partial<FigureOf<Id>> = {},
): FigureOf<Id> =>
  ({
    id,
    title: 'Title',
    question: 'Question?',
    evidence: 'session logs',
    unit: 'actions',
    n: 1000,
    contributors: 10,
    clusters: 'contributors',
    flow: [],
    rows,
    suppressed: { cells: 0, reasons: {} },
    published: [],
    notes: [],
    ...extra,
  }) as unknown as FigureOf<Id>

/** A share with its interval, each action counting once unless told. */
export const share = (value: number | null, low: number | null = null, high: number | null = null) => ({
  weight: 'action',
  n: 1000,
  n_eff: 1000,
  contributors: 10,
  share: value,
  low,
  high,
})

export const published = (label: string, value: number) => ({
  label,
  value,
  source: 'elsewhere',
  comparable: 'partly' as const,
  why: 'others',
})
