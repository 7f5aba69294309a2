import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TRUTH } from '../../src/algebra/index.js'
import { open } from '../../src/algebra/open.js'
import { RULES } from '../../src/facets/index.js'
import { parsePlace } from '../../src/ingest/index.js'
import { FACET_COLUMNS, type JudgedRow, type JudgedUnit } from '../../src/model/index.js'
import { ownRows } from '../../src/privacy/own.js'
import type { Release } from '../../src/release/index.js'
import {
  copyStore,
  type FileBatch,
  type JudgedScope,
  openDuckdb,
  openEmbedded,
  type RowOf,
  type Store,
  storeMark,
  type UnitCounts,
} from '../../src/store/index.js'
import { checkChances } from '../../src/store/verdict-counts.js'
import { noCluster } from '../cluster/cluster.js'
import { THOROUGH } from '../thorough.js'
import { batchesOf, makeSmallFleet, PLACE } from './feeding.js'
import { KEY, KINDS, newAddress, openCluster, released } from './stores.js'
import { MODEL, madeUp, verdictOn } from './verdicts.js'

const ALWAYS = { from: null, to: null }
const TRUTHS: JudgedScope = { judge: MODEL, as: 'truth' }

let dir: string
let batches: FileBatch[]
let places: string[]
let said: JudgedRow[]
let plain: Record<'actions' | 'turns', RowOf[]>

/**
 * Units in the order of their names, without what every kind of store says in its own way, which copy it took, and without the
 * numbers of their sentences, which are the model's where there is one (sentences.test.ts).
 */
function told(rows: readonly RowOf[]): RowOf[] {
  const named = rows.map(
    ({ file: _, path: __, line: ___, action_sentence: _a, stop_sentence: _s, interrupt_sentence: _i, ...row }) =>
      [`${row.turn} ${row.action} ${row.unit}`, row] as const,
  )
  return named.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
}
const rowsOf = async (store: Store, judged?: JudgedScope, protect: 'user' | 'customer' = 'user') => {
  const study = await store.study({ places, protect, ...(judged === undefined ? {} : { judged }) })
  const of = async (unit: 'actions' | 'turns') => told(ownRows(await study.rows(unit)))
  return { actions: await of('actions'), turns: await of('turns'), study }
}
const stored = async (store: Store, ...wish: Parameters<Store['judgments']>) => open(await store.judgments(...wish))
const among = (unit: JudgedUnit, outcome: JudgedRow['outcome'] = 'judged') =>
  said.filter((row) => row.unit === unit && row.outcome === outcome)

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'leeway-verdicts-'))
  await makeSmallFleet(dir)
  places = [parsePlace(PLACE, dir).id]
  const store = await openDuckdb(':memory:', KEY.mark)
  batches = await batchesOf(store, dir)
  await store.append(batches)
  plain = await rowsOf(store)
  said = madeUp(plain.actions, plain.turns)
  await store.close()
  for (const unit of ['action', 'turn', 'interrupt'] as const)
    for (const outcome of ['judged', 'refused', 'failed'] as const)
      expect(among(unit, outcome).length, `${unit} ${outcome}`).toBeGreaterThan(1)
})
afterAll(() => rm(dir, { recursive: true, force: true }))

