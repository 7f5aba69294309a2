import { type Corrected, correctedFromSums, MIN_EFFECTIVE_CLUSTERS } from '../stats/index.js'
import { base, type Cut } from './cut.js'
import type { Share } from './figure.js'
import { all, not, type Predicate } from './predicate.js'
import { Private } from './private.js'
import type { CellRow, Engine } from './query.js'
import { columnsIn, isJudged, type Truth } from './truth.js'
import type { Asked } from './units.js'
import { weighing } from './weighing.js'

/** Fewer labels than these correct nothing. */
export const MIN_LABELS = 30

/** A share as labels put it right; `labelled`: units behind it. */
export interface Correction {
  share: number
  low: number
  high: number
  labelled: number
}

/** What a dearer judge makes of the shares of each cell; null where too few units or people stand behind it. */
export interface Corrections {
  /** Of the value at a place among those of the estimate. */
  value(cell: CellRow['cell'], i: number): Correction | null
  /** Of units of which nobody can tell, among all. */
  unknown(cell: CellRow['cell']): Correction | null
}

export const nameOfCell = (cell: CellRow['cell']): string => cell.join('/')

/** Asks for what corrects the shares of an estimate in the cells of a cut. */
export async function correctionsOf(cut: Cut, spec: Share, engine: Engine): Promise<Private<Corrections>> {
  const { unknown } = spec
  const asked = { ...base(cut), ...weighing(cut), ask: 'corrected' } as const
  const sums = Object.values(spec.values).map((count) => ({ count }))
  const told = unknown === undefined ? null : askedOf(unknown, cut.corrects!)
  const [values, left] = await Promise.all([
    engine.aggregate({ ...asked, known: unknown === undefined ? all() : not(unknown), sums }),
    unknown === undefined || told === null
      ? Private.of<CellRow[]>([])
      : engine.aggregate({ ...asked, known: told, sums: [{ count: unknown }] }),
  ])
  return Private.both(values, left).map(([known, whole]) => {
    const [ofValue, ofUnknown] = [byCell(known), byCell(whole)]
    return {
      value: (cell, i) => correctionAt(ofValue.get(nameOfCell(cell)), i),
      unknown: (cell) => correctionAt(ofUnknown.get(nameOfCell(cell)), 0),
    }
  })
}

/**
 * Units of which somebody was asked what may be unknown; null where that is not known. Where a word says that it cannot be
 * told, an empty column is one that nobody was asked about. Scores have no such word: a model is asked about all of them, a
 * person may have passed over some.
 */
function askedOf(unknown: Predicate, { kind }: Truth): Predicate | null {
  const columns = columnsIn(unknown).filter(isJudged)
  const words = columns.filter((column) => hasWord(unknown, column))
  if (words.length < columns.length && kind === 'person') return null
  return all(...words.map((column): Predicate => ({ op: 'known', column })))
}

function hasWord(p: Predicate, column: Asked): boolean {
  if ('all' in p) return p.all.some((one) => hasWord(one, column))
  return 'of' in p ? hasWord(p.of, column) : p.op === 'in' && p.column === column
}

const byCell = (rows: readonly CellRow[]) => new Map(rows.map((row) => [nameOfCell(row.cell), row]))

function correctionAt(row: CellRow | undefined, i: number): Correction | null {
  const sums = row?.truth?.sums[i]
  if (sums === undefined || row!.truth!.labelled < MIN_LABELS) return null
  const { value, low, high }: Corrected = correctedFromSums(sums, row!.clusters)
  if (value === null || low === null || high === null) return null
  return { share: value, low, high, labelled: row!.truth!.labelled }
}

/** Why a share stands as the rules say it. */
export const TOO_FEW_LABELS = `${MIN_LABELS} labels of ${MIN_EFFECTIVE_CLUSTERS} effective contributors`
