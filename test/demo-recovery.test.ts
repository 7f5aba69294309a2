import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { releaseOf } from '../src/cli/run.js'
import { autoApproveShare, interruptShare } from '../src/demo/curves.js'
import { type DemoTruth, writeDemo } from '../src/demo/index.js'
import { QUESTIONS } from '../src/demo/texts.js'
import type { Release } from '../src/release/index.js'
import { toldIn } from './demo/told.js'
import { wholeWay } from './measures/whole-way.js'

type Line = Record<string, unknown>
interface Comparison {
  what: string
  planted: number
  low: number | null
  high: number | null
}

const MONTHS = ['2025-08', '2025-09', '2025-10', '2025-11', '2025-12', '2026-01']
const monthAt = (i: number) => Date.UTC(2025, 7 + i)

/**
 * 95% intervals hold at each point, not at all of them at once: of a curve's points, two may miss what was planted,
 * and none by more than half its interval's width. An open end cannot miss.
 */
function expectInside(curve: string, comparisons: Comparison[]): void {
  expect(comparisons.length).toBeGreaterThan(0)
  const misses = comparisons.flatMap(({ what, planted, low, high }) => {
    const by = Math.max((low ?? planted) - planted, planted - (high ?? planted))
    const width = (high ?? planted) - (low ?? planted)
    return by <= 0 ? [] : [{ what, by: by / width }]
  })
  console.log(`${curve}: ${comparisons.length - misses.length} of ${comparisons.length} planted values inside`)
  expect(misses.length, JSON.stringify(misses)).toBeLessThanOrEqual(2)
  for (const { what, by } of misses) expect(by, what).toBeLessThanOrEqual(0.5)
}