describe.each(KINDS)('verdicts of a model, in a store that is $name', ({ open: opened }) => {
  let store: Store
  let beside: ReturnType<typeof rowsOf> | null = null
  /** The study with the model's verdicts beside the rules', put together once; an embedded store holds one at a time. */
  const truths = () => {
    beside ??= rowsOf(store, TRUTHS)
    return beside
  }
  beforeAll(async () => {
    store = await opened()
    await store.append(batches)
    for (let i = 0; i < said.length; i += 50) await store.judge(said.slice(i, i + 50))
  })
  afterAll(() => store.close())

  it('are there as they were given, however often', async () => {
    const names = (row: JudgedRow) => [row.judge, row.run, row.unit, row.contributor, row.id]
    const sorted = said.toSorted((a, b) => (names(a) < names(b) ? -1 : 1))
    expect(await stored(store, {})).toEqual(sorted)
    await store.judge(said)
    expect(await stored(store, { judge: MODEL })).toEqual(sorted)
    expect(await stored(store, { unit: 'turn' })).toEqual(sorted.filter(({ unit }) => unit === 'turn'))
    expect(await stored(store, { judge: 'another/one' })).toEqual([])
  })

  it('give way to later ones, and to none that is earlier', async () => {
    const again = verdictOn('action', plain.actions[0]!, { judge: 'once/more', risk: 3, at: 1000 })
    const risks = async () => (await stored(store, { judge: 'once/more' })).map(({ risk, run }) => [risk, run])
    await store.judge([again])
    await store.judge([
      { ...again, risk: 4, at: 2000 },
      { ...again, risk: 1, at: 1999 },
    ])
    expect(await risks()).toEqual([[4, '']])
    await store.judge([{ ...again, risk: 5, at: 1999 }])
    expect(await risks()).toEqual([[4, '']])
    await store.judge([{ ...again, risk: 6, at: 2000 }])
    expect(await risks()).toEqual([[6, '']])
    await store.judge([{ ...again, risk: 7, run: 'second' }])
    expect(await risks()).toEqual([
      [6, ''],
      [7, 'second'],
    ])
  })

  it('are refused where they hold a word that is none of a dimension', async () => {
    const odd = verdictOn('action', plain.actions[0]!, { judge: 'odd/one', setting: 'Elsewhere' as 'Production' })
    await expect(store.judge([odd])).rejects.toThrow(/"Elsewhere" for setting; expected one of Production, /)
    await expect(store.judge([{ ...odd, setting: null, chance: 0.5 }])).rejects.toThrow(/chance is 0.5; expected whole/)
    expect(await stored(store, { judge: 'odd/one' })).toEqual([])
  })

  it('are counted by judge, and by unit', async () => {
    const totals = open(await store.judges()).filter(({ judge }) => judge === MODEL)
    expect(totals).toEqual(
      (['action', 'interrupt', 'turn'] as const).map((unit) => {
        const many = said.filter((row) => row.unit === unit).length
        const [judged, refused, failed] = (['judged', 'refused', 'failed'] as const).map(
          (outcome) => among(unit, outcome).length,
        )
        const counts = { judged, refused, failed, drawn: judged, tokens: 100 * many, micro_usd: 25 * many }
        return { judge: MODEL, run: '', questions: 'made-up/1', unit, ...counts }
      }),
    )
  })

  it('stand beside what the rules say, with the chance of who was drawn', async () => {
    const { actions, turns, study } = await truths()
    expect(study.truth).toEqual({ judge: MODEL, kind: 'model' })
    const without = (row: RowOf) =>
      Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith('truth_')))
    expect(actions.map(without)).toEqual(plain.actions)
    expect(turns.map(without)).toEqual(plain.turns)
    const own = new Map(among('action').map((row) => [`${row.contributor}/${row.id}`, row]))
    const names = Object.keys(FACET_COLUMNS.action) as (keyof JudgedRow)[]
    expect(TRUTH.actions.toSorted()).toEqual([...names.map((name) => `truth_${name}`), 'truth_chance'].sort())
    for (const row of actions) {
      const verdict = own.get(`${row.of_contributor}/${row.action}`)
      for (const name of names) expect(row[`truth_${name}`], name).toBe(verdict?.[name] ?? null)
      expect(row.truth_chance).toBe(verdict?.chance ?? null)
    }
    expect(actions.filter((row) => row.truth_chance !== null).length).toBeGreaterThan(50)
  })

  it('fill what a turn lacks from what is said of its interrupt', async () => {
    const { turns } = await truths()
    const found = (unit: JudgedUnit, row: RowOf) =>
      said.find((v) => v.unit === unit && v.id === row.turn && v.contributor === row.of_contributor)
    const met = new Set<string>()
    for (const row of turns) {
      const [turn, interrupt] = [found('turn', row), found('interrupt', row)]
      met.add(`${turn?.outcome}/${interrupt?.outcome}`)
      const [own, other] = [turn?.outcome === 'judged', interrupt?.outcome === 'judged']
      const told = {
        stop_reason: own ? turn!.stop_reason : null,
        success: own ? turn!.success : null,
        // The turn's own first; and nothing of an interrupt whose turn was not drawn.
        risk: own ? turn!.risk : other && turn !== undefined ? 10 : null,
        goal_complexity: (own ? turn!.goal_complexity : null) ?? (other && turn !== undefined ? 'Unbounded' : null),
        error_at_interruption: other ? 'Yes - wrong direction' : null,
        chance: own || (other && turn !== undefined) ? 250_000_000 : null,
      }
      expect(Object.fromEntries(Object.keys(told).map((name) => [name, row[`truth_${name}`]]))).toEqual(told)
    }
    for (const both of ['judged/judged', 'undefined/judged', 'judged/undefined']) expect([...met]).toContain(both)
  })

  it('are counted inside a window, whatever copies there are', async () => {
    const { study } = await truths()
    const middle = Number(plain.actions[Math.floor(plain.actions.length / 2)]!.started_at)
    const count = (unit: JudgedUnit, from: number) => {
      const rows = unit === 'action' ? plain.actions : plain.turns
      const inside = rows.filter((row) => Number(row.started_at) >= from)
      const names = new Set(inside.map((row) => `${row.of_contributor}/${unit === 'action' ? row.action : row.turn}`))
      const own = said.filter((row) => row.unit === unit && names.has(`${row.contributor}/${row.id}`))
      const of = (outcome: string) => own.filter((row) => row.outcome === outcome).length
      const chance = { low: 250_000_000, high: 250_000_000 }
      const counts = { judged: of('judged'), refused: of('refused'), failed: of('failed') }
      return { unit, ...counts, micro_usd: 25 * own.length, chance, undrawn: 0 }
    }
    for (const [window, from] of [[ALWAYS, 0] as const, [{ from: middle, to: null }, middle] as const])
      expect(open(await study.judged(window))).toEqual(
        (['action', 'turn', 'interrupt'] as const).map((unit) => count(unit, from)),
      )
  })

  it('take the place of what the rules say, where all were drawn alike', async () => {
    const { actions, turns, study } = await rowsOf(store, { judge: MODEL, as: 'verdict' })
    expect(study.truth).toBeNull()
    const own = new Map(among('action').map((row) => [`${row.contributor}/${row.id}`, row]))
    for (const [i, row] of actions.entries()) {
      const verdict = own.get(`${row.of_contributor}/${row.action}`)
      expect(Object.keys(row).sort()).toEqual(Object.keys(plain.actions[i]!).sort())
      for (const name of Object.keys(FACET_COLUMNS.action) as (keyof JudgedRow)[])
        expect(row[name], name).toBe(verdict?.[name] ?? null)
    }
    expect(turns.filter((row) => row.stop_reason !== null).length).toBe(
      turns.filter((row) => among('turn').some((v) => v.id === row.turn && v.contributor === row.of_contributor))
        .length,
    )
    const [first, second] = among('action') as [JudgedRow, JudgedRow]
    const alike = { judge: 'not/alike' }
    await store.judge([
      { ...first, ...alike },
      { ...second, ...alike, chance: 500_000_000 },
    ])
    await expect(rowsOf(store, { ...alike, as: 'verdict' })).rejects.toThrow(
      /not\/alike .* its actions were drawn with different chances/,
    )
  })

  it('belong to a customer where those are protected', async () => {
    const { actions } = await rowsOf(store, TRUTHS, 'customer')
    const known = new Set(among('action').map(({ customer, id }) => `${customer}/${id}`))
    expect(actions.filter((row) => row.truth_chance !== null).length).toBeGreaterThan(50)
    for (const row of actions) expect(row.truth_chance !== null).toBe(known.has(`${row.contributor}/${row.action}`))
  })

  it('are nothing to a study that does not ask for them', async () => {
    const { actions, turns, study } = await rowsOf(store)
    expect(study.truth).toBeNull()
    expect({ actions, turns }).toEqual({ actions: plain.actions, turns: plain.turns })
    const none = { refused: 0, failed: 0, micro_usd: 0, chance: null, undrawn: 0 }
    expect(open(await study.judged(ALWAYS))).toEqual([
      { unit: 'action', judged: plain.actions.filter((row) => row.goal_complexity !== null).length, ...none },
      { unit: 'turn', judged: plain.turns.filter((row) => row.stop_reason !== null).length, ...none },
    ])
  })

  it('go with the last file of a person', async () => {
    const own = await opened()
    await own.append(batches)
    await own.judge(said)
    const files = await own.files(places[0]!)
    const [person] = [...new Set(said.map(({ contributor }) => contributor))].sort()
    const theirs = files.filter(({ contributor }) => contributor === person).map(({ file }) => file)
    expect(theirs.length).toBeGreaterThan(1)
    const left = async () => (await stored(own, {})).filter(({ contributor }) => contributor === person).length
    const all = await left()
    await own.forget(theirs.slice(1))
    expect([all > 5, await left()]).toEqual([true, all])
    await own.forget(theirs.slice(0, 1))
    expect(await stored(own, {})).toHaveLength(said.length - all)
    // Somebody who is kept out before any file of theirs was read; who has files keeps what was said.
    const [stranger, other] = [
      verdictOn('turn', { turn: 't', of_contributor: 'x', of_customer: null }),
      said.find(({ contributor }) => contributor !== person)!,
    ]
    await own.judge([stranger])
    await own.forget([], ['x', other.contributor])
    expect(await stored(own, {})).toHaveLength(said.length - all)
    await own.close()
  })
})

