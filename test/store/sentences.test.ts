import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Clustered, type GroupPath, Private, type Query, type SentenceUse } from '../../src/algebra/index.js'
import { open } from '../../src/algebra/open.js'
import { actionSentence, interruptSentence, sentenceText, stopSentence } from '../../src/facets/index.js'
import { parsePlace } from '../../src/ingest/index.js'
import type { JudgedRow } from '../../src/model/index.js'
import { ownRows } from '../../src/privacy/own.js'
import {
  type FileBatch,
  type JudgedScope,
  openDuckdb,
  type RowOf,
  type Store,
  type StudyRows,
} from '../../src/store/index.js'
import { batchesOf, makeSmallFleet, PLACE } from './feeding.js'
import { KEY, KINDS } from './stores.js'
import { MODEL, verdictOn } from './verdicts.js'

/** What tells a unit's sentence, as src/facets reads it out of a row. */
const TOLD = {
  action: { of: 'actions', sentence: actionSentence, columns: ['cluster', 'cluster_middle', 'cluster_top'] },
  stop: { of: 'turns', sentence: stopSentence, columns: ['stop_cluster'] },
  interrupt: { of: 'turns', sentence: interruptSentence, columns: ['interrupt_cluster'] },
} as const
const KINDS_OF = Object.keys(TOLD) as Clustered[]
const TRUTHS: JudgedScope = { judge: MODEL, as: 'truth' }
const VERDICTS: JudgedScope = { judge: MODEL, as: 'verdict' }

let dir: string
let batches: FileBatch[]
let places: string[]
let said: JudgedRow[]

const studied = (store: Store, judged?: JudgedScope) =>
  store.study({ places, protect: 'user', ...(judged === undefined ? {} : { judged }) })
const usesOf = async (study: StudyRows, of: Clustered) => open(await study.sentences(of))
const rowsOf = async (study: StudyRows, of: Clustered): Promise<RowOf[]> => ownRows(await study.rows(TOLD[of].of))

/** Who has which key how often, in the order of both. */
function counted(rows: readonly RowOf[], keyOf: (row: RowOf) => string | null): SentenceUse[] {
  const found = new Map<string, SentenceUse>()
  for (const row of rows) {
    const key = keyOf(row)
    if (key === null) continue
    const name = JSON.stringify([key, row.contributor])
    const use = found.get(name) ?? { key, contributor: String(row.contributor), n: 0 }
    use.n++
    found.set(name, use)
  }
  const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
  return [...found.values()].sort((a, b) => order(a.key, b.key) || order(a.contributor, b.contributor))
}

/** Four leaves below two groups below one; every fifth sentence lies near none. */
const pathOf = (place: number): GroupPath => {
  if (place % 5 === 4) return [0, 0, 0]
  const leaf = 1 + (place % 5)
  return [leaf, leaf < 3 ? 11 : 12, 20]
}
const pathsOf = (uses: readonly SentenceUse[]) =>
  new Map([...new Set(uses.map(({ key }) => key))].map((key, place) => [key, pathOf(place)] as const))

/** What a model says of each unit in words of its own, some of it more than once, with what JSON must escape. */
function speaking(actions: readonly RowOf[], turns: readonly RowOf[]): JudgedRow[] {
  const of = (i: number) => `“${i % 3}” \\ "${'é'.repeat(i % 2)}"\n'x'`
  return [
    ...actions
      .filter((_, i) => i % 3 > 0)
      .map((row, i) =>
        verdictOn('action', row, {
          goal_complexity: 'Low',
          said: JSON.stringify({ goal: 'x', action: `The agent did ${of(i)}` }),
        }),
      ),
    ...turns.flatMap((row, i) => [
      verdictOn('turn', row, {
        stop_reason: row.ended_by === 'asked' || i % 4 === 0 ? 'asked_for_clarification' : 'completed_request',
        said: i % 7 === 0 ? null : JSON.stringify({ explanation: `The agent stopped because ${of(i)}` }),
      }),
      verdictOn('interrupt', row, {
        error_at_interruption: 'No - user changed mind',
        said: JSON.stringify({ interruption_reason: `The human interrupted because ${of(i + 1)}` }),
      }),
    ]),
  ]
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'leeway-sentences-'))
  await makeSmallFleet(dir)
  places = [parsePlace(PLACE, dir).id]
  const store = await openDuckdb(':memory:', KEY.mark)
  batches = await batchesOf(store, dir)
  await store.append(batches)
  const study = await studied(store)
  said = speaking(await rowsOf(study, 'action'), await rowsOf(study, 'stop'))
  await store.close()
})
afterAll(() => rm(dir, { recursive: true, force: true }))

