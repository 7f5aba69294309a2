import { shrunkMeans } from '../stats/index.js'
import { type Breakdowns, brokenDown } from './breakdowns.js'
import { type Cut, type Rows, rounded } from './cut.js'
import type { ByTaxa, Extremes, Scores, Spread } from './figure.js'
import { not, type Predicate } from './predicate.js'
import { Private } from './private.js'
import type { Dimension, Engine } from './query.js'
import { heldBy, meansOf, type ScoreCell, scoreCells, scoreRows, totalsOf } from './score-rows.js'
import { shareRows } from './share-rows.js'
import { NO_TAXON, noTaxonKeys, type TaxonTree, taxonId, taxonKeys } from './taxa.js'

/** A cut without cells: these are groups of sentences. */
export type Uncut = Omit<Cut, 'by' | 'keys'>

/** What leaves count as: themselves, another leaf, or a higher group of which only the whole is told. Others are in none. */
export type Assigned = ReadonlyMap<number, number>

/** Every leaf by itself. */
export const unmerged = (tree: TaxonTree): Assigned => new Map(tree.at(0).map(({ number }) => [number, number]))

/** What leaves count as on a higher level. */
export const onLevel = (tree: TaxonTree, to: Assigned, level: number): Assigned =>
  new Map([...to].map(([leaf, own]) => [leaf, tree.above(own, level)] as const).filter(([, up]) => up !== NO_TAXON))

/** Cells of groups; cell 0 holds the units that are in none. */
export const byTaxa = ({ column }: ByTaxa, to: Assigned): Dimension => ({ kind: 'mapped', column, to })

/** Groups of sentences as they are told. */
export interface ToldTaxa {
  cut: Uncut
  axis: ByTaxa
  tree: TaxonTree
  to: Assigned
  /** What numbers are told with. */
  round: Rounding
}

/** How exactly means of scores are told, and by how exact a number of units groups are ranked. */
export interface Rounding {
  score(value: number | null): number | null
  n(n: number): number
}

export const EXACT: Rounding = { score: rounded, n: (n) => n }

/** What every level tells, the highest first. */
const levelsOf = ({ tree, to }: ToldTaxa): Assigned[] =>
  tree.levels.map((level) => onLevel(tree, to, level)).filter((own) => own.size > 0)

/** The cut of one level. Units in no group have a row without the name of one. */
const cutOf = ({ cut, axis, tree }: ToldTaxa, to: Assigned): Cut => ({
  ...cut,
  by: [byTaxa(axis, to)],
  keys: ([number]) => (number === NO_TAXON ? {} : taxonKeys(axis.of, tree, Number(number))),
})

const named = (rows: Rows): Rows => rows.filter((row) => row.cluster !== undefined)

/** Means of scores of the groups of every level, and what stands beside them. */
export async function rowsOfScores(
  told: ToldTaxa,
  { values }: Scores,
  breakdowns: Breakdowns,
  engine: Engine,
): Promise<Private<Rows>> {
  const levels = levelsOf(told).map(async (to): Promise<Private<Rows>> => {
    const cut = cutOf(told, to)
    const [rows, beside] = await Promise.all([
      scoreRows(cut, values, told.round.score, engine),
      brokenDown(cut, breakdowns, (number) => taxonId(told.axis.of, number), engine),
    ])
    return Private.both(rows, beside).map(([list, more]) =>
      named(list).map((row) => ({ ...row, ...more.get(String(row.cluster)) })),
    )
  })
  return Private.all(await Promise.all(levels)).map((list) => list.flat())
}

/** The leaves that stand out by each score, ranked by their shrunk means; ties by size, then by number. */
export async function rowsOfExtremes(
  told: ToldTaxa,
  { values, most }: Extremes,
  engine: Engine,
): Promise<Private<Rows>> {
  const { tree, axis, round } = told
  const cut = cutOf(told, onLevel(tree, told.to, 0))
  return (await scoreCells(cut, values, engine)).map((found) => {
    const cells = found.filter(({ all: row }) => row.cell[0] !== NO_TAXON)
    return Object.keys(values).flatMap((by, i) => {
      const shrunk = shrunkMeans(cells.map(({ known }) => (known[i] === null ? NOTHING : totalsOf(known[i]!)))).means
      const ranked = cells
        .map((cell, at) => ({ cell, shrunk: round.score(shrunk[at]!) }))
        .filter((one): one is { cell: ScoreCell; shrunk: number } => one.shrunk !== null)
        .sort(
          (a, b) =>
            b.shrunk - a.shrunk || round.n(b.cell.all.n) - round.n(a.cell.all.n) || numberOf(a.cell) - numberOf(b.cell),
        )
      return ranked.slice(0, most).map(({ cell, shrunk: value }, at) => ({
        by,
        rank: at + 1,
        ...taxonKeys(axis.of, tree, numberOf(cell)),
        ...heldBy(cut, cell),
        shrunk: value,
        ...meansOf(cell, values, round.score),
      }))
    })
  })
}

const NOTHING = { n: 0, sum: 0, clusters: 0, nn: 0, ss: 0, ns: 0 }
const numberOf = ({ all: row }: ScoreCell): number => Number(row.cell[0])

/** The share of the groups of every level, and of the units that are in none. */
export async function rowsOfSpread(told: ToldTaxa, { unknown }: Spread, engine: Engine): Promise<Private<Rows>> {
  const { axis, tree, cut } = told
  const values = new Map<string, Predicate>()
  const keys = new Map<string, Record<string, unknown>>()
  for (const to of levelsOf(told))
    for (const [number, leaves] of leavesOf(to)) {
      const own = taxonKeys(axis.of, tree, number)
      keys.set(own.cluster, own)
      values.set(own.cluster, { op: 'in', column: axis.column, values: leaves })
    }
  const none = taxonId(axis.of, NO_TAXON)
  const leaves = [...told.to].filter(([, own]) => own !== NO_TAXON).map(([leaf]) => leaf)
  keys.set(none, noTaxonKeys(axis.of))
  values.set(none, not({ op: 'in', column: axis.column, values: leaves }))
  const share = { kind: 'share', key: 'cluster', values: Object.fromEntries(values), partitions: [], unknown } as const
  const rows = await shareRows({ ...cut, by: [], keys: () => ({}) }, share, engine)
  return rows.map((list) =>
    list.filter(({ share: own }) => own !== 0).map(({ cluster, ...row }) => ({ ...keys.get(String(cluster)), ...row })),
  )
}

/** The leaves that count as each number, by number. */
function leavesOf(to: Assigned): [number: number, leaves: number[]][] {
  const found = new Map<number, number[]>()
  for (const [leaf, own] of to) {
    const known = found.get(own)
    if (known === undefined) found.set(own, [leaf])
    else known.push(leaf)
  }
  return [...found].sort(([a], [b]) => a - b)
}
