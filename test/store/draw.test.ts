import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { all, fields, not } from '../../src/algebra/index.js'
import { parsePlace } from '../../src/ingest/index.js'
import { ownRows } from '../../src/privacy/own.js'
import { cutOf } from '../../src/store/draw.js'
import { type DrawWish, openDuckdb, type RowOf, type Store, type StudyRows } from '../../src/store/index.js'
import { batchesOf, makeSmallFleet, PLACE } from './feeding.js'
import { KEY, KINDS } from './stores.js'

const { risk, human_in_loop } = fields('actions')

/** The number of a unit, 0 to 1, by an own way of computing it. */
const uniform = (seed: number, row: RowOf, name: 'action' | 'turn') =>
  Number.parseInt(createHash('md5').update(`${seed}/${row.contributor}/${row[name]}`).digest('hex').slice(0, 13), 16) /
  16 ** 13

const nameOf = (row: RowOf) => `${row.contributor}/${row.turn}/${row.action ?? ''}/${row.unit}`
const namesOf = (rows: readonly RowOf[]) => rows.map(nameOf).sort()

/** What every kind of store draws. */
const given = new Map<string, string>()

describe.each(KINDS)('units are drawn by chance, in a store that is $name', ({ name, open: opened }) => {
  let dir: string
  let store: Store
  let study: StudyRows
  let actions: RowOf[]
  let turns: RowOf[]
  const window = { from: null, to: null }
  const draw = async (of: 'actions' | 'turns', wish: Omit<DrawWish, 'window'>, inside: DrawWish['window'] = window) =>
    ownRows(await study.draw(of, { ...wish, window: inside }))

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'leeway-draw-'))
    await makeSmallFleet(dir)
    const embedded = await openDuckdb(':memory:', KEY.mark)
    const batches = await batchesOf(embedded, dir)
    await embedded.close()
    store = await opened()
    await store.append(batches)
    study = await store.study({ places: [parsePlace(PLACE, dir).id], protect: 'user' })
    actions = ownRows(await study.rows('actions'))
    turns = ownRows(await study.rows('turns'))
  })
  afterAll(async () => {
    await store.close()
    await rm(dir, { recursive: true, force: true })
  })

  it('by a number of their own, in strata that have chances of their own', async () => {
    const low = all(risk.between(null, 2), human_in_loop.is('No'))
    const strata = [
      { where: low, chance: 200_000_000 },
      { where: all(risk.known(), not(low)), chance: 700_000_000 },
    ]
    const found = await draw('actions', { seed: 11, strata })
    const chanceOf = (row: RowOf) => {
      if (row.risk === null) return 0
      return Number(row.risk) <= 2 && row.human_in_loop === 'No' ? 0.2 : 0.7
    }
    const expected = actions.filter((row) => uniform(11, row, 'action') < chanceOf(row))
    expect(namesOf(found)).toEqual(namesOf(expected))
    for (const row of found) {
      expect([row.stratum, row.chance]).toEqual(chanceOf(row) === 0.2 ? [0, 200_000_000] : [1, 700_000_000])
      expect(row.of_contributor).toBe(row.contributor)
      expect([String(row.path).includes(dir), typeof row.line, typeof row.of_customer]).toEqual([
        true,
        'number',
        'string',
      ])
    }
    expect(new Set(found.map((row) => row.stratum))).toEqual(new Set([0, 1]))
    given.set(`${name} actions`, JSON.stringify(namesOf(found)))
    const first = [...given].find(([key]) => key.endsWith(' actions'))![1]
    expect(given.get(`${name} actions`) === first).toBe(true)
  })

  it('of a window and of what may be drawn, the same and more with a larger chance', async () => {
    const middle = Number(turns[Math.floor(turns.length / 2)]!.started_at)
    const { ended_by } = fields('turns')
    const where = not(ended_by.is('unknown'))
    const some = async (chance: number) =>
      namesOf(await draw('turns', { seed: 3, where, strata: [{ where: all(), chance }] }, { from: middle, to: null }))
    const may = turns.filter((row) => Number(row.started_at) >= middle && row.ended_by !== 'unknown')
    const [few, more, every] = [await some(100_000_000), await some(400_000_000), await some(1_000_000_000)]
    expect(more).toEqual(namesOf(may.filter((row) => uniform(3, row, 'turn') < 0.4)))
    expect([few.length > 0, more.length > few.length]).toEqual([true, true])
    expect(few.filter((one) => !more.includes(one))).toEqual([])
    expect(every).toEqual(namesOf(may))
    expect(await some(0)).toEqual([])
    expect(await draw('turns', { seed: 3, strata: [] })).toEqual([])
    const other = await draw('turns', { seed: 4, where, strata: [{ where: all(), chance: 400_000_000 }] })
    expect(other.map(nameOf).every((one) => more.includes(one))).toBe(false)
  })
})

describe('a chance', () => {
  it('cuts 60 bits exactly', () => {
    expect([cutOf(0), cutOf(1_000_000_000), cutOf(500_000_000)]).toEqual([0n, 1n << 60n, 1n << 59n])
    // 2⁶⁰ / 10⁹ = 1152921504.606846976
    expect([cutOf(1), cutOf(3)]).toEqual([1_152_921_504n, 3_458_764_513n])
  })

  it.each([-1, 1_000_000_001, 0.5, Number.NaN])('is not %s', (chance) => {
    expect(() => cutOf(chance)).toThrow(/expected whole parts of 1000000000/)
  })
})
