import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { releaseOf } from '../src/cli/run.js'
import { writeDemo } from '../src/demo/index.js'
import type { Release } from '../src/release/index.js'
import { wholeWay } from './measures/whole-way.js'
import { type Estimated, meanOf, percentile, shareOf } from './recomputed/estimates.js'
import { type PrivateRow, type PrivateRows, privateRows } from './recomputed/private-rows.js'

type Line = Record<string, unknown>
type Holds = (row: PrivateRow) => boolean

const DAY = 86_400_000
const one = () => 1
const people = (rows: readonly PrivateRow[]) => new Set(rows.map(({ contributor }) => contributor)).size

let release: Release
let rows: PrivateRows
let dir: string

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'leeway-recomputed-'))
  await writeDemo(join(dir, 'logs'), { users: 16 })
  await wholeWay(dir, async (prepared) => {
    release = await releaseOf(prepared, { from: null, to: null })
    rows = await privateRows(prepared)
  })
}, 200_000)
afterAll(() => rm(dir, { recursive: true, force: true }))

/** Whose units a figure counts (docs/figures). */
const typed: Holds = ({ interactive, started_by }) =>
  ['yes', 'unknown'].includes(String(interactive)) && !['schedule', 'program', 'unknown'].includes(String(started_by))
const talked: Holds = ({ interactive, turns }) => ['yes', 'unknown'].includes(String(interactive)) && Number(turns) > 0
const figure = (id: string) => release.figures.find((own) => own.id === id)!
const linesOf = (id: string): Line[] => figure(id).rows as unknown as Line[]
const overallOf = (id: string): Line[] => figure(id).overall ?? []

/** Six digits, as a release gives them, but for what rounding of sums may leave. */
const near = (told: unknown, value: number | null, what: string, digits = 5.1e-6) => {
  if (value === null) return expect(told, what).toBeNull()
  expect(typeof told, what).toBe('number')
  expect(Math.abs(Number(told) - value), `${what}: ${told} and ${value}`).toBeLessThanOrEqual(
    digits * Math.max(1e-3, Math.abs(value)),
  )
}

/** Intervals that were there, by what they are of. */
const bounded = new Map<string, number>()

function expectEstimate(line: Line, name: string, { value, low, high }: Estimated, ends: [string, string]): void {
  const what = JSON.stringify(line).slice(0, 200)
  near(line[name], value, `${name} of ${what}`)
  if (low !== null) bounded.set(name, (bounded.get(name) ?? 0) + 1)
  near(line[ends[0]], low, `${ends[0]} of ${what}`, 2e-5)
  near(line[ends[1]], high, `${ends[1]} of ${what}`, 2e-5)
}

/** A row of a share among units of which it can be told. */
function expectShare(line: Line, all: readonly PrivateRow[], hit: Holds, unknown: Holds = () => false): void {
  const weight = (row: PrivateRow) =>
    line.weight === 'session' || line.weight === 'contributor' ? Number(row[`${line.weight}_weight`]) : 1
  const told = all.filter((row) => !unknown(row))
  const what = JSON.stringify(line).slice(0, 200)
  expect([line.n, line.contributors], what).toEqual([told.length, people(told)])
  expectEstimate(line, 'share', shareOf(told, 'contributor', hit, weight), ['low', 'high'])
  const sum = (list: readonly PrivateRow[]) => list.reduce((total, row) => total + weight(row), 0)
  if (line.weight !== undefined) {
    near(line.n_eff, sum(told) ** 2 / told.reduce((total, row) => total + weight(row) ** 2, 0), `n_eff of ${what}`)
    expect(line.raw, what).toBe(line.share)
  }
  const left = sum(all.filter(unknown))
  expect('share_max' in line && line.regime === undefined, what).toBe(left > 0.05 * sum(all))
  if (left > 0.05 * sum(all)) {
    near(line.share_min, sum(told.filter(hit)) / sum(all), `share_min of ${what}`)
    near(line.share_max, (sum(told.filter(hit)) + left) / sum(all), `share_max of ${what}`)
  }
}

