import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { type ScreenInput, screen } from '../../src/report/index.js'
import {
  emptyRelease,
  nothingRelease,
  oneContributor,
  releaseFixture,
  releaseWithoutIntervals,
  suppressedRelease,
  teamRelease,
  unjudgedRelease,
} from '../release-fixture.js'

const [release, now, before] = [releaseFixture(), releaseFixture(3), releaseFixture(9)]

const input = (change: Partial<ScreenInput> = {}): ScreenInput => ({
  release,
  recent: { days: 14, now, before },
  found: [
    { place: '~/.claude/projects', files: 4212, bytes: 1.2e9 },
    {
      place: '/a/very/long/path/without/any/space/that/is/wider/than/the/narrowest/of/all/terminals',
      files: 1,
      bytes: 9,
    },
  ],
  problems: [{ what: 'unreadable lines', n: 41, hint: 'leeway doctor shows where' }],
  retention: { days: 30, configured: false },
  demo: false,
  next: [
    'leeway open    the same as a page',
    'leeway report  page, figures and numbers as files in a folder of your choice',
  ],
  ...change,
})

const releases = {
  full: releaseFixture,
  one: oneContributor,
  empty: emptyRelease,
  bare: releaseWithoutIntervals,
  team: teamRelease,
  withheld: suppressedRelease,
  nothing: nothingRelease,
  unjudged: unjudgedRelease,
}
const ESCAPE = String.fromCharCode(27)