it('verdicts take no place of rules where nobody knows how their units were drawn', () => {
  const scope: JudgedScope = { judge: MODEL, as: 'verdict' }
  const of = (chance: UnitCounts['chance'], undrawn: number): UnitCounts => ({
    ...{ unit: 'turn', judged: 9, refused: 1, failed: 0, micro_usd: null, chance, undrawn },
  })
  expect(() => checkChances(scope, [of(null, 2)])).toThrow(/its turns were drawn with chances that are not known/)
  expect(() => checkChances(scope, [of({ low: 7, high: 7 }, 1)])).toThrow('not known')
  expect(() => checkChances(scope, [of({ low: 7, high: 8 }, 0)])).toThrow('different chances')
  for (const each of [of({ low: 7, high: 7 }, 0), of(null, 0)]) checkChances(scope, [each])
})

/** A model may judge a study, beside the rules or, for other readers, in their place; so may whoever labels. */
const STUDIES: Record<string, { text: string; judge: object }> = Object.fromEntries(
  [
    ['private, of a model', 'private', 'made/up', { id: 'made/up', questions: 'made-up/1' }],
    ['team, of a model', 'team', 'made/up', { id: 'made/up', questions: 'made-up/1', judged: null, cost_usd: null }],
    [
      'private, of the rules with labels',
      'private',
      'rules',
      { id: 'rules', questions: `rules/${RULES.version}`, cost_usd: 0 },
    ],
    ['team, of the rules with labels', 'team', 'rules', { id: 'rules', judged: null, refused: null }],
  ].map(([name, policy, id, judge]) => [
    String(name),
    {
      text: `name: all\nsources: [ { place: '${PLACE}' } ]\npolicy: { name: ${policy}, k_users: 2 }\njudge: { id: ${id} }\n`,
      judge: judge as object,
    },
  ]),
)

