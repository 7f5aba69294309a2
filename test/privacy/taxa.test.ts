import { describe, expect, it } from 'vitest'
import {
  type Earlier,
  estimateGuarded,
  type FigureEstimate,
  type Memory,
  NOTHING_EARLIER,
  Private,
  type Telling,
} from '../../src/algebra/index.js'
import { open } from '../../src/algebra/open.js'
import { treeOf } from '../../src/algebra/taxa.js'
import { domains } from '../../src/measures/domains.js'
import { extremes } from '../../src/measures/extremes.js'
import { frontier } from '../../src/measures/frontier.js'
import { riskAutonomy } from '../../src/measures/risk-autonomy.js'
import { duckdbOver, type OpenEngine } from '../algebra/engine.js'
import { inTaxa } from '../algebra/hand-taxa.js'
import { holds } from '../algebra/plain-answer.js'
import { failing, teamGuard } from '../algebra/team-guard.js'
import { nobody, type UnitRow } from '../algebra/unit-rows.js'
import { spanOf } from './span.js'
import { TREE, taxaPopulation } from './taxa-population.js'

type Action = UnitRow<'actions'>
type Row = Record<string, unknown>

const tree = treeOf(TREE)
const window = { from: null, to: null }
const FIGURES = [domains, riskAutonomy, extremes, frontier]

interface Told {
  actions: Action[]
  figures: FigureEstimate[]
  memory: Memory
}

/** Makes a release of actions, with what the engine was told before. */
async function released(actions: Action[], engine: OpenEngine, earlier: Earlier = NOTHING_EARLIER): Promise<Told> {
  await engine.replace({ ...nobody(), actions })
  const found = await estimateGuarded(
    FIGURES,
    { ...inTaxa(engine.engine, TREE) },
    window,
    teamGuard(),
    Private.of(earlier),
  )
  const memory = open(found.memory)
  await engine.engine.remember(Private.of({ tellings: memory.tellings, published: [] }))
  return { actions, figures: found.figures.map(open), memory }
}

const only = async (actions: Action[]) => {
  const engine = await duckdbOver(nobody())
  const told = await released(actions, engine)
  await engine.close()
  return told
}

const rowsOf = ({ figures }: Told, id: string): Row[] => figures.find(({ spec }) => spec.id === id)!.rows
const numberOf = ({ cluster }: Row) => Number(String(cluster).split('-')[1])

/** What leaves count as in a telling. */
function mergingOf(telling: Telling): (unit: Action) => number {
  const [by] = telling.by
  if (by?.kind !== 'mapped') throw new Error('no groups')
  return (unit) => by.to.get(Number(unit.cluster ?? 0)) ?? 0
}
const tellingOf = ({ memory }: Told, family: string) => memory.tellings.find((one) => one.family === family)

/** The units of a row. */
function unitsOf(told: Told, row: Row): Action[] {
  const atom = mergingOf(tellingOf(told, 'actions/action')!)
  return told.actions.filter((unit) => tree.above(atom(unit), Number(row.level)) === numberOf(row))
}

/** Who holds how much of a sum of scores, the largest first. */
function holdings(units: readonly Action[], score: 'risk' | 'autonomy'): number[] {
  const sums = new Map<unknown, number>()
  for (const unit of units) sums.set(unit.contributor, (sums.get(unit.contributor) ?? 0) + Number(unit[score] ?? 0))
  return [...sums.values()].sort((a, b) => b - a)
}