describe.each(KINDS)('sentences of a study, in a store that is $name', ({ open: opened }) => {
  let store: Store
  beforeAll(async () => {
    store = await opened()
    await store.append(batches)
    await store.judge(said)
  })
  afterAll(() => store.close())

  it('are told by the rules as src/facets tells them, and give units the numbers of their groups', async () => {
    const study = await studied(store)
    for (const of of KINDS_OF) {
      const uses = await usesOf(study, of)
      expect(uses, of).toEqual(counted(await rowsOf(study, of), (row) => TOLD[of].sentence(row)?.key ?? null))
      expect(uses.length, of).toBeGreaterThan(3)
      for (const { key } of uses) expect(sentenceText(key)).toMatch(/^The (agent|human) .*\.$/)
      await putsIntoGroups(study, of)
    }
    // Units whose sentence is not among those that are told have no group.
    const [first] = await usesOf(study, 'action')
    await study.assign('action', Private.of(new Map([[first!.key, [1, 2, 3] as const]])))
    for (const row of await rowsOf(study, 'action'))
      expect(row.cluster).toBe(actionSentence(row)!.key === first!.key ? 1 : null)
  })

  it.each([
    TRUTHS,
    VERDICTS,
  ])('are a model’s own words where the study has one ($as), of units it judged alone', async (judged) => {
    const study = await studied(store, judged)
    for (const of of KINDS_OF) {
      const uses = await usesOf(study, of)
      expect(uses, of).toEqual(counted(await rowsOf(study, of), (row) => saidOf(of, row)))
      expect(uses.length, of).toBeGreaterThan(1)
      await putsIntoGroups(study, of)
    }
  })
})

/** What the model said of a unit, where that is a sentence of a kind. */
function saidOf(of: Clustered, row: RowOf): string | null {
  const unit = of === 'stop' ? 'turn' : of
  const id = unit === 'action' ? row.action : row.turn
  const verdict = said.findLast((one) => one.unit === unit && one.id === id && one.contributor === row.of_contributor)
  if (verdict?.said == null) return null
  const asked =
    row.ended_by === 'asked' || (verdict.stop_reason === 'asked_for_clarification' && row.ended_by !== 'interrupted')
  const meant = of === 'action' || (of === 'stop' ? asked : row.ended_by === 'interrupted')
  return meant ? Object.values<string>(JSON.parse(verdict.said)).at(-1)! : null
}

/** Sees that units have the groups that their sentences were put into, and that those told as one are counted as one. */
async function putsIntoGroups(study: StudyRows, of: Clustered): Promise<void> {
  const { of: unit, columns } = TOLD[of]
  const [column] = columns
  const before = await rowsOf(study, of)
  expect(
    before.every((row) => columns.every((name) => row[name] === null)),
    of,
  ).toBe(true)
  const uses = await usesOf(study, of)
  const paths = pathsOf(uses)
  // What was said before makes no difference.
  await study.assign(of, Private.of(new Map([...paths].map(([key]) => [key, [7, 7, 7] as const]))))
  await study.assign(of, Private.of(paths))
  const rows = await rowsOf(study, of)
  expect(rows.length).toBe(before.length)
  const leaves = [0, 1, 2, 3, 4]
  const many = (leaf: number) => uses.reduce((sum, { key, n }) => sum + (paths.get(key)![0] === leaf ? n : 0), 0)
  expect(leaves.map((leaf) => rows.filter((row) => row[column] === leaf).length)).toEqual(leaves.map(many))
  if (of === 'action')
    for (const { cluster, cluster_middle, cluster_top } of rows.filter((row) => row.cluster !== null))
      expect([cluster_middle, cluster_top]).toEqual(cluster === 0 ? [0, 0] : [Number(cluster) < 3 ? 11 : 12, 20])
  const shownAs = new Map([
    [1, 1],
    [2, 1],
    [3, 3],
    [9, 9],
  ])
  const query: Query = {
    of: unit,
    where: { op: 'known', column },
    by: [{ kind: 'mapped', column, to: shownAs }],
    cluster: 'contributor',
    ask: 'sums',
    sums: [],
  }
  const known = rows.filter((row) => row[column] !== null)
  const shown = (row: RowOf) => shownAs.get(Number(row[column])) ?? 0
  const cells = [...new Set(known.map(shown))].sort((a, b) => a - b)
  const answer = open(await study.aggregate(query))
  expect(answer.map(({ cell, n, contributors }) => ({ cell, n, contributors }))).toEqual(
    cells.map((cell) => {
      const own = known.filter((row) => shown(row) === cell)
      return { cell: [cell], n: own.length, contributors: new Set(own.map((row) => row.contributor)).size }
    }),
  )
}
