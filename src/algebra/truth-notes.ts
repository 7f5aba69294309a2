import { TOO_FEW_LABELS } from './corrections.js'
import type { Rows } from './cut.js'
import type { Axis, Estimate, Part } from './figure.js'
import type { Standing } from './standing.js'
import type { Truth } from './truth.js'

/** Rows that stand to a dearer judge in one way. */
export interface Stood {
  part: Part
  /** How they are cut; null where they are of everything. */
  axis: Axis | null
  standing: Standing
  rows: Rows
  /** Units of the part that were judged and whose chance of being drawn is known. */
  judged: number
}

const SEVERAL = 'Values are corrected one by one, so that their shares need not add up to 1.'

/** What must be said of shares in which a dearer judge has a say, beside the rows: each sentence once. */
export function truthNotes(truth: Truth | null | undefined, stood: readonly Stood[]): string[] {
  if (!truth) return []
  // Means of groups and of everything are put right alike.
  const whole = stood.some(({ axis, part }) => axis === null && part.by.kind !== 'taxa')
  const right = stood.filter(({ standing }) => standing === 'corrected')
  const units = [...new Set(right.map(({ part }) => part.of))]
  const notes = [
    ...units.flatMap((of) =>
      correctedNotes(
        truth,
        right.filter(({ part }) => part.of === of),
        whole,
      ),
    ),
    ...stood.flatMap(({ standing, axis, part, judged }) => {
      if (standing === 'verdicts') return [verdictsNote(truth, axis, part, judged)]
      return standing === 'rules' ? [rulesNote(axis)] : []
    }),
  ]
  return [...new Set(notes)]
}

function correctedNotes(truth: Truth, stood: readonly Stood[], whole: boolean): string[] {
  const { judged, part } = stood[0]!
  const rows = stood.flatMap((one) => one.rows)
  const word = wordOf(part.estimate)
  const left = rows.filter(({ labelled }) => labelled === undefined).length
  const [unit, counted] = [part.of, judged === 1 ? `1 of these ${part.of}` : `${judged} of these ${part.of}`]
  if (rows.length === 0) return []
  const saw = truth.kind === 'model' ? `${truth.judge} judged` : `${truth.judge} labelled`
  if (left === rows.length)
    return [
      `${saw} ${counted}, too few to correct a ${word}: that takes ${TOO_FEW_LABELS}. ${shares(whole, word)} are what the rules say.`,
    ]
  const said =
    truth.kind === 'model'
      ? `${shares(whole, word)} are what ${truth.judge} says of all ${unit}: it judged ${judged} of them, drawn with known probabilities, and the rules' verdicts on all of them narrow the intervals (PPI++).`
      : `${shares(whole, word)} are corrected by ${judged} labels of ${truth.judge} on ${unit} drawn with known probabilities (PPI++); "${word === 'mean' ? '_raw' : 'raw'}" is what the rules say.`
  const several = stood.some(
    ({ part: { estimate } }) =>
      estimate.kind === 'share' && estimate.parting !== undefined && Object.keys(estimate.values).length > 1,
  )
  return [
    said,
    ...(left === 0
      ? []
      : [
          `Rows without "labelled", ${left} of ${rows.length}, are what the rules say, uncorrected: behind a correction there are at least ${TOO_FEW_LABELS}.`,
        ]),
    ...(several ? [SEVERAL] : []),
  ]
}

/** @param whole where other rows of the figure are cut, and these are of everything. */
const shares = (whole: boolean, word: string): string =>
  whole ? `Taken together, ${word}s` : `${word.charAt(0).toUpperCase()}${word.slice(1)}s`

/** What an estimate is, one of them. */
const wordOf = ({ kind }: Estimate): string => (kind === 'scores' || kind === 'extremes' ? 'mean' : 'share')

const cutBy = (axis: Axis | null): string =>
  axis?.kind === 'values'
    ? axis.key
    : axis?.kind === 'taxa'
      ? 'group'
      : axis?.kind === 'weeks'
        ? 'week'
        : (axis?.kind ?? 'everything')

const verdictsNote = ({ judge }: Truth, axis: Axis | null, { of, estimate }: Part, judged: number): string =>
  `By ${cutBy(axis)}, ${wordOf(estimate)}s are of the ${judged} ${of} that ${judge} judged, each weighing 1 over the probability with which it was drawn; the rules have no say in them.`

const rulesNote = (axis: Axis | null): string =>
  `By ${cutBy(axis)}, shares are what the rules say: labels do not correct them.`
