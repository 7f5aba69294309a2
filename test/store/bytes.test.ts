import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { estimateFigure, estimateGuarded, NOTHING_EARLIER, Private } from '../../src/algebra/index.js'
import { open } from '../../src/algebra/open.js'
import { MEASURES } from '../../src/measures/index.js'
import { addressOf } from '../../src/store/address.js'
import { clickhouse } from '../../src/store/clickhouse/dialect.js'
import { Ledger } from '../../src/store/clickhouse/ledger.js'
import { openShards } from '../../src/store/clickhouse/open.js'
import type { Row, Shard } from '../../src/store/clickhouse/shard.js'
import { ClickhouseStudy } from '../../src/store/clickhouse/study.js'
import { statements } from '../algebra/engine.js'
import { seededPopulation } from '../algebra/seeded-population.js'
import { teamGuard } from '../algebra/team-guard.js'
import { noCluster } from '../cluster/cluster.js'
import { KEY, newAddress } from './stores.js'

/** Interactive sessions of each of twenty people; everybody else is one of them under another name. */
const REACH = [62, 58, 55, 53, 51, 40, 38, 35, 31, 30, 28, 25, 22, 20, 18, 15, 12, 10, 8, 5]
const FEW = 3 * REACH.length
const MANY = 150 * REACH.length
const TYPES = { text: 'Nullable(String)', integer: 'Nullable(Int64)' }
const window = { from: null, to: null }

/** What came from the servers for all figures. */
interface Travelled {
  characters: number
  answers: { statement: string; rows: Row[] }[]
  /** Rows that the figures show. */
  shown: number
}

describe.skipIf(noCluster !== null)(noCluster ?? 'what travels from the servers of a shared store', () => {
  const shards: Shard[] = []
  const travelled = new Map<string, Travelled>()
  const names = new Set<string>()

  beforeAll(async () => {
    const rows = seededPopulation({ seed: 12, reach: REACH, days: 60, from: Date.UTC(2026, 0, 7), running: 0 })
    for (const people of [FEW, MANY]) {
      const address = addressOf(await newAddress(), {})
      const own = await openShards(address, KEY.mark, { ms: 0, waits() {} })
      const inside = own.map((shard) => shard.inside(address.database))
      shards.push(...own, ...inside)
      await Promise.all(inside.map((shard, i) => fill(shard, rows, people / REACH.length, i, inside.length)))
      for (const policy of ['private', 'team']) {
        const answers: Travelled['answers'] = []
        const watched = inside.map((shard) => watch(shard, answers))
        const study = ClickhouseStudy.over(inside, new Ledger(own, address.database, { ms: 0, waits() {} }))
        const before = study.received
        const figures =
          policy === 'private'
            ? await Promise.all(MEASURES.map((spec) => estimateFigure(spec, study, window)))
            : (await estimateGuarded(MEASURES, study, window, teamGuard(), Private.of(NOTHING_EARLIER))).figures
        const shown = figures.map(open).reduce((sum, { rows: list, overall }) => sum + list.length + overall.length, 0)
        for (const end of watched) end()
        travelled.set(`${policy}/${people}`, { characters: study.received - before, answers, shown })
      }
      for (const unit of ['turns', 'sessions', 'actions'])
        for (const shard of inside)
          for (const row of await shard.rows(`SELECT DISTINCT contributor, toString(who) AS who FROM ${unit}`))
            for (const name of Object.values(row)) names.add(String(name))
    }
    expect(names.size).toBe(2 * MANY)
  })
  afterAll(async () => {
    for (const shard of shards) await shard.close()
  })

  const of = (policy: string, people: number) => travelled.get(`${policy}/${people}`)!

  it.each(['private', 'team'])('does not grow with the people: %s', (policy) => {
    const [few, many] = [of(policy, FEW), of(policy, MANY)]
    expect(few.answers.length).toBeGreaterThan(20)
    expect(many.shown).toBeGreaterThan(50)
    expect(many.characters / few.characters).toBeLessThan(1.3)
    // Answers of a question have as many rows as cells; draws, which are asked apart, have a number of their own.
    const most = ({ answers }: Travelled) => Math.max(...answers.map(({ rows }) => rows.length))
    expect(most(many)).toBeLessThanOrEqual(policy === 'private' ? most(few) : 1.3 * most(few))
    const asked = new Map<string, number>()
    for (const { statement, rows } of few.answers)
      asked.set(statement, Math.max(rows.length, asked.get(statement) ?? 0))
    expect(many.answers.filter(({ statement }) => asked.has(statement)).length).toBeGreaterThan(20)
    for (const { statement, rows } of many.answers) {
      const known = asked.get(statement)
      // A few people may miss a cell in some draws that many do not miss.
      if (known !== undefined) expect(rows.length, statement.slice(0, 300)).toBeLessThanOrEqual(1.1 * known)
      else expect(rows.length, statement.slice(0, 300)).toBeLessThan(MANY)
    }
  })

  it.each(['private', 'team'])('names nobody: %s', (policy) => {
    for (const people of [FEW, MANY])
      for (const { rows } of of(policy, people).answers) {
        const words = JSON.stringify(rows).match(/[\w-]+/g) ?? []
        expect(words.filter((word) => names.has(word))).toEqual([])
      }
  })
})

/** Keeps what a shard answers. @returns what ends that. */
function watch(shard: Shard, answers: Travelled['answers']): () => void {
  const { rows: ask } = shard
  shard.rows = async (statement) => {
    const rows = await ask.call(shard, statement)
    answers.push({ statement, rows })
    return rows
  }
  return () => {
    shard.rows = ask
  }
}

/** Puts each of the rows there once per copy, those of every other copy on another shard. */
async function fill(
  shard: Shard,
  rows: ReturnType<typeof seededPopulation>,
  copies: number,
  nth: number,
  many: number,
): Promise<void> {
  const { numberOf } = clickhouse
  for (const unit of ['turns', 'sessions', 'actions'] as const) {
    for (const statement of statements(unit, rows[unit], TYPES)) await shard.run(statement)
    await shard.run(`RENAME TABLE ${unit} TO pattern_${unit}`)
    const name = "assumeNotNull(contributor) || '-copy-' || toString(number)"
    const own = "toString(unit) || '/' || toString(number)"
    await shard.run(
      `CREATE TABLE ${unit} ENGINE = MergeTree ORDER BY tuple() AS
       SELECT * EXCEPT (number) REPLACE (${name} AS contributor, ${numberOf(name)} AS who, ${numberOf(own)} AS unit)
       FROM pattern_${unit} p CROSS JOIN (SELECT number FROM numbers(${copies}) WHERE number % ${many} = ${nth}) c`,
    )
  }
}
