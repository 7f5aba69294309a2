import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { estimateFigure, estimateGuarded, fields, NOTHING_EARLIER, Private } from '../../src/algebra/index.js'
import { open } from '../../src/algebra/open.js'
import { parsePlace } from '../../src/ingest/index.js'
import { MEASURES } from '../../src/measures/index.js'
import { type Table, type Tables, VERDICT_COLUMNS } from '../../src/model/index.js'
import { ownRows } from '../../src/privacy/own.js'
import { type FileBatch, openDuckdb, type RowOf, type Store } from '../../src/store/index.js'
import { teamGuard } from '../algebra/team-guard.js'
import { batchesOf, makeSmallFleet, PLACE } from './feeding.js'
import { KEY, KINDS } from './stores.js'

/** A verdict that follows from a row's own name, so that it is known wherever the row gets to. */
const VALUES = {
  action: {
    goal_complexity: ['Minimal', 'High', 'Not inferable', null],
    human_in_loop: ['Yes', 'No', 'Not inferable', null],
    reversibility: ['Irreversible', 'Easily reversible', 'Not applicable', null],
    safeguards_category: ['Sandboxed execution|Scoped permissions', 'No clear guardrails', 'Other', null],
    goal_domain_category: ['Software engineering', 'Legal', 'Not inferable', null],
    risk: [1, 7, 10, null],
    autonomy: [8, 2, null, null],
    confidence: [9, 8, 3, null],
    did: ['edit-file', 'run-tests', 'read-file', null],
  },
  turn: {
    stop_reason: ['completed_request', 'asked_for_clarification', 'other', null],
    goal_complexity: ['Low', 'Unbounded', 'Not inferable', null],
    success: ['Succeeded', 'Failed', 'Not inferable', null],
    risk: [2, 3, 9, null],
  },
} as const
const kindOf = (name: string) => [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 4

function judged(table: Table, unit: 'action' | 'turn'): Table {
  const names = Array.from({ length: table.rows }, (_, i) => String(table.columns[unit]?.[i] ?? table.same[unit]))
  const columns = { ...table.columns }
  const same = { ...table.same }
  for (const column of Object.keys(VERDICT_COLUMNS[unit])) {
    const values = (VALUES[unit] as Record<string, readonly (string | number | null)[]>)[column]
    delete same[column]
    columns[column] = names.map((name) => (values === undefined ? null : values[kindOf(name)]!)) as never
  }
  return { ...table, same, columns }
}

/** What every kind of store gives, as text. */
const given = new Map<string, string>()

describe.each(KINDS)('what a judge says, in a store that is $name', ({ name, open: opened }) => {
  let dir: string
  let store: Store
  let rows: Record<'sessions' | 'turns' | 'actions', RowOf[]>
  let ask: Awaited<ReturnType<Store['study']>>

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'leeway-judged-'))
    await makeSmallFleet(dir)
    const embedded = await openDuckdb(':memory:', KEY.mark)
    const batches: FileBatch[] = (await batchesOf(embedded, dir)).map((batch) => ({
      ...batch,
      tables: {
        ...batch.tables,
        action: judged(batch.tables.action, 'action'),
        turn: judged(batch.tables.turn, 'turn'),
      } as Tables,
    }))
    await embedded.close()
    store = await opened()
    await store.append(batches)
    ask = await store.study({ places: [parsePlace(PLACE, dir).id], protect: 'user' })
    rows = {
      sessions: ownRows(await ask.rows('sessions')),
      turns: ownRows(await ask.rows('turns')),
      actions: ownRows(await ask.rows('actions')),
    }
  })
  afterAll(async () => {
    await store.close()
    await rm(dir, { recursive: true, force: true })
  })

  it('stays with its action and its turn', () => {
    expect(rows.actions.length).toBeGreaterThan(200)
    expect(rows.actions.filter((row) => row.subagent !== null).length).toBeGreaterThan(5)
    for (const [unit, list] of [
      ['action', rows.actions],
      ['turn', rows.turns],
    ] as const)
      for (const row of list)
        for (const [column, values] of Object.entries(VALUES[unit]))
          expect(row[column], column).toBe(values[kindOf(String(row[unit]))])
  })

  it('gives every action its session, its day, its week and who may have been typing', () => {
    const sessions = new Map(rows.sessions.map((row) => [`${row.contributor}/${row.session}`, row]))
    for (const row of rows.actions) {
      const day = Math.floor(Number(row.started_at) / 86_400_000)
      const monday = new Date((7 * Number(row.week) - 3) * 86_400_000)
      expect(row.day).toBe(day)
      expect(monday.getUTCDay()).toBe(1)
      expect(day - monday.getTime() / 86_400_000).toBeLessThan(7)
      expect(day).toBeGreaterThanOrEqual(monday.getTime() / 86_400_000)
      expect(row.interactive).toBe(sessions.get(`${row.contributor}/${row.session}`)!.interactive)
    }
  })

  it('weighs an action by how many its session and its contributor have in the whole store', () => {
    const many = (of: (row: RowOf) => string) => {
      const counts = new Map<string, number>()
      for (const row of rows.actions) counts.set(of(row), (counts.get(of(row)) ?? 0) + 1)
      return (row: RowOf) => Math.round(1e9 / counts.get(of(row))!)
    }
    const [session, person] = [
      many((row) => `${row.contributor}/${row.session}`),
      many((row) => String(row.contributor)),
    ]
    for (const row of rows.actions)
      expect([row.session_weight, row.contributor_weight]).toEqual([session(row), person(row)])
    expect(new Set(rows.actions.map((row) => row.unit)).size).toBe(rows.actions.length)
  })

  it('answers weighted questions over it', async () => {
    const { human_in_loop, safeguards_category, confidence } = fields('actions')
    const known = rows.actions.filter((row) => row.confidence !== null)
    const [sum] = open(
      await ask.aggregate({
        ask: 'sums',
        of: 'actions',
        where: confidence.known(),
        by: [],
        cluster: 'contributor',
        sums: [{ count: human_in_loop.is('Yes') }, { count: safeguards_category.has('Scoped permissions') }],
        weight: 'session_weight',
      }),
    )
    const total = (list: readonly RowOf[]) => list.reduce((w, row) => w + Number(row.session_weight), 0)
    const first = known.filter((row) => row.human_in_loop === 'Yes')
    expect(first.length).toBeGreaterThan(20)
    expect(sum).toMatchObject({ units: known.length, n: total(known), k: [total(first), total(first)] })
  })

  it('gives the same figures as every other kind, also to other readers', async () => {
    const window = { from: null, to: null }
    const check = (of: { units: number; contributors: number }) =>
      of.units > 0 && of.contributors < 2 ? 'k_users' : null
    const [free, told] = [
      await Promise.all(MEASURES.map((spec) => estimateFigure(spec, ask, window))),
      await estimateGuarded(MEASURES, ask, window, teamGuard({ check, people: 2 }), Private.of(NOTHING_EARLIER)),
    ]
    const [own, others] = [free.map(open), told.figures.map(open)]
    for (const list of [own, others]) {
      // Nothing has put sentences into groups here.
      const judged = list.filter(({ spec: { unit, parts } }) => unit === 'actions' && parts[0]!.by.kind !== 'taxa')
      expect(judged.length).toBe(5)
      for (const figure of judged) expect(figure.rows.length, figure.spec.id).toBeGreaterThan(0)
    }
    given.set(name, JSON.stringify([own, others]))
    expect(given.get(name) === [...given.values()][0]).toBe(true)
  })
})