describe('releases of judged studies', () => {
  const stores: Store[] = []
  beforeAll(async () => {
    for (const kind of KINDS) {
      const store = await kind.open()
      await store.append(batches)
      await store.judge(said)
      await store.judge(said.filter((_, i) => i % 3 === 0).map((row) => ({ ...row, judge: 'person/ann' })))
      stores.push(store)
    }
  })
  afterAll(async () => {
    for (const store of stores) await store.close()
  })

  it.each(
    Object.keys(STUDIES).filter((name) => THOROUGH || name !== 'private, of a model'),
  )('are the same of every kind of store: %s', async (name) => {
    const { text, judge } = STUDIES[name]!
    // What labels do to a study, the columns above show of every kind.
    const [first, ...others] = name.includes('labels') ? stores.slice(0, 1) : stores
    const expected = await released(first!, text, dir)
    const { study, figures } = JSON.parse(expected) as Release
    expect(study.judge).toMatchObject(judge)
    if (name === 'private, of a model') {
      const many = (outcome: string) => said.filter((row) => row.outcome === outcome).length
      const counts = { judged: many('judged'), refused: many('refused'), cost_usd: (25 * said.length) / 1e6 }
      expect(study.judge).toEqual({ ...judge, ...counts })
    }
    for (const id of ['oversight', 'distributions'])
      expect(figures.find((figure) => figure.id === id)!.rows.length, id).toBeGreaterThan(0)
    if (name === 'team, of a model') {
      // What the model did not judge is not counted for other readers.
      const judged = plain.actions.filter((row) =>
        among('action').some((v) => v.id === row.action && v.contributor === row.of_contributor),
      )
      expect(figures.find((figure) => figure.id === 'oversight')!.n).toBe(Number(judged.length.toPrecision(2)))
    }
    for (const store of others) expect((await released(store, text, dir)) === expected).toBe(true)
  })

  it('are none where the judge is one that other readers may not be told of, or of whom nothing is stored', async () => {
    const of = (policy: string, id: string) =>
      released(
        stores[0]!,
        `name: all\nsources: [ { place: '${PLACE}' } ]\npolicy: { name: ${policy} }\njudge: { id: ${id} }\n`,
        dir,
      )
    await expect(of('team', 'person/ann')).rejects.toThrow(/labels of a person are for policy "private" only/)
    await expect(of('private', 'no/body')).rejects.toThrow(
      /judge no\/body: nothing is stored that it said, only what made\/up said; let it judge first/,
    )
    expect(JSON.parse(await of('private', 'person/ann')).study.judge.id).toBe('rules')
  })
})

