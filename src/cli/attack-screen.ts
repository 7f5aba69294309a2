import type { Outcome } from '../attack/index.js'
import type { AttackResult } from './attack-result.js'

/** The table of `leeway attack`, for a terminal. */
export function attackScreen({ policy, people, runs, targets, seed, outcomes }: AttackResult): string {
  const of = people === 'copied' ? 'a copy of the people in the store' : 'made-up teams'
  const head = [
    `Attacks on releases under policy "${policy.name}", on ${of}: ${runs} runs of ${targets} targets, seed ${seed}`,
    `At least ${policy.k_users} + ${policy.sybils} contributors and ${policy.k_items} units in each cell. A secret is one of 64, so guessing tells 1.6% of them.`,
  ]
  const rows = outcomes.map(rowOf)
  const widths = HEADINGS.map((heading, i) => Math.max(heading.length, ...rows.map((row) => row[i]!.length)))
  const line = (cells: readonly string[]) =>
    `  ${cells
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join('  ')
      .trimEnd()}`
  const words = outcomes.reduce((sum, { canaries }) => sum + canaries, 0)
  return [
    ...head,
    '',
    line(HEADINGS),
    ...rows.map(line),
    '',
    words === 0 ? 'No planted word is in any release.' : `${words} releases hold a word that was planted.`,
    'Tested against these attacks; no guarantee.',
    '',
  ].join('\n')
}

const HEADINGS = ['attack', 'above guessing (95%)', 'surest 5% right', 'certain', 'same when swapped']

const rowOf = ({ id, recovery, pairs }: Outcome): string[] => [
  id,
  `${points(recovery.above)} (${points(recovery.low)} to ${points(recovery.high)})`,
  `${Math.round(100 * recovery.surest.right)}% of ${recovery.surest.attempts}`,
  `${recovery.certain.right} of ${recovery.attempts} (at most ${(100 * recovery.certain.atMost).toFixed(1)}%)`,
  `${pairs.same} of ${pairs.tried}`,
]

/** Percentage points with a sign; an end that cannot be given is a dash. */
const points = (share: number | null): string =>
  share === null ? '–' : `${share < 0 ? '−' : '+'}${Math.abs(100 * share).toFixed(1)}`