describe('a private release of the demo, from its rows alone', () => {
  it('says how many units there are, and how many each step leaves', () => {
    const of = { turns: rows.turns, sessions: rows.sessions, actions: rows.actions }
    for (const { unit, flow, n, contributors, id } of release.figures) {
      expect(flow[0], id).toEqual({ step: 'eligible', n: of[unit as 'turns'].length })
      expect(flow.at(-1), id).toEqual({ step: 'counted', n })
      expect(Number(n) + flow.slice(1, -1).reduce((sum, step) => sum + step.n, 0), id).toBe(flow[0]!.n)
      expect(contributors, id).toBe(16)
    }
    expect(figure('turn-duration').n).toBe(rows.turns.filter(typed).length)
    expect(figure('interventions').n).toBe(rows.sessions.filter(talked).length)
    expect(figure('domains').n).toBe(rows.actions.filter(({ confidence }) => confidence !== null).length)
  })

  it('has its percentiles, within the width of a bucket', () => {
    const measures: Record<string, [unit: 'turns' | 'sessions', column: string, scale: number, whole: boolean]> = {
      ...{ wall: ['turns', 'wall_ms', 1000, false], work: ['turns', 'work5_ms', 1000, false] },
      reported: ['turns', 'reported_ms', 1000, false],
      ...{ actions_per_turn: ['turns', 'actions', 1, true], tokens_per_turn: ['turns', 'tokens_out', 1, true] },
      ...{ unattended_actions: ['sessions', 'unattended_actions', 1, true] },
      agent_hours: ['sessions', 'agent_ms', 3_600_000, false],
    }
    // By unit and column, the rows of each day.
    const byDay = new Map<string, Map<number, PrivateRow[]>>()
    const daysOf = (unit: 'turns' | 'sessions', column: string) => {
      const known = byDay.get(`${unit}/${column}`) ?? new Map<number, PrivateRow[]>()
      if (known.size === 0)
        for (const row of rows[unit].filter(unit === 'turns' ? typed : talked)) {
          if (row[column] === null) continue
          const day = known.get(Number(row.day))
          if (day === undefined) known.set(Number(row.day), [row])
          else day.push(row)
        }
      byDay.set(`${unit}/${column}`, known)
      return known
    }
    let seen = 0
    for (const line of [...linesOf('turn-duration'), ...linesOf('autonomy-proxies')]) {
      const [unit, column, scale] = measures[String(line.clock ?? line.measure)]!
      const day = line.day === 'all' ? null : Date.parse(String(line.day)) / DAY
      const days = daysOf(unit, column)
      const asked =
        day === null ? [...days.keys()] : Array.from({ length: line.window === '7d' ? 7 : 1 }, (_, i) => day - i)
      const inside = asked.flatMap((one) => days.get(one) ?? [])
      const what = JSON.stringify(line).slice(0, 160)
      expect([line.n, line.contributors], what).toEqual([inside.length, people(inside)])
      const values = inside.map((row) => Number(row[column]) / scale)
      for (const q of [0.5, 0.75, 0.9, 0.95, 0.99, 0.999]) {
        const name = `p${String(Number((100 * q).toPrecision(6))).replace('.', '')}`
        if (line[name] == null) continue
        seen++
        const exact = percentile(values, q)!
        expect(Math.abs(Number(line[name]) - exact), `${name} of ${what}: ${exact}`).toBeLessThanOrEqual(
          0.006 * exact + 1e-9,
        )
        if (line[`${name}_low`] !== null)
          expect(Number(line[`${name}_low`])).toBeLessThanOrEqual(Number(line[name]) * 1.0051)
        if (line[`${name}_high`] !== null)
          expect(Number(line[`${name}_high`]) * 1.0051).toBeGreaterThanOrEqual(Number(line[name]))
      }
    }
    expect(seen).toBeGreaterThan(5000)
  })

  it('has its shares along experience, and how people differ from their own beginnings', () => {
    const cohorts: Record<string, [where: Holds, upTo: number]> = {
      ...{
        all: [() => true, Number.POSITIVE_INFINITY],
        'known-start': [(row) => row.known_start === 1, Number.POSITIVE_INFINITY],
      },
      ...{
        'reached-50': [(row) => Number(row.reached) >= 50, 50],
        'reached-200': [(row) => Number(row.reached) >= 200, 200],
      },
    }
    const auto: Holds = ({ regime }) => ['bypass', 'classifier', 'rules'].includes(String(regime))
    const hit = (line: Line): Holds => {
      if (line.kind !== undefined)
        return (row) => row.ended_by === 'interrupted' && (line.kind === 'any' || row.interrupt_kind === line.kind)
      return line.regime === 'auto' ? auto : (row) => row.regime === line.regime
    }
    for (const [id, all] of [
      ['interrupts-by-experience', rows.turns.filter(typed)],
      ['auto-approve-by-experience', rows.sessions.filter((row) => talked(row) && row.regime !== null)],
    ] as const) {
      for (const line of linesOf(id)) {
        const [where, upTo] = cohorts[String(line.cohort)]!
        const members = all.filter((row) => where(row) && Number(row.experience) >= 1 && Number(row.experience) <= upTo)
        const between = (from: number, to: number) => (row: PrivateRow) =>
          Number(row.experience) >= from && Number(row.experience) <= to
        const bin = members.filter(between(Number(line.from), Number(line.to ?? Number.POSITIVE_INFINITY)))
        expect([line.n, line.contributors]).toEqual([bin.length, people(bin)])
        const most = hit(line)
        const estimate = shareOf(bin, 'contributor', most, one)
        near(line.share, estimate.value, JSON.stringify(line))
        near(line.low, estimate.low, JSON.stringify(line), 2e-5)
        if (line.regime === 'auto') {
          const wide = shareOf(bin, 'contributor', (row) => auto(row) || row.regime === 'unknown', one)
          near(line.share_max, wide.value, JSON.stringify(line))
          near(line.high, wide.high, JSON.stringify(line), 2e-5)
        } else near(line.high, estimate.high, JSON.stringify(line), 2e-5)
        if (line.change == null) continue
        const first = members.filter(between(1, 9))
        const own = [...new Set(bin.map(({ contributor }) => contributor))].map((who) => {
          const [late, early] = [bin, first].map((list) => list.filter(({ contributor }) => contributor === who))
          const [n, n0] = [late!.length, early!.length]
          return { w: n * n0, d: late!.filter(most).length * n0 - early!.filter(most).length * n }
        })
        const total = (of: (person: { w: number; d: number }) => number) =>
          own.reduce((sum, person) => sum + of(person), 0)
        near(line.change, total(({ d }) => d) / total(({ w }) => w), JSON.stringify(line))
      }
      for (const line of overallOf(id))
        near(line.share, all.filter(hit(line)).length / all.length, JSON.stringify(line))
    }
  })

  it('has its means per session, and how turns went', () => {
    const columns: Record<string, string> = { all: 'interventions' }
    const months = (row: PrivateRow) =>
      `${Math.floor(Number(row.month) / 12)}-${String((Number(row.month) % 12) + 1).padStart(2, '0')}`
    const judged = rows.turns.filter((row) => typed(row) && row.stop_reason !== null)
    for (const line of [...linesOf('interventions'), ...overallOf('interventions')]) {
      if (line.success !== undefined) {
        const all = judged.filter((row) => line.complexity === undefined || row.goal_complexity === line.complexity)
        expectShare(
          line,
          all,
          (row) => row.success === line.success,
          (row) => row.success === null || row.success === 'Not inferable',
        )
        continue
      }
      const own = rows.sessions.filter((row) => talked(row) && (line.month === undefined || months(row) === line.month))
      const column = columns[String(line.measure)] ?? String(line.measure)
      expect([line.n, line.contributors]).toEqual([own.length, people(own)])
      expectEstimate(
        line,
        'per_session',
        meanOf(own, 'contributor', (row) => Number(row[column]), null),
        ['low', 'high'],
      )
    }
  })

  it('has its shares of what was judged, under every weight', () => {
    const { actions } = rows
    const unsure =
      (column: string): Holds =>
      (row) =>
        row[column] === null || row[column] === 'Not inferable'
    const scores = ['risk', 'autonomy']
    const guards = (row: PrivateRow) => String(row.safeguards_category).split('|')
    const measures: Record<string, [hit: Holds, unknown: Holds]> = {
      safeguard: [(row) => !guards(row).includes('No clear guardrails'), unsure('safeguards_category')],
      'human-in-loop': [(row) => row.human_in_loop === 'Yes', unsure('human_in_loop')],
      irreversible: [(row) => row.reversibility === 'Irreversible', unsure('reversibility')],
    }
    for (const line of linesOf('oversight')) expectShare(line, actions, ...measures[String(line.measure)]!)
    for (const line of [...linesOf('human-involvement-by-complexity'), ...overallOf('human-involvement-by-complexity')])
      expectShare(
        line,
        actions.filter((row) => line.complexity === undefined || row.goal_complexity === line.complexity),
        ...measures['human-in-loop']!,
      )
    const value = (column: string, told: unknown): [Holds, Holds] => {
      if (told === 'Not inferable') return [unsure(column), () => false]
      if (column === 'safeguards_category') return [(row) => guards(row).includes(String(told)), unsure(column)]
      return [
        (row) => String(row[column]) === told,
        scores.includes(column) ? (row) => row[column] === null : unsure(column),
      ]
    }
    for (const line of linesOf('domains')) expectShare(line, actions, ...value('goal_domain_category', line.domain))
    for (const line of linesOf('distributions'))
      expectShare(line, actions, ...value(String(line.dimension), line.value))
    const asked: Holds = (row) =>
      row.ended_by === 'asked' || (row.stop_reason === 'asked_for_clarification' && row.ended_by !== 'interrupted')
    const judged = rows.turns.filter((row) => typed(row) && row.stop_reason !== null)
    for (const line of [...linesOf('stops-by-complexity'), ...overallOf('stops-by-complexity')])
      expectShare(
        line,
        judged.filter((row) => line.complexity === undefined || row.goal_complexity === line.complexity),
        line.stop === 'asked' ? asked : (row) => row.ended_by === 'interrupted',
      )
    for (const line of [...linesOf('frontier'), ...overallOf('frontier')]) {
      const from = Date.parse(String(line.week))
      const week = actions.filter(
        (row) => line.week === undefined || (Number(row.started_at) >= from && Number(row.started_at) < from + 7 * DAY),
      )
      const risky = line.measure === 'risky-autonomous'
      expectShare(
        line,
        week,
        risky
          ? (row) => Number(row.risk) >= 5 && Number(row.autonomy) >= 7
          : (row) => row.reversibility === 'Irreversible' && row.human_in_loop === 'No',
        risky
          ? (row) => row.risk === null || row.autonomy === null
          : (row) => unsure('reversibility')(row) || unsure('human_in_loop')(row),
      )
    }
  })

  it('has its groups of actions: means, shares, what they are broken down by, and who leads', () => {
    const { actions } = rows
    const levels = ['cluster', 'cluster_middle', 'cluster_top']
    const inside = (line: Line) =>
      actions.filter((row) => `action-${row[levels[Number(line.level)]!]}` === line.cluster)
    const unsure = ['Not inferable', null]
    const lines = linesOf('risk-autonomy')
    const groups = levels.map(
      (level) => new Set(actions.map((row) => row[level]).filter((own) => own !== null && own !== 0)).size,
    )
    expect(lines.length).toBe(groups.reduce((total, own) => total + own, 0))
    for (const line of [...lines, ...linesOf('extremes'), ...overallOf('risk-autonomy')]) {
      const own = line.cluster === undefined ? actions : inside(line)
      expect([line.n, line.contributors]).toEqual([own.length, people(own)])
      for (const score of ['risk', 'autonomy']) {
        const known = own.filter((row) => row[score] !== null)
        expectEstimate(
          line,
          score,
          meanOf(known, 'contributor', (row) => Number(row[score]), 10),
          [`${score}_low`, `${score}_high`],
        )
      }
    }
    for (const line of lines) {
      const own = inside(line)
      near(line.share, own.length / actions.length, String(line.cluster))
      for (const [dimension, shares] of Object.entries(line.facets as Record<string, Record<string, number>>)) {
        const value = (row: PrivateRow) => {
          if (dimension !== 'safeguarded')
            return unsure.includes(row[dimension] as null) ? null : String(row[dimension])
          if (unsure.includes(row.safeguards_category as null)) return null
          return String(row.safeguards_category).includes('No clear guardrails') ? 'no' : 'yes'
        }
        const told = own.map(value).filter((one) => one !== null)
        const counts = new Map<string, number>()
        for (const one of told) counts.set(one, (counts.get(one) ?? 0) + 1)
        const expected = [...counts].map(([name, n]) => [name, Math.round((1000 * n) / told.length) / 1000])
        expect(shares, `${line.cluster} ${dimension}`).toEqual(Object.fromEntries(expected))
      }
      for (const { week, share } of line.weeks as { week: string; share: number }[]) {
        const from = Date.parse(week)
        const during = (list: readonly PrivateRow[]) =>
          list.filter((row) => Number(row.started_at) >= from && Number(row.started_at) < from + 7 * DAY).length
        near(share, during(own) / during(actions), `${line.cluster} ${week}`)
      }
    }
    // The order of those that lead is that of what they are ranked by, and nobody else lies higher.
    const leaves = lines.filter(({ level }) => level === 0)
    for (const by of ['risk', 'autonomy']) {
      const led = linesOf('extremes').filter((line) => line.by === by)
      expect(led.map(({ rank }) => rank)).toEqual(led.map((_, i) => i + 1))
      expect(led.length).toBe(Math.min(10, leaves.length))
      const shrunk = drawnIn(
        leaves.map((line) => inside(line)),
        by,
      )
      const expected = leaves.map((line, i) => ({ cluster: line.cluster, shrunk: shrunk[i]!, n: Number(line.n) }))
      expected.sort((a, b) => Number(b.shrunk.toPrecision(6)) - Number(a.shrunk.toPrecision(6)) || b.n - a.n)
      expect(led.map(({ cluster }) => cluster)).toEqual(expected.slice(0, led.length).map(({ cluster }) => cluster))
      for (const [i, line] of led.entries()) near(line.shrunk, expected[i]!.shrunk, `${line.cluster} by ${by}`)
    }
  })

  it('has its groups of reasons', () => {
    const asked: Holds = (row) =>
      row.ended_by === 'asked' || (row.stop_reason === 'asked_for_clarification' && row.ended_by !== 'interrupted')
    const judged = rows.turns.filter((row) => typed(row) && row.stop_reason !== null)
    for (const [id, kind, where] of [
      ['stop-reasons', 'stop', asked],
      ['interrupt-reasons', 'interrupt', (row: PrivateRow) => row.ended_by === 'interrupted'],
    ] as const) {
      const lines = linesOf(id)
      expect(lines.length, id).toBeGreaterThan(0)
      const below = (cluster: unknown): unknown[] => {
        const children = lines.filter(({ parent }) => parent === cluster)
        return children.length === 0 ? [cluster] : children.flatMap((child) => below(child.cluster))
      }
      for (const line of lines) {
        const leaves = new Set(below(line.cluster))
        expectShare(
          line,
          judged.filter(where),
          (row) => leaves.has(`${kind}-${row[`${kind}_cluster`]}`),
          (row) => row[`${kind}_cluster`] === null,
        )
      }
    }
  })

  it('has intervals in it, of shares and of means', () => {
    expect(Number(bounded.get('share'))).toBeGreaterThan(100)
    for (const mean of ['per_session', 'autonomy']) expect(Number(bounded.get(mean)), mean).toBeGreaterThan(5)
  })
})