describe.each([2, 5, 8])('groups of sentences for other readers (population %i)', (seed) => {
  const told = only(taxaPopulation(seed, 10 + 5 * seed, 2 + seed))

  it('are shown where they and all others pass, in units and in the sums of scores', async () => {
    const rows = rowsOf(await told, 'risk-autonomy')
    if (seed > 2) expect(rows.length).toBeGreaterThan(8)
    for (const row of rows) {
      const units = unitsOf(await told, row)
      expect(row).toMatchObject({ n: units.length, contributors: new Set(units.map((one) => one.contributor)).size })
      expect(failing(units)).toBeNull()
      expect(failing((await told).actions.filter((unit) => !units.includes(unit)))).toBeNull()
      for (const score of ['risk', 'autonomy'] as const) {
        const held = holdings(units, score)
        const sum = held.reduce((total, one) => total + one, 0)
        expect(held[0]!).toBeLessThanOrEqual(sum / 2)
        const known = units.filter((unit) => unit[score] !== null)
        expect(row[score]).toBe(Math.round((10 * sum) / known.length) / 10)
      }
    }
  })

  it('nest: what is shown of a group lies in its parent, and what is shown beside it lies elsewhere', async () => {
    const rows = rowsOf(await told, 'risk-autonomy')
    for (const row of rows) {
      const parent = rows.find(({ cluster }) => cluster === row.parent)
      if (row.parent !== null)
        expect(unitsOf(await told, parent!)).toEqual(expect.arrayContaining(unitsOf(await told, row)))
    }
    for (const level of [0, 1, 2]) {
      const own = await Promise.all(
        rows.filter((row) => row.level === level).map(async (row) => unitsOf(await told, row)),
      )
      expect(new Set(own.flat()).size).toBe(own.flat().length)
    }
  })

  it('are the same in every figure', async () => {
    const rows = rowsOf(await told, 'risk-autonomy')
    for (const { by: _, rank: __, shrunk: ___, ...row } of rowsOf(await told, 'extremes')) {
      expect(row.level).toBe(0)
      expect(rows.find(({ cluster }) => cluster === row.cluster)).toMatchObject(row)
    }
  })

  it('are broken down where each part passes', async () => {
    for (const row of rowsOf(await told, 'risk-autonomy')) {
      const units = unitsOf(await told, row)
      for (const [dimension, shares] of Object.entries(row.facets as Record<string, Record<string, number>>)) {
        const telling = tellingOf(await told, `actions/action/${dimension}`)!
        const cells = telling.parts.map((part) => units.filter((unit) => holds(part, unit as unknown as UnitRow)))
        for (const cell of cells) expect(failing(cell)).toBeNull()
        expect(cells.flat().length).toBe(units.length)
        const sizes = Object.values(shares).map((share) => share)
        expect(Math.abs(sizes.reduce((sum, share) => sum + share, 0) - 1)).toBeLessThan(0.01)
      }
      for (const { week, share } of (row.weeks ?? []) as { week: string; share: number }[]) {
        const [from, to = from] = week.split('/').map((day) => Date.parse(day))
        const inWeek = (unit: Action) =>
          Number(unit.started_at) >= from! && Number(unit.started_at) < to! + 7 * 86_400_000
        const own = units.filter(inWeek)
        expect(failing(own)).toBeNull()
        expect(share).toBe(Number((own.length / (await told).actions.filter(inWeek).length).toPrecision(6)))
      }
    }
  })

  it('tell nothing that is withheld, by exact linear algebra', async () => {
    const { actions } = await told
    const dimensions = ['goal_domain_category', 'reversibility', 'week'] as const
    for (const dimension of dimensions) {
      const cellOf = (unit: Action) => `${unit.cluster ?? 0}/${unit[dimension]}`
      const cells = [...new Set(actions.map(cellOf))]
      const vector = (of: readonly Action[]) => {
        const counts = new Map<string, number>()
        for (const unit of of) counts.set(cellOf(unit), 1)
        return cells.map((cell) => counts.get(cell) ?? 0)
      }
      const rows = rowsOf(await told, 'risk-autonomy')
      const published = [vector(actions)]
      const telling = tellingOf(
        await told,
        dimension === 'week' ? 'actions/action/weeks' : `actions/action/${dimension}`,
      )
      for (const row of rows) {
        const units = unitsOf(await told, row)
        published.push(vector(units))
        const shows = dimension === 'week' ? row.weeks !== undefined : dimension in (row.facets as object)
        if (shows)
          for (const part of telling!.parts)
            published.push(vector(units.filter((unit) => holds(part, unit as unknown as UnitRow))))
      }
      for (const part of telling?.parts ?? [])
        published.push(vector(actions.filter((unit) => holds(part, unit as unknown as UnitRow))))
      const follows = spanOf(published)
      const leaves = [...new Set(actions.map(({ cluster }) => cluster ?? 0))]
      const withheld = [
        ...leaves.map((leaf) => actions.filter(({ cluster }) => (cluster ?? 0) === leaf)),
        ...cells.map((cell) => actions.filter((unit) => cellOf(unit) === cell)),
      ].filter((list) => failing(list) !== null)
      expect(withheld.length).toBeGreaterThan(5)
      expect(withheld.filter((list) => follows(vector(list))).length).toBe(0)
      // Were leaves not merged, some would follow: the test can fail.
      const every = spanOf([
        ...published,
        ...leaves.map((leaf) => vector(actions.filter(({ cluster }) => (cluster ?? 0) === leaf))),
      ])
      expect(withheld.some((list) => every(vector(list)))).toBe(true)
    }
  })
})
