import { Window } from 'happy-dom'
import { afterAll, describe, expect, it } from 'vitest'
import {
  beforeComparing,
  chartOf,
  compareFigures,
  compareHeadlines,
  type DrawingDocument,
  figureBeforeComparing,
  firstView,
  nameOf,
  otherFigure,
  PAGE_THEME,
  plate,
  told,
} from '../../src/charts/index.js'
import { daysMoved } from '../../src/charts/other-dates.js'
import { oneContributor, otherRelease, releaseFixture, teamRelease } from '../release-fixture.js'

const window = new Window()
const document = window.document as unknown as DrawingDocument
afterAll(() => window.happyDOM.close())

const [release, other, team] = [releaseFixture(), otherRelease(), told(teamRelease())]
const DAY = 86_400_000

describe('two releases', () => {
  it('have their headline values beside each other, with both intervals and the difference', () => {
    const { rows, columns } = compareHeadlines(release, other)
    expect(columns).toEqual(['', 'This release', 'Other', 'Difference'])
    expect(rows[0]).toEqual(['Median turn', '45 s (45–46 s)', '37 s (37–38 s)', '+8.3 s'])
    expect(rows[2]).toEqual(['Turns interrupted', '6.4% (5.2–7.6%)', '5.6% (4.6–6.6%)', '(+0.8 pt)'])
  })

  it('have no difference where a value is but a range', () => {
    expect(compareHeadlines(release, other).rows[3]!.at(-1)).toBe('—')
  })

  it('are named by their days', () => {
    expect(nameOf(other)).toBe('Autumn, the platform group, 2025-10-01 to 2026-01-28')
  })

  it('say what stands in the way of a comparison', () => {
    expect(beforeComparing(release, other)).toEqual([
      'Windows overlap by 24 days: the two may share sessions, and are not independent.',
      'Sources differ: claude-code-otel only here.',
    ])
    expect(beforeComparing(release, teamRelease())[0]).toMatch(/^Both are releases of the same study/)
    expect(beforeComparing(release, teamRelease()).join()).toContain('Policies differ: private here, team there.')
    const figure = release.figures[2]!
    expect(figureBeforeComparing(figure, team.figures[2]!)).toEqual([
      'Sessions are cut into other bins: compare lines, not points.',
    ])
    expect(figureBeforeComparing(figure, oneContributor().figures[2]!)[0]).toMatch(
      /clustered by contributors here and by days there/,
    )
    expect(figureBeforeComparing(figure, other.figures[2]!)).toEqual([])
  })

  it('lie on their own days, or beside each other where those are far apart', () => {
    expect(daysMoved([0, 30 * DAY], [31 * DAY, 60 * DAY])).toBe(0)
    expect(daysMoved([400 * DAY, 430 * DAY], [0, 30 * DAY])).toBe(400)
    expect(daysMoved([], [0])).toBe(0)
  })
})

describe.each([
  ['of another season', other],
  ['under team', team],
])('every figure beside one %s', (_, beside) => {
  for (const figure of release.figures) {
    const theirs = otherFigure(figure, beside)!
    const chart = chartOf(figure)
    const controls = chart.controls(figure)

    it(`draws ${figure.id} in every choice, narrow and wide, without a broken number`, () => {
      for (const control of controls) {
        for (const { value } of control.options.filter(({ absent }) => !absent)) {
          const view = { ...firstView(controls), [control.key]: [value] }
          for (const width of [320, 900]) {
            const drawn = chart.draw(figure, view, { document, width, theme: PAGE_THEME }, theirs)
            expect(drawn?.outerHTML ?? '').not.toMatch(/NaN|undefined|Infinity/)
          }
          expect(JSON.stringify(compareFigures(figure, theirs, view) ?? '')).not.toMatch(/NaN|undefined|null/)
        }
      }
    })

    it(`tells the lines of ${figure.id} apart by words`, () => {
      const view = firstView(controls)
      const words = chart.draw(figure, view, { document, width: 900, theme: PAGE_THEME }, theirs)?.textContent
      expect(words).toMatch(/other/)
      const svg = plate(figure, view, document, { figure: theirs, name: nameOf(beside) })
      expect(svg?.replaceAll(/<[^>]*>\s*/g, ' ').replaceAll(/ +/g, ' ')).toContain('broken lines: ')
    })
  }
})

it('a figure that the other release does not hold is missed', () => {
  expect(otherFigure(release.figures[0]!, { ...other, figures: [] })).toBeUndefined()
})
