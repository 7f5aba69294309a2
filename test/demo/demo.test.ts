import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { p999Seconds, turnSeconds } from '../../src/demo/curves.js'
import { type BinShare, type DemoTruth, writeDemo } from '../../src/demo/index.js'
import { type CountedSession, type Recount, recount } from './recount.js'

const made: string[] = []
const fresh = () => {
  made.push(mkdtempSync(join(tmpdir(), 'leeway-demo-')))
  return made.at(-1)!
}
afterAll(() => {
  for (const dir of made) rmSync(dir, { recursive: true })
})

function digest(dir: string): string {
  const hash = createHash('sha256')
  for (const entry of (readdirSync(dir, { recursive: true }) as string[]).sort()) {
    const path = join(dir, entry)
    if (statSync(path).isFile()) hash.update(entry).update(readFileSync(path))
  }
  return hash.digest('hex')
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
const quantile = (values: number[], p: number) => values.toSorted((a, b) => a - b)[Math.ceil(p * values.length) - 1]!
function groups<T>(items: T[], key: (item: T) => string): Record<string, T[]> {
  const found: Record<string, T[]> = {}
  for (const item of items) {
    found[key(item)] ??= []
    found[key(item)]!.push(item)
  }
  return found
}
const inBin = ({ from, to }: BinShare, x: number) => x >= from && (to === null || x <= to)

describe('writeDemo', () => {
  it('writes the same bytes for the same seed, others for another', async () => {
    const [a, b, c] = [fresh(), fresh(), fresh()]
    const truth = await writeDemo(a, { seed: 3, users: 6 })
    expect(await writeDemo(b, { seed: 3, users: 6 })).toEqual(truth)
    await writeDemo(c, { seed: 4, users: 6 })
    expect(digest(b)).toBe(digest(a))
    expect(digest(c)).not.toBe(digest(a))
  })

  it('writes a population of one, reports progress, and refuses none', async () => {
    const dir = fresh()
    const seen: [number, number][] = []
    const truth = await writeDemo(dir, { users: 1 }, (done, of) => seen.push([done, of]))
    expect(seen.at(-1)).toEqual([truth.sessions, truth.sessions])
    const counted = recount(dir)
    expect(counted.faults).toEqual([])
    expect(counted.sessions.length).toBe(truth.sessions)
    await expect(writeDemo(dir, { users: 0 })).rejects.toThrow(/whole number/)
  })
})

describe('turnSeconds', () => {
  it('is finite, rises, and has the planted median and 99.9th percentile', () => {
    const day = Date.UTC(2025, 11, 1)
    expect(turnSeconds(0.5, day)).toBeCloseTo(45, 6)
    expect(turnSeconds(0.999, day)).toBeCloseTo(p999Seconds(day), 6)
    const values = Array.from({ length: 10_001 }, (_, i) => turnSeconds(i / 10_000, day))
    values.forEach((value, i) => {
      expect(value).toBeGreaterThan(values[i - 1] ?? 0)
    })
    expect(values.at(-1)).toBeLessThan(3600 * 1.5)
  })
})

describe('the population of the demo', () => {
  let truth: DemoTruth
  let counted: Recount
  let sessions: (CountedSession & { experience: number })[]
  let turns: { start: number; seconds: number; interrupted: string; experience: number }[]

  beforeAll(async () => {
    const dir = fresh()
    truth = await writeDemo(dir)
    counted = recount(dir)
    const seen = new Map<string, number>()
    sessions = counted.sessions
      .filter((s) => s.interactive)
      .map((s) => {
        seen.set(s.user, (seen.get(s.user) ?? 0) + 1)
        return { ...s, experience: seen.get(s.user)! }
      })
    turns = sessions.flatMap((s) => s.turns.map((turn) => ({ ...turn, experience: s.experience })))
  })

  it('is of the promised size and well formed', () => {
    expect(counted.faults).toEqual([])
    expect(counted.bytes).toBeLessThan(63e6)
    const first = Math.min(...turns.map((turn) => turn.start))
    const last = Math.max(...turns.map((turn) => turn.start))
    expect(first).toBeGreaterThanOrEqual(Date.UTC(2025, 7, 1))
    expect(last).toBeLessThan(Date.UTC(2026, 1, 1))
  })

  it('holds few people with many sessions and many with few', () => {
    const totals = Object.values(groups(sessions, (s) => s.user)).map((own) => own.length)
    expect(totals.length).toBe(48)
    expect(totals.filter((n) => n > 750).length).toBeGreaterThanOrEqual(8)
    expect(totals.filter((n) => n < 50).length).toBeGreaterThan(24)
    expect(Math.max(...totals) / sum(totals)).toBeLessThan(0.2)
  })

  it('is counted by its truth', () => {
    expect({
      users: new Set(counted.sessions.map((s) => s.user)).size,
      sessions: counted.sessions.length,
      turns: sum(counted.sessions.map((s) => s.turns.length)),
      actions: counted.actions,
      headless: counted.sessions.length - sessions.length,
      subagents: counted.subagents,
      compactions: sum(sessions.map((s) => s.compactions)),
      touches: {
        interrupts: turns.filter((turn) => turn.interrupted !== '').length,
        prompt: turns.filter((turn) => turn.interrupted === 'prompt').length,
        redirects: sum(sessions.map((s) => s.redirects)),
        declined: sum(sessions.map((s) => s.declined)),
        answers: sum(sessions.map((s) => s.answers)),
        steering: sum(sessions.map((s) => s.steering)),
      },
    }).toEqual((({ planted, realised, ...totals }: DemoTruth) => totals)(truth))
    for (const n of [truth.headless, truth.subagents, truth.compactions, ...Object.values(truth.touches)]) {
      expect(n).toBeGreaterThan(20)
    }
  })

  it('takes 45 seconds for the median turn, month by month', () => {
    expect(
      quantile(
        turns.map((turn) => turn.seconds),
        0.5,
      ),
    ).toBeCloseTo(truth.planted.medianTurnSeconds, 0)
    const months = groups(turns, (turn) => new Date(turn.start).toISOString().slice(0, 7))
    const whole = [0.9, 0.95, 0.99].map((p) =>
      quantile(
        turns.map((turn) => turn.seconds),
        p,
      ),
    )
    for (const month of Object.values(months)) {
      const seconds = month.map((turn) => turn.seconds)
      expect(Math.abs(quantile(seconds, 0.5) - 45)).toBeLessThan(2)
      ;[0.9, 0.95, 0.99].forEach((p, i) => {
        expect(Math.abs(quantile(seconds, p) / whole[i]! - 1)).toBeLessThan(0.12)
      })
    }
  })

  it('raises the 99.9th percentile from just under 25 to just over 45 minutes', () => {
    const planted = new Map(truth.planted.p999.map(({ day, seconds }) => [day, seconds]))
    expect(planted.get('2025-09-25')! / 60).toBeCloseTo(24.7, 1)
    expect(planted.get('2026-01-04')! / 60).toBeCloseTo(45.7, 1)
    for (const { day, seconds } of truth.realised.p999) {
      const from = Date.parse(day)
      const inside = turns.filter(({ start }) => start >= from && start < from + 7 * 86_400_000)
      if (inside.length < 400) continue
      const middle = planted.get(new Date(from + 3 * 86_400_000).toISOString().slice(0, 10))!
      expect(
        Math.abs(
          quantile(
            inside.map((turn) => turn.seconds),
            0.999,
          ) /
            middle -
            1,
        ),
      ).toBeLessThan(0.08)
      expect(Math.abs(seconds / middle - 1)).toBeLessThan(0.08)
    }
  })

  it('auto-approves more with experience, half by skipping permissions and half by auto mode', () => {
    const regimes = sessions.filter((s) => s.acts)
    const auto = regimes.filter((s) => !s.modes.has('default'))
    for (const s of auto) {
      expect(s.modes.size).toBe(1)
      expect(s.manual).toBe(false)
    }
    const bypass = auto.filter((s) => s.modes.has('bypassPermissions')).length / auto.length
    expect(Math.abs(bypass - 0.5)).toBeLessThan(0.1)
    expect(regimes.filter((s) => s.manual).length / regimes.length).toBeGreaterThan(0.15)
    const shares = truth.planted.autoApprove.map((bin) => {
      const inside = regimes.filter((s) => inBin(bin, s.experience))
      return { ...bin, n: inside.length, share: inside.filter((s) => !s.modes.has('default')).length / inside.length }
    })
    expect(shares).toEqual(truth.realised.autoApprove)
    near(shares, truth.planted.autoApprove)
    expect(share(truth.planted.autoApprove, 20)).toBeCloseTo(0.2, 9)
    const late = regimes.filter((s) => s.experience >= 700)
    expect(late.filter((s) => !s.modes.has('default')).length / late.length).toBeGreaterThan(0.4)
  })

  it('is interrupted in 5% of turns at first, in 9% with experience', () => {
    const shares = truth.planted.interrupts.map((bin) => {
      const inside = turns.filter((turn) => inBin(bin, turn.experience))
      return {
        ...bin,
        n: inside.length,
        share: inside.filter((turn) => turn.interrupted !== '').length / inside.length,
      }
    })
    expect(shares).toEqual(truth.realised.interrupts)
    near(shares, truth.planted.interrupts)
    expect(share(truth.planted.interrupts, 5)).toBeCloseTo(0.05, 3)
    expect(share(truth.planted.interrupts, 500)).toBeCloseTo(0.09, 3)
  })

  it('needs 5.4 interventions per session in August, 3.3 in December', () => {
    const months = groups(sessions, (s) => new Date(s.turns[0]!.start).toISOString().slice(0, 7))
    const perSession = truth.planted.interventions.map(({ month }) => {
      const inside = months[month]!
      const stops = (s: CountedSession) => s.turns.filter((turn) => turn.interrupted !== '').length
      const all = inside.map((s) => stops(s) + s.redirects + s.declined + s.answers + s.steering)
      return sum(all) / inside.length
    })
    expect(perSession).toEqual(truth.realised.interventions.map((month) => month.perSession))
    expect(truth.planted.interventions.map((month) => Math.round(month.perSession * 10) / 10)).toEqual([
      5.4, 4.9, 4.4, 3.8, 3.3, 3.3,
    ])
    perSession.forEach((value, i) => {
      expect(value).toBeCloseTo(truth.planted.interventions[i]!.perSession, 1)
    })
  })

  it('differs between people', () => {
    const heavy = Object.values(groups(sessions, (s) => s.user)).filter((own) => own.length > 500)
    const shares = heavy.map((own) => own.filter((s) => !s.modes.has('default')).length / own.length)
    expect(Math.max(...shares) - Math.min(...shares)).toBeGreaterThan(0.1)
  })
})

const share = (bins: BinShare[], from: number) => bins.find((bin) => bin.from === from)!.share

/** Within two units in a bin of the planted share, which is far inside the error of a plain draw. */
function near(found: BinShare[], planted: BinShare[]): void {
  found.forEach((bin, i) => {
    expect(bin.n).toBe(planted[i]!.n)
    expect(Math.abs(bin.share - planted[i]!.share) * bin.n).toBeLessThan(2)
  })
}