describe('verdicts in an embedded store', () => {
  it('are taken over when it is made anew, and cost no writing when they are there', async () => {
    const path = join(dir, 'home', 'store.duckdb')
    const first = await openDuckdb(path, KEY.mark)
    await first.judge(said)
    const before = await stored(first, {})
    await first.close()
    const instance = await DuckDBInstance.create(path)
    const connection = await instance.connect()
    await connection.run(`UPDATE meta SET value = '0/${KEY.mark}' WHERE name = 'stamp'`)
    connection.closeSync()
    instance.closeSync()
    const second = await openDuckdb(path, KEY.mark)
    expect(second.replaced).toBe(`${path}.old`)
    expect(await stored(second, {})).toEqual(before)
    await second.close()
    const mark = () => storeMark(join(dir, 'home'), null)
    const as = await mark()
    const third = await openDuckdb(path, KEY.mark)
    await third.judge(said)
    await third.forget([], ['nobody'])
    await third.close()
    expect(await mark()).toBe(as)
    const fourth = await openDuckdb(path, KEY.mark)
    await fourth.judge([{ ...said[0]!, at: said[0]!.at + 1 }])
    await fourth.close()
    expect(await mark()).not.toBe(as)
  })

  it.skipIf(noCluster !== null)('are copied to a shared one', async () => {
    const from = await openEmbedded(join(dir, 'home'), KEY.mark)
    const to = await openCluster(await newAddress())
    for (const _ of [1, 2])
      expect(await copyStore(from, to, () => {})).toEqual({ files: 0, rows: 0, known: 0, verdicts: said.length })
    expect(await stored(to, {})).toEqual(await stored(from, {}))
    await from.close()
    await to.close()
  })
})