describe('the demo, read back', () => {
  let dir: string
  let truth: DemoTruth
  let release: Release
  const monthly: Release[] = []
  const rowsOf = (id: string, from = release) =>
    from.figures.find((figure) => figure.id === id)!.rows as unknown as Line[]
  const find = (rows: Line[], keys: Line) => {
    const found = rows.filter((row) => Object.entries(keys).every(([key, value]) => row[key] === value))
    expect(found.length, JSON.stringify(keys)).toBe(1)
    return found[0] as Record<string, number | null> & { n: number }
  }
  const six = (value: number) => Number(value.toPrecision(6))

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'leeway-demo-'))
    truth = await writeDemo(join(dir, 'logs'))
    await wholeWay(dir, async (prepared) => {
      release = await releaseOf(prepared, { from: null, to: null })
      for (const i of MONTHS.keys()) {
        monthly.push(await releaseOf(prepared, { from: monthAt(i), to: monthAt(i + 1) }, 'whole'))
      }
    })
  })
  afterAll(() => rm(dir, { recursive: true, force: true }))

  it('counts exactly what was written', () => {
    const { sessions, turns, actions, users } = truth
    expect(release.study.sources).toMatchObject([
      { id: 'claude-code', sessions, turns, actions, contributors: users, unreadable: 0, unknown: 0, duplicates: 0 },
    ])
    const flow = (id: string) => release.figures.find((figure) => figure.id === id)!.flow
    // A session without a human has one turn.
    expect(flow('turn-duration')).toMatchObject([
      { n: turns },
      { n: truth.headless },
      { n: 0 },
      { n: 0 },
      { n: turns - truth.headless },
    ])
    expect(flow('interventions')).toMatchObject([
      { n: sessions },
      { n: 0 },
      { n: truth.headless },
      { n: sessions - truth.headless },
    ])
    expect(flow('auto-approve-by-experience').at(-1)!.n).toBe(
      truth.planted.autoApprove.reduce((sum, bin) => sum + bin.n, 0),
    )
  })

  it('counts every human contact', () => {
    const { interrupts, prompt, redirects, declined, answers, steering } = truth.touches
    const overall = release.figures.find((figure) => figure.id === 'interventions')!.overall!
    const total = (measure: string) => {
      const { n, per_session } = find(overall, { measure })
      return Math.round(n * per_session!)
    }
    expect({
      interrupts: total('interrupts'),
      rejections: total('rejections'),
      answers: total('answers'),
      corrections: total('corrections'),
      all: total('all'),
    }).toEqual({
      interrupts,
      rejections: redirects + declined,
      answers,
      corrections: redirects + steering,
      all: interrupts + redirects + declined + answers + steering,
    })
    const kinds = release.figures.find((figure) => figure.id === 'interrupts-by-experience')!.overall!
    const stopped = find(kinds, { kind: 'prompt' })
    expect(Math.round(stopped.n * stopped.share!)).toBe(prompt)
  })

  it('puts actions and reasons into groups, as often as they stand in the logs', () => {
    const { calls, typed } = toldIn(join(dir, 'logs'))
    const sum = (counts: ReadonlyMap<string, number>, what: readonly string[]) =>
      what.reduce((all, one) => all + (counts.get(one) ?? 0), 0)
    const named = (id: string) => new Map(rowsOf(id).flatMap((row) => (row.level === 0 ? [[row.name, row]] : [])))
    const actions = named('risk-autonomy')
    expect(Object.fromEntries([...actions].map(([name, { n }]) => [name, n]))).toEqual({
      'Read files': sum(calls, ['Read']),
      'Write files': sum(calls, ['Edit', 'Write']),
      'Search through files': sum(calls, ['Grep']),
      'List files': sum(calls, ['ls out']),
      'Read web pages': sum(calls, ['WebFetch']),
      'Run programs': sum(calls, ['python3 tools/plot.py', 'node scripts/report.js']),
      'Run tests': sum(calls, ['npm test']),
      'Check source code': sum(calls, ['npm run lint']),
      'Look at project history': sum(calls, ['git status --short', 'git diff --stat']),
      'Record changes with version control': sum(calls, ['git commit -am "Fix the parser"']),
      'Send requests to servers': sum(calls, ['curl -s localhost:8080/health']),
      'Give work to other agents': sum(calls, ['Task']),
      'Ask clarifying questions': sum(
        calls,
        QUESTIONS.map(([question]) => question),
      ),
    })
    expect([...actions.values()].reduce((all, { n }) => all + Number(n), 0)).toBe(truth.actions)
    const share = (name: string, of: number) => [name, six(of)]
    const asked = sum(
      calls,
      QUESTIONS.map(([question]) => question),
    )
    const put = (...places: number[]) =>
      sum(
        calls,
        places.map((place) => QUESTIONS[place]![0]),
      ) / asked
    // Which question asks for what was read by a person (test/demo/reasons.test.ts).
    expect([...named('stop-reasons')].map(([name, row]) => [name, row.share]).sort()).toEqual(
      [
        share('Choose between approaches', put(0, 1, 2, 3, 4)),
        share('Gather diagnostics or test results', put(5, 6, 7)),
        share('Clarify vague requests', put(8, 9)),
        share('Ask for missing credentials or access', put(10, 11)),
        share('Get approval before acting', put(12)),
      ].sort(),
    )
    // Of these nothing is said by people who did not stop the agent.
    const stopped = named('interrupt-reasons')
    for (const [name, said] of [
      ['Enough to go on alone', 'ok now it works'],
      ['Doing the next step themselves', "I'll run that myself"],
      ['Changed requirements', 'also add a column for the week'],
    ] as const)
      expect(stopped.get(name)!.share, name).toBe(six(sum(typed, [said]) / truth.touches.interrupts))
  })

  it('finds the same groups under the same names and numbers as ever', async () => {
    const lines = ['risk-autonomy', 'extremes', 'stop-reasons', 'interrupt-reasons'].flatMap((id) =>
      rowsOf(id).map(({ by, rank, cluster, parent, name, n, share }) =>
        JSON.stringify({ by, rank, cluster, parent, name, n, share: id.endsWith('reasons') ? share : undefined }),
      ),
    )
    const golden = new URL('./demo/groups.jsonl', import.meta.url)
    const text = `${lines.join('\n')}\n`
    if (process.env.UPDATE_GOLDENS === '1') await writeFile(golden, text)
    expect(text).toBe(await readFile(golden, 'utf8'))
  })

  it('recovers the median turn: whole, and in every week', () => {
    const planted = truth.planted.medianTurnSeconds
    const turns = rowsOf('turn-duration').filter((row) => row.clock === 'wall')
    const whole = find(turns, { window: 'all' })
    expect(Math.abs(whole.p50! / planted - 1)).toBeLessThan(0.01)
    expectInside('median turn', [
      { what: 'whole', planted, low: whole.p50_low!, high: whole.p50_high! },
      ...monthly.map((month, i) => {
        const { p50_low, p50_high } = find(rowsOf('turn-duration', month), { clock: 'wall', window: 'all' })
        return { what: MONTHS[i]!, planted, low: p50_low!, high: p50_high! }
      }),
    ])
    // Windows of 7 days overlap: every seventh of them stands for a week of its own.
    const weeks = turns.filter((row) => row.window === '7d' && row.p50_low !== null)
    expectInside(
      'median turn per week',
      weeks.flatMap((row, i) =>
        i % 7 === 0 ? [{ what: String(row.day), planted, low: Number(row.p50_low), high: Number(row.p50_high) }] : [],
      ),
    )
  })

  it('recovers the rise of the 99.9th percentile, month by month', () => {
    // It rises within a month too, so what is planted for a month lies between its lowest and its highest day.
    const found = monthly.map((month, i) => {
      const days = truth.planted.p999.filter(({ day }) => day.startsWith(MONTHS[i]!)).map(({ seconds }) => seconds)
      const { n, p999, p999_low, p999_high } = find(rowsOf('turn-duration', month), { clock: 'wall', window: 'all' })
      return { n, p999: p999!, low: p999_low!, high: p999_high!, days, middle: days[Math.floor(days.length / 2)]! }
    })
    for (const { p999, days } of found) {
      // A month's 99.9th percentile rests on one to five turns: within 8%, as test/demo finds for the logs themselves.
      expect(p999).toBeGreaterThan(Math.min(...days) * 0.92)
      expect(p999).toBeLessThan(Math.max(...days) * 1.08)
    }
    expect(found[1]!.p999 / 60).toBeLessThan(26)
    expect(found[4]!.p999).toBeGreaterThan(found[2]!.p999)
    expect(found[5]!.p999).toBeGreaterThan(40 * 60)
    expectInside(
      'p99.9 of a month',
      found.map(({ low, high, middle }, i) => ({ what: MONTHS[i]!, planted: middle, low, high })),
    )
    // In August too few people had come for any interval; later the upper end often lies beyond the data.
    expect(found.slice(1).map(({ low }) => low === null)).toEqual([false, false, false, false, false])
  })

  it('recovers auto-approval by experience', () => {
    const rows = rowsOf('auto-approve-by-experience').filter((row) => row.cohort === 'all')
    const bins = truth.planted.autoApprove.map((bin, i) => {
      const auto = find(rows, { regime: 'auto', from: bin.from })
      const unknown = find(rows, { regime: 'unknown', from: bin.from })
      expect(auto).toMatchObject({ to: bin.to, n: bin.n, share: six(truth.realised.autoApprove[i]!.share) })
      // The demo's auto-approved sessions are certain: only those in a mode that asks, with no refusal, may be more.
      expect(auto.share_max).toBeCloseTo(auto.share! + unknown.share!, 5)
      return { what: `from ${bin.from}`, planted: bin.share, auto }
    })
    expectInside(
      'auto-approval per bin, to share_max',
      bins.map(({ auto, ...bin }) => ({ ...bin, low: auto.low!, high: auto.high! })),
    )
    // The upper end belongs to share_max; as far above `share` as the lower end is below it is what binds here.
    expectInside(
      'auto-approval per bin, share alone',
      bins.map(({ auto, ...bin }) => ({ ...bin, low: auto.low!, high: 2 * auto.share! - auto.low! })),
    )
  })

  it('recovers interrupts by experience', () => {
    const rows = rowsOf('interrupts-by-experience').filter((row) => row.cohort === 'all' && row.kind === 'any')
    expectInside(
      'interrupts per bin',
      truth.planted.interrupts.map((bin, i) => {
        const row = find(rows, { from: bin.from })
        expect(row).toMatchObject({ to: bin.to, n: bin.n, share: six(truth.realised.interrupts[i]!.share) })
        return { what: `from ${bin.from}`, planted: bin.share, low: row.low!, high: row.high! }
      }),
    )
  })

  it('recovers interventions per session and month', () => {
    const rows = rowsOf('interventions')
    expectInside(
      'interventions per month',
      truth.planted.interventions.map(({ month, perSession }, i) => {
        const row = find(rows, { month, measure: 'all' })
        expect(row.per_session).toBe(six(truth.realised.interventions[i]!.perSession))
        return { what: month, planted: perSession, low: row.low!, high: row.high! }
      }),
    )
  })

  it('draws curves through what was planted', () => {
    const curve = (id: string, keys: Line) =>
      (release.figures.find((figure) => figure.id === id)!.curve as unknown as Line[])
        .filter((point) => point.cohort === 'all' && Object.entries(keys).every(([k, v]) => point[k] === v))
        .filter((point) => point.low !== null) as unknown as { x: number; low: number; high: number }[]
    for (const [name, planted, points] of [
      ['auto-approval', autoApproveShare, curve('auto-approve-by-experience', { regime: 'auto' })],
      ['interrupts', interruptShare, curve('interrupts-by-experience', { kind: 'any' })],
    ] as const) {
      const inside = points.filter(({ x, low, high }) => low <= planted(x) && planted(x) <= high).length
      console.log(`curve of ${name}: ${inside} of ${points.length} points have the planted share in their band`)
      // Neighbouring points share their people and much of their data, so misses come in runs.
      expect(inside / points.length).toBeGreaterThanOrEqual(0.9)
    }
  })
})