describe('the screen', () => {
  it.each(Object.entries(releases))('is never wider than the terminal: %s', (_, make) => {
    const release = make()
    for (let width = 40; width <= 120; width++) {
      for (const color of [true, false]) {
        const text = screen(input({ release }), { width, color })
        for (const line of text.split('\n')) expect(stringWidth(line), line).toBeLessThanOrEqual(width)
      }
    }
  })

  it('under team tells what was counted, and of the machine nothing', () => {
    const text = screen(input({ release: teamRelease(), problems: [] }), { width: 100, color: false })
    expect(text).toContain('Counted about 4,900 sessions · about 46,000 turns · about 61,000 actions · at least 35')
    expect(text).not.toMatch(/claude\/projects|null|NaN|Read /)
    expect(text).toMatch(/Withheld or merged: \d+ cells; with single values, by reason: /)
  })

  it('says in one sentence that nothing may be shown', () => {
    const given = input({ release: nothingRelease(), problems: [] })
    const { recent: _, ...alone } = given
    const text = screen(alone, { width: 100, color: false })
    expect(text).toContain('\n\nNothing may be shown: it stands for fewer than 7 contributors.\n\n')
    expect(text).not.toMatch(/Median turn|null|NaN|Counted|Withheld/)
  })

  it('has no colour where none is wanted, and the same words with it', () => {
    const plain = screen(input(), { width: 80, color: false })
    const coloured = screen(input(), { width: 80, color: true })
    expect(plain).not.toContain(ESCAPE)
    expect(coloured).toContain(ESCAPE)
    expect(coloured.replaceAll(new RegExp(`${ESCAPE}\\[\\d+m`, 'g'), '')).toBe(plain)
  })

  it('fits a terminal of 80 columns in about 35 lines', () => {
    expect(screen(input(), { width: 80, color: false }).split('\n').length).toBeLessThanOrEqual(37)
  })

  it('says what was read, the numbers, what cannot be shown, what is deleted and what is next', () => {
    expect(screen(input({ found: input().found.slice(0, 1) }), { width: 80, color: false })).toMatchInlineSnapshot(`
      "Leeway · private: for whoever may read these logs; nothing is withheld.
      Read 4,892 sessions · 50,117 turns · 618,833 actions · 38 contributors ·
           2026-01-05 to 2026-05-04
           ~/.claude/projects · 4,212 files · 1.2 GB
        ! 41 unreadable lines: leeway doctor shows where

                                value  95% interval       n  14 d change  published
      Median turn                45 s       45–46 s  46,117     (+0.1 s)       45 s
      1 turn in 1,000 is over  37 min     35–40 min  46,117   (−2.9 min)  25→45 min
      Turns interrupted          6.4%      5.2–7.6%  45,985    (+1.1 pt)       5→9%
      Fully auto-approved      29–78%        22–84%   4,892            —     20→40%
      Interventions/session      3.73     3.13–4.36   4,892      (+0.14)    5.4→3.3
      Actions/turn, median          4           4–4  46,117         (±0)          —
      Unattended run, p95          94         91–97   4,892         (−5)          —
      Actions safeguarded         82%        76–87%  61,204    (−2.5 pt)        80%
      Human in the loop           70%        64–76%  55,870    (−1.4 pt)        73%
      Irreversible actions       1.1%        0–2.5%  61,204    (−0.1 pt)       0.8%
      Judged by offline rules: 61,204 of 618,833 actions. Top domains: Software
      engineering 49%, Data analysis and BI 6.1%, Back-office automation 5.8%.
      Change: last 14 d vs the 14 d before; (…) where their intervals overlap.
      Published: Measuring AI agent autonomy in practice, 18 Feb 2026; others’ logs.

      What these logs cannot show
        · approvals: a permission prompt that was accepted leaves no trace, so full
          auto-approval is a range without telemetry (claude-code, codex)
        · waits at a permission prompt that was accepted: they are in the wall clock
          (claude-code)
        · some interrupts (codex)

      Claude Code deletes transcripts after 30 days unless cleanupPeriodDays is set.

      Next  leeway open    the same as a page
            leeway report page, figures and numbers as files in a folder of your
              choice
      "
    `)
  })

  it('says which figures count nothing of some sources, those alike together', () => {
    const release = releaseFixture()
    for (const figure of release.figures.filter(({ id }) => /^inter/.test(id)))
      figure.sources![2] = { id: 'claude-code-otel', use: 'no', lacks: ['interrupts'], partly: [] }
    expect(screen(input({ release }), { width: 120, color: false })).toContain(
      '  · anything for Interrupts by experience, Human interventions per session (claude-code-otel)\n',
    )
  })

  it('says demo first', () => {
    expect(screen(input({ demo: true }), { width: 80, color: false }).split('\n')[0]).toMatch(/synthetic demo data/)
  })

  it('says private first, and names no place under another policy', () => {
    expect(screen(input(), { width: 80, color: false })).toMatch(/^Leeway · private: /)
    const team = screen(input({ release: suppressedRelease() }), { width: 80, color: false })
    expect(team).toMatch(/^Leeway · team: /)
    expect(team).not.toContain('.claude/projects')
    expect(team).not.toContain('leeway doctor')
  })

  it('names the judge, and under team no more digits than there are', () => {
    const team = screen(input({ release: teamRelease(), problems: [] }), { width: 100, color: false })
    expect(team).toContain('Judged by offline rules: about 61,000 of about 620,000 actions. Top domains: Software')
    expect(team).toMatch(/Irreversible actions +— +— +— .*0\.8%\n/)
    expect(team).toContain('— no value, too few contributors: irreversible actions.')
    const other = releaseFixture()
    other.study.judge.id = 'some/model-1'
    expect(screen(input({ release: other }), { width: 80, color: false })).toContain('Judged by some/model-1: 61,204')
  })

  it('has no line of what a judge would say where there is none', () => {
    const text = screen(input({ release: unjudgedRelease() }), { width: 80, color: false })
    expect(text).not.toMatch(/[Jj]udged|Human in the loop|safeguarded|Irreversible|domains/)
    expect(text).toContain('Unattended run, p95')
  })

  it('gives no number where there is none', () => {
    const text = screen(input({ release: emptyRelease(), recent: undefined as never }), { width: 80, color: false })
    expect(text).toMatch(/Median turn +— +—/)
    expect(text).toMatch(/— no value, nothing to count: median turn;/)
  })
})
