import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { type ScreenInput, screen } from '../../src/report/index.js'
import {
  emptyRelease,
  oneContributor,
  releaseFixture,
  releaseWithoutIntervals,
  suppressedRelease,
} from '../release-fixture.js'

const input = (change: Partial<ScreenInput> = {}): ScreenInput => ({
  release: releaseFixture(),
  recent: { days: 14, now: releaseFixture(3), before: releaseFixture(9) },
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
  team: suppressedRelease,
}
const ESCAPE = String.fromCharCode(27)

describe('the screen', () => {
  it.each(Object.entries(releases))('is never wider than the terminal: %s', (_, release) => {
    for (let width = 40; width <= 120; width++) {
      for (const color of [true, false]) {
        const text = screen(input({ release: release() }), { width, color })
        for (const line of text.split('\n')) expect(stringWidth(line), line).toBeLessThanOrEqual(width)
      }
    }
  })

  it('has no colour where none is wanted, and the same words with it', () => {
    const plain = screen(input(), { width: 80, color: false })
    const coloured = screen(input(), { width: 80, color: true })
    expect(plain).not.toContain(ESCAPE)
    expect(coloured).toContain(ESCAPE)
    expect(coloured.replaceAll(new RegExp(`${ESCAPE}\\[\\d+m`, 'g'), '')).toBe(plain)
  })

  it('fits a terminal of 80 columns in about 36 lines', () => {
    expect(screen(input(), { width: 80, color: false }).split('\n').length).toBeLessThanOrEqual(38)
  })

  it('says what was read, the numbers, what cannot be shown, what is deleted and what is next', () => {
    expect(screen(input({ found: input().found.slice(0, 1) }), { width: 80, color: false })).toMatchInlineSnapshot()
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

  it('gives no number where there is none', () => {
    const text = screen(input({ release: emptyRelease(), recent: undefined as never }), { width: 80, color: false })
    expect(text).toMatch(/Median turn +— +—/)
    expect(text).toMatch(/— no value, nothing to count: median turn;/)
  })
})
