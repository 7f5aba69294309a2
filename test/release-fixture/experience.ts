import { EXPERIENCE_BINS } from '../../src/release/index.js'

/** The fixed bins, with the numbers of contributors and sessions that a group of 38 people would leave in each. */
export const bins = EXPERIENCE_BINS.map(([from, to], index) => ({
  from,
  to,
  label: 'bin',
  middle: to === null ? from * 1.3 : Math.sqrt(from * to),
  contributors: [38, 38, 38, 37, 36, 33, 27, 20, 12, 6, 3, 1][index]!,
  sessions: [38, 38, 76, 185, 360, 990, 1150, 1204, 611, 160, 70, 10][index]!,
}))

export const TOTAL = { from: 1, to: null } as const

/** About forty log-spaced ordinals, where curves are drawn. */
export const ordinals = Array.from({ length: 40 }, (_, i) => Number((1400 ** (i / 39)).toPrecision(4)))

export const clamp = (value: number): number => Number(Math.min(1, Math.max(0, value)).toPrecision(4))

/** How many contributors of a cohort reach a bin. */
export function reached(cohort: string, contributors: number): number {
  const cap = { all: 38, 'known-start': 17, 'reached-50': 27, 'reached-200': 12 }[cohort] ?? 38
  return Math.min(cap, contributors)
}

/** Half the width of an interval on a share with so many contributors. */
export const half = (share: number, contributors: number): number =>
  2.1 * Math.sqrt(Math.max(share * (1 - share), 0.02) / (contributors * 6))

/** A row without the keys that cut a figure by experience. */
export function without({ from: _, to: __, cohort: ___, ...row }: { from: number; to: number | null; cohort: string }) {
  return row as Record<string, unknown>
}