/** Means of groups drawn to a common one, as docs/figures/extremes.md says. */
function drawnIn(groups: readonly PrivateRow[][], by: string): number[] {
  const own = groups.map((list) => {
    const sums = new Map<unknown, { n: number; s: number }>()
    for (const row of list.filter((one) => one[by] !== null)) {
      const person = sums.get(row.contributor) ?? { n: 0, s: 0 }
      sums.set(row.contributor, { n: person.n + 1, s: person.s + Number(row[by]) })
    }
    const parts = [...sums.values()]
    const total = (of: (part: { n: number; s: number }) => number) => parts.reduce((sum, part) => sum + of(part), 0)
    const [n, s, nn, m] = [total((p) => p.n), total((p) => p.s), total((p) => p.n ** 2), parts.length]
    const left = total((p) => (p.s - (s / n) * p.n) ** 2)
    const largest = n / m + Math.sqrt((1 - 1 / m) * Math.max(0, nn - n ** 2 / m))
    const seen = 1 + nn / n ** 2 - (2 * Math.sqrt((nn ** 2 / n) * nn * largest)) / (n * nn)
    return { mean: s / n, e: n ** 2 / nn, variance: m < 2 ? null : left / seen / n ** 2 }
  })
  const several = own.filter((one) => one.variance !== null && one.e > 1)
  const sum = (of: (one: (typeof own)[number]) => number, list = own) => list.reduce((total, one) => total + of(one), 0)
  const within = sum((one) => (one.e - 1) * one.e * one.variance!, several) / sum((one) => one.e - 1, several)
  if (!(within > 1e-12)) return own.map(({ mean }) => mean)
  const w = (one: { e: number }) => one.e / within
  const middle = sum((one) => w(one) * one.mean) / sum(w)
  const q = sum((one) => w(one) * (one.mean - middle) ** 2)
  const tau = Math.max(0, (q - (own.length - 1)) / (sum(w) - sum((one) => w(one) ** 2) / sum(w)))
  const v = (one: { e: number }) => 1 / (tau + within / one.e)
  const common = sum((one) => v(one) * one.mean) / sum(v)
  return own.map((one) => common + tau * v(one) * (one.mean - common))
}
