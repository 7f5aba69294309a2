import { Window } from 'happy-dom'
import { afterAll, describe, expect, it } from 'vitest'
import {
  chartOf,
  countsNote,
  type DrawingDocument,
  firstView,
  limitsOf,
  nothingShown,
  PAGE_THEME,
  policyWords,
  sayBasis,
  told,
  totalsOf,
  whyEmpty,
  withheldWords,
} from '../../src/charts/index.js'
import { emptyRelease, nothingRelease, releaseFixture, teamRelease } from '../release-fixture.js'

const window = new Window()
const document = window.document as unknown as DrawingDocument
afterAll(() => window.happyDOM.close())

const team = told(teamRelease())
const figureOf = (id: string) => team.figures.find((one) => one.id === id)!
const drawn = (id: string) => {
  const chart = chartOf(figureOf(id))
  return chart.draw(figureOf(id), firstView(chart.controls(figureOf(id))), { document, width: 800, theme: PAGE_THEME })!
}

describe('under team', () => {
  it('no sentence says more than the release knows', () => {
    const said = team.figures.map((figure) => {
      const chart = chartOf(figure)
      const view = firstView(chart.controls(figure))
      return [chart.sentence(figure, view), JSON.stringify([chart.numbers(figure, view), chart.data(figure, view)])]
    })
    expect(said[0]![0]).toMatch(/^Half of about 46,000 turns, by at least 35 contributors, ended within/)
    expect(said[2]![0]).toMatch(/^6\.4% of about 46,000 turns were stopped/)
    for (const [sentence, tables] of said) {
      expect(sentence).not.toMatch(/46,117|4,892|38 contributors/)
      expect(tables).not.toMatch(/46,117|4,892|"38"/)
    }
    expect(said[2]![1]).toContain('35+')
    expect(said[2]![1]).toContain('≈\u00a046,000')
  })

  it('weeks are joined to a line, and withheld ones are marked in words', () => {
    const svg = drawn('turn-duration')
    expect(svg.textContent).toContain('withheld: too few contributors')
    expect(svg.querySelectorAll('g[aria-label="line"] path').length).toBeGreaterThanOrEqual(3)
    expect(withheldWords(figureOf('turn-duration')).join(' ')).toContain('No single day is given')
  })

  it('merged bins are drawn where they are, with the curve or without', () => {
    expect(figureOf('auto-approve-by-experience').curve).toBeUndefined()
    expect(drawn('auto-approve-by-experience').outerHTML).not.toMatch(/NaN/)
    expect(withheldWords(figureOf('interrupts-by-experience')).join(' ')).toContain('merged with a neighbour')
  })

  it('choices without values say that they are withheld', () => {
    const controls = chartOf(figureOf('interrupts-by-experience')).controls(figureOf('interrupts-by-experience'))
    const cohort = controls.find(({ key }) => key === 'cohort')!
    expect(cohort.options.find(({ value }) => value === 'reached-200')).toMatchObject({ absent: 'withheld' })
    const [, window, levels] = chartOf(figureOf('turn-duration')).controls(figureOf('turn-duration'))
    expect(window!.options[0]).toMatchObject({ value: '1d', absent: 'not given' })
    expect(levels!.options.find(({ value }) => value === 'p999')).toMatchObject({ absent: 'withheld' })
  })

  it('reasons are told in words, by how many', () => {
    expect(withheldWords(figureOf('interventions'))[0]).toBe(
      '14 cells are withheld or merged: 9 for “too few contributors”, 3 for “one contributor dominates”, 2 for “too few items”, 12 for “too few lie beyond it”.',
    )
  })

  it('a month is marked too, and a row called Other is named', () => {
    expect(drawn('interventions').textContent).toContain('withheld: too few items')
    const figure = { ...figureOf('interventions'), id: 'stop-reasons', rows: [{ cluster: 'Other', n: 40 }] }
    expect(withheldWords(figure as never).join(' ')).toContain('“Other” holds what is too small to stand alone.')
  })

  it('the policy says in two sentences what it promises and what not', () => {
    expect(policyWords(team.study.policy)).toEqual([
      'protects against readers who do not know others’ rows and control at most 2 accounts.',
      'Every value stands for at least 7 contributors and 20 items; it does not protect against readers who know more.',
    ])
    expect(countsNote(team)).toContain('rounded to two digits')
    expect(countsNote(releaseFixture())).toBe('')
  })
})

describe('where nothing may be shown', () => {
  const nothing = told(nothingRelease())

  it('one sentence says why', () => {
    expect(nothingShown(nothing)).toBe('Nothing may be shown: it stands for fewer than 7 contributors.')
    expect(nothingShown(team)).toBeNull()
    expect(nothingShown(told(emptyRelease()))).toBeNull()
  })

  it('no figure says 0, null, or that there is nothing', () => {
    expect(totalsOf(nothing)).toEqual([])
    for (const figure of nothing.figures) {
      const chart = chartOf(figure)
      const view = firstView(chart.controls(figure))
      expect(sayBasis(figure)).toBe('')
      expect(chart.sentence(figure, view)).toBe('')
      expect(chart.draw(figure, view, { document, width: 800, theme: PAGE_THEME })).toBeNull()
      expect(whyEmpty(figure)).toBe('All of this is withheld: too few contributors.')
      expect(JSON.stringify([chart.numbers(figure, view), chart.data(figure, view).rows])).not.toMatch(/null|"0"/)
    }
  })
})

it('totals are those that were read, or those that figures count', () => {
  const words = (release: Parameters<typeof totalsOf>[0]) => totalsOf(release).map(({ sentence }) => sentence)
  expect(words(releaseFixture())).toEqual(['4,892 sessions', '50,117 turns', '618,833 actions', '38 contributors'])
  expect(words(teamRelease())).toEqual([
    'about 4,900 sessions',
    'about 46,000 turns',
    'about 61,000 actions',
    'at least 35 contributors',
  ])
})

it('says nothing of withholding where nothing is withheld', () => {
  for (const figure of told(releaseFixture()).figures) expect(withheldWords(figure)).toEqual([])
})

it('what sources cannot carry is told once for all that cannot, the gravest first', () => {
  const limits = limitsOf(releaseFixture().study)
  expect(limits[0]).toEqual({
    words:
      'approvals: a permission prompt that was accepted leaves no trace, so full auto-approval is a range without telemetry',
    sources: ['claude-code', 'codex'],
  })
})
