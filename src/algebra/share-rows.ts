import { shareEstimate, weightedShare } from '../stats/index.js'
import { type Correction, type Corrections, correctionsOf, nameOfCell } from './corrections.js'
import { base, type Cut, type Rows, rounded, sumsOf } from './cut.js'
import type { Share } from './figure.js'
import { all, any, not } from './predicate.js'
import { Private } from './private.js'
import type { CellRow, Engine } from './query.js'
import { weighing } from './weighing.js'

/** Units of which nobody can tell are nothing to speak of up to this share of a cell (method.md 5). */
const FEW_UNKNOWN = 0.05

type Row = Record<string, unknown>

/** Shares of each cell with intervals, put right where the cut says by whom. */
export async function shareRows(cut: Cut, spec: Share, engine: Engine): Promise<Private<Rows>> {
  const { unknown } = spec
  const weight = weighing(cut)
  const sums = Object.values(spec.values).map((count) => ({ count }))
  if (spec.atMost !== undefined) sums.push({ count: any(spec.values[spec.atMost.value]!, spec.atMost.plus) })
  const whole =
    unknown === undefined
      ? Private.of<CellRow[]>([])
      : await engine.aggregate({ ...base(cut), ...weight, ask: 'sums', sums: [{ count: unknown }] })
  // Where all is known, dimensions are about the same units, and may be asked for together.
  const cells = whole.chain((judged) =>
    engine.aggregate({
      ...base(cut),
      ...weight,
      ...(unknown === undefined || judged.every((row) => row.k[0] === 0)
        ? {}
        : { where: all(cut.where, not(unknown)) }),
      ask: 'sums',
      sums,
    }),
  )
  const corrections =
    cut.corrects === undefined ? Private.of<Corrections | null>(null) : await correctionsOf(cut, spec, engine)
  return Private.both(Private.both(await cells, whole), corrections).map(([[known, judged], right]) => {
    const told = new Map(known.map((row) => [nameOfCell(row.cell), row]))
    // A cell of which nothing is known has a row that says so.
    return (unknown === undefined ? known : judged)
      .filter((row) => row.n > 0)
      .flatMap((row) => cellRows(cut, spec, row, told.get(nameOfCell(row.cell)), right))
  })
}

/** @param whole all units of a cell. @param told those of which the rules can tell. */
function cellRows(cut: Cut, spec: Share, whole: CellRow, told: CellRow | undefined, right: Corrections | null): Rows {
  const known = told !== undefined && told.n > 0 ? told : null
  const rows = Object.keys(spec.values).flatMap((name, i): Row[] => {
    const correction = right?.value(whole.cell, i) ?? null
    const own = known === null ? null : valueRow(cut, spec, known, name, i)
    if (correction === null) return own === null ? [] : [own]
    // Of what the rules can tell of no unit, labels may tell something.
    return [corrected(cut, own ?? { ...plainRow(cut, spec.key, whole, name, 0), share: null }, correction)]
  })
  if (spec.unknown === undefined) return rows
  const left = whole.k[0]!
  const correction = right?.unknown(whole.cell) ?? null
  const unknown = correction?.share ?? left / whole.n
  for (const [i, row] of rows.entries()) {
    if (row.labelled !== undefined && right !== null) Object.assign(row, correctedBounds(Number(row.share), unknown))
    else if (known !== null && left > FEW_UNKNOWN * whole.n)
      Object.assign(row, {
        share_min: rounded(known.k[i]! / whole.n),
        share_max: rounded((known.k[i]! + left) / whole.n),
      })
  }
  if (spec.unknownAs === undefined || !(left > 0 || unknown > 0)) return rows
  const own = plainRow(cut, spec.key, whole, spec.unknownAs, 0)
  return [...rows, correction === null ? own : corrected(cut, own, correction)]
}

/** A row as a dearer judge puts it right: what was said of every unit stands beside it where that one is held to be right. */
function corrected(cut: Cut, row: Row, { share, low, high, labelled }: Correction): Row {
  const value = rounded(share)
  const raw = cut.corrects!.kind === 'person' ? row.share : value
  return { ...row, share: value, low: rounded(low), high: rounded(high), raw, labelled }
}

/** What a share would be of all units if none, and if all, of those had it of which nobody can tell. */
const correctedBounds = (share: number, unknown: number) =>
  unknown > FEW_UNKNOWN
    ? { share_min: rounded(share * (1 - unknown)), share_max: rounded(share * (1 - unknown) + unknown) }
    : {}

/** The share of one summand in a cell, under the weight of its cut. */
function plainRow(cut: Cut, key: string, row: CellRow, value: string, i: number): Row {
  const { share, low, high } = estimateOf(row, i)
  const { n, contributors, units = n, ww = n } = row
  const weighed = cut.weight === undefined ? {} : { weight: cut.weight }
  const effective = cut.weight === undefined ? {} : { n_eff: rounded((n / ww) * n), raw: rounded(share) }
  const ends = { share: rounded(share), low: rounded(low), high: rounded(high) }
  const drawn = cut.drawn === true ? { labelled: units } : {}
  return { ...cut.keys(row.cell), [key]: value, ...weighed, n: units, contributors, ...ends, ...effective, ...drawn }
}

const estimateOf = (row: CellRow, i: number) =>
  row.ww === undefined ? shareEstimate(sumsOf(row, i)) : weightedShare({ ...sumsOf(row, i), ww: row.ww })

function valueRow(cut: Cut, spec: Share, row: CellRow, name: string, i: number): Row {
  const out = plainRow(cut, spec.key, row, name, i)
  if (spec.atMost?.value === name) {
    const most = estimateOf(row, Object.keys(spec.values).length)
    out[spec.atMost.name] = rounded(most.share)
    out.high = rounded(most.high)
  }
  return out
}
