import { Window } from 'happy-dom'
import { afterAll, describe, expect, it } from 'vitest'
import {
  chartOf,
  type DrawingDocument,
  figureCsv,
  figureIn,
  firstView,
  PAGE_THEME,
  plate,
  platesOf,
  told,
  type View,
} from '../../src/charts/index.js'
import { roomAt } from '../../src/charts/steps-marks.js'
import type { Figure } from '../../src/release/index.js'
import { otherRelease, releaseFixture } from '../release-fixture.js'
import { figureWith, published, share } from './judged-figures.js'

const window = new Window()
const document = window.document as unknown as DrawingDocument
afterAll(() => window.happyDOM.close())

const viewOf = (figure: Figure, change: View = {}) => ({
  ...firstView(chartOf(figure).controls(figure)),
  ...change,
})
const draw = (
  figure: object,
  { width = 900, view = {} as View, other }: { width?: number; view?: View; other?: object } = {},
) =>
  chartOf(figure as Figure).draw(
    figure as Figure,
    viewOf(figure as Figure, view),
    { document, width, theme: PAGE_THEME },
    other as Figure | undefined,
  )!
type Svg = ReturnType<typeof draw>

const texts = (svg: Svg): string[] =>
  [...svg.querySelectorAll('text')].map((one) => one.textContent ?? '').filter(Boolean)
/** Where a word stands, along the horizontal axis. */
const wordAt = (svg: Svg, word: string): number => {
  const found = [...svg.querySelectorAll('text')].find((one) => one.textContent === word)
  return Number(/translate\(([-\d.]+)/.exec(found?.getAttribute('transform') ?? '')?.[1])
}
const dots = (svg: Svg): number[] =>
  [...svg.querySelectorAll('g[aria-label=dot] circle')].map((one) => Number(one.getAttribute('cx')))

const domain = (name: string, ...of: Parameters<typeof share>) => ({ domain: name, ...share(...of) })

describe('shares as rows', () => {
  const rows = [domain('Legal', 0.1, 0.05, 0.15), domain('Other', 0.4, 0.3, 0.5), domain('Gaming', 0.2, 0.1, 0.3)]

  it('have the largest first and what is none of the others last', () => {
    const names = texts(draw(figureWith('domains', rows))).filter((word) => /^(Legal|Other|Gaming)$/.test(word))
    expect(names).toEqual(['Gaming', 'Legal', 'Other'])
  })

  it('stand where their shares are, with whiskers from end to end', () => {
    const svg = draw(figureWith('domains', rows))
    const [gaming, legal, other] = dots(svg) as [number, number, number]
    const zero = wordAt(svg, '0%')
    expect((gaming - zero) / (legal - zero)).toBeCloseTo(2, 1)
    expect((other - zero) / (legal - zero)).toBeCloseTo(4, 1)
    const whisker = [...svg.querySelectorAll('g[aria-label=rule] line')].find(
      (line) => line.getAttribute('x1') !== line.getAttribute('x2'),
    )!
    expect((Number(whisker.getAttribute('x1')) - zero) / (gaming - zero)).toBeCloseTo(0.5, 1)
    expect((Number(whisker.getAttribute('x2')) - zero) / (gaming - zero)).toBeCloseTo(1.5, 1)
  })

  it('have an axis from zero to just beyond the farthest end, in round steps', () => {
    // The farthest end is at 50%, and air is 12% of that.
    const svg = draw(figureWith('domains', rows))
    expect(texts(svg).filter((word) => /^\d+%$/.test(word))).toEqual(['0%', '10%', '20%', '30%', '40%', '50%'])
    const across = [...svg.querySelectorAll('g[aria-label=rule] line')].map((line) => Number(line.getAttribute('x2')))
    expect(wordAt(svg, '50%')).toBeCloseTo(Math.max(...across), 0)
    expect(wordAt(svg, '50%')).toBeGreaterThan(600)
    const full = texts(draw(figureWith('domains', [domain('Legal', 0.97, 0.94, 1)]))).filter((word) =>
      /^\d+%$/.test(word),
    )
    expect(full).toEqual(['0%', '20%', '40%', '60%', '80%', '100%'])
    const small = texts(draw(figureWith('domains', [domain('Legal', 0.15, 0.12, 0.18)])))
    expect(small.filter((word) => /^[\d.]+%$/.test(word))).toEqual(['0%', '5%', '10%', '15%', '20%'])
  })

  it('say how much they stand for once where it is the same, else each', () => {
    expect(texts(draw(figureWith('domains', rows)))).toContain(
      'share of actions, each action counting once; n = 1,000 actions',
    )
    const uneven = texts(draw(figureWith('domains', [rows[0]!, { ...rows[2]!, n: 987 }])))
    expect(uneven).toContain('987')
    expect(uneven).toContain('share of actions, each action counting once')
  })

  it('have a short stroke where a share stood before it was put right, and say so', () => {
    const figure = figureWith('domains', [
      { ...domain('Legal', 0.1, 0.05, 0.15), raw: 0.2, labelled: 60 },
      { ...domain('Gaming', 0.3, 0.2, 0.4), raw: 0.3 },
    ])
    const svg = draw(figure)
    const [gaming, legal] = dots(svg) as [number, number]
    const strokes = [...svg.querySelectorAll('g[aria-label=rule] line')].filter(
      (line) => line.getAttribute('x1') === line.getAttribute('x2') && line.getAttribute('y1') !== null,
    )
    const zero = wordAt(svg, '0%')
    const at = strokes.map((line) => (Number(line.getAttribute('x1')) - zero) / (legal - zero))
    // Twice as far as the share, and none where nothing was put right.
    expect(at.filter((one) => Math.abs(one - 2) < 0.05)).toHaveLength(1)
    expect(at.filter((one) => Math.abs(one - (gaming - zero) / (legal - zero)) < 0.05)).toEqual([])
    expect(chartOf(figure).remark?.(figure, viewOf(figure))).toContain(
      'Short strokes: the share before it was corrected.',
    )
    const table = chartOf(figure).data(figure, viewOf(figure))
    expect(table.columns).toEqual(expect.arrayContaining(['Before correction', 'Labelled']))
    expect(table.rows.find(([name]) => name === 'Legal')).toEqual(expect.arrayContaining(['20%', '60']))
  })

  it('show the weight that is chosen', () => {
    const both = [...rows, { ...domain('Legal', 0.7, 0.6, 0.8), weight: 'contributor' }]
    const words = texts(draw(figureWith('domains', both), { view: { weight: ['contributor'] } }))
    expect(words).toContain('70% (60–80%)')
    expect(words).toContain('share of actions, each contributor counting once')
    expect(words).not.toContain('Gaming')
  })

  it('mark what is withheld by a cross and a reason, never by a point', () => {
    const gone = { domain: 'Gaming', weight: 'action', share: null, low: null, high: null, suppressed: 'dominance' }
    const svg = draw(figureWith('domains', [rows[0]!, gone]))
    expect(texts(svg)).toContain('withheld: one contributor dominates')
    expect(dots(svg)).toHaveLength(1)
    expect(draw(figureWith('domains', [gone]))).toBeNull()
  })

  it('are hollow without an interval', () => {
    const svg = draw(figureWith('domains', [domain('Legal', 0.5)]))
    expect(svg.querySelector('g[aria-label=dot] circle')!.getAttribute('fill')).toBe(PAGE_THEME.paper)
    expect(texts(svg)).toContain('50%')
  })

  it('have a pale bar over what cannot be told', () => {
    const bounded = { ...domain('Legal', 0.5, 0.45, 0.55), share_min: 0.25, share_max: 0.75 }
    const svg = draw(figureWith('domains', [bounded]))
    const bar = svg.querySelector('g[aria-label=rect] rect')!
    const zero = wordAt(svg, '0%')
    const half = dots(svg)[0]! - zero
    expect(Number(bar.getAttribute('width')) / half).toBeCloseTo(1, 1)
    expect((Number(bar.getAttribute('x')) - zero) / half).toBeCloseTo(0.5, 1)
    expect(draw(figureWith('domains', rows)).querySelector('g[aria-label=rect] rect')).toBeNull()
  })

  it('have values of a dimension in their order where they have one', () => {
    const at = (value: string, of: number, dimension: string) => ({ dimension, value, ...share(of) })
    const names = (dimension: string) =>
      texts(
        draw(figureWith('distributions', [at('1', 0.1, dimension), at('2', 0.6, dimension), at('3', 0.3, dimension)])),
      ).filter((word) => /^[123]$/.test(word))
    expect(names('risk')).toEqual(['1', '2', '3'])
    expect(names('setting')).toEqual(['2', '3', '1'])
  })

  it('have the published value in its row', () => {
    const svg = draw(figureWith('domains', rows, { published: [published('the legal domain', 0.2)] }))
    expect(texts(svg).filter((word) => word.startsWith('published'))).toEqual(['published 20%'])
    expect(wordAt(svg, 'published 20%') - dots(svg)[0]!).toBeCloseTo(0, 0)
  })

  it('have those of another release below, by name', () => {
    const theirs = figureWith('domains', [domain('Gaming', 0.3, 0.2, 0.4), domain('Legal', 0.2, 0.1, 0.3)])
    const svg = draw(figureWith('domains', rows), { other: theirs })
    const all = dots(svg)
    // Theirs are drawn first, in the order of these rows: 30% and 20%, where these have 20% and 10%.
    const zero = wordAt(svg, '0%')
    expect(all).toHaveLength(5)
    expect((all[0]! - zero) / (all[1]! - zero)).toBeCloseTo(1.5, 1)
    expect(texts(svg)).toContain('hollow, broken: other release')
  })
})

describe('shares over complexity', () => {
  const at = (complexity: string, ...of: Parameters<typeof share>) => ({ complexity, ...share(...of) })
  const rows = [at('Minimal', 0.8, 0.7, 0.9), { ...at('Low', 0.6, 0.5, 0.7), n: 12_345 }, at('High', 0.4)]
  const figure = figureWith('human-involvement-by-complexity', rows, {
    published: [published('high', 0.67), published('as a multiple of low', 3)],
  })

  it('keep the order of the rows, with n below each name', () => {
    const words = texts(draw(figure))
    expect(words.filter((word) => /^(Minimal|Low|High)$/.test(word))).toEqual(['Minimal', 'Low', 'High'])
    expect(words.filter((word) => word.startsWith('n '))).toEqual(['n = 1,000', 'n = 12,345', 'n = 1,000'])
    expect(words).toContain('share of actions with a human in the loop')
    expect(words).toContain('complexity of the goal, as judged; n in actions')
  })

  it('have published shares at their step, and no multiple among them', () => {
    expect(texts(draw(figure)).filter((word) => word.startsWith('published'))).toEqual(['published 67%'])
  })

  it('shorten names where there is no room, and leave none out', () => {
    const narrow = texts(
      draw(
        figureWith(
          'human-involvement-by-complexity',
          ['Minimal', 'Low', 'Intermediate', 'High', 'Unbounded'].map((one) => at(one, 0.5)),
        ),
        { width: 330 },
      ),
    )
    for (const name of ['Minimal', 'Low', 'Interm.', 'High', 'Unboun.']) expect(narrow).toContain(name)
  })
})

describe('the frontier', () => {
  const week = (at: string, change: object = {}) => ({
    week: at,
    measure: 'risky-autonomous',
    changed: false,
    ...share(0.02, 0.01, 0.03),
    ...change,
  })

  it('marks the week of a change, and breaks where a week is missing', () => {
    const weeks = ['2026-01-05', '2026-01-12', '2026-01-26', '2026-02-02'].map((at) => week(at))
    const svg = draw(figureWith('frontier', [...weeks.slice(0, 3), week('2026-02-02', { changed: true })]))
    expect(texts(svg)).toContain('change: risky')
    expect(texts(draw(figureWith('frontier', weeks)))).not.toContain('change: risky')
    const line = svg.querySelector('g[aria-label=line] path')!.getAttribute('d')!
    expect(line.match(/M/g)).toHaveLength(2)
  })

  it('goes on over weeks that are merged', () => {
    const merged = ['2026-01-05', '2026-01-12/2026-01-19', '2026-01-26'].map((at) => week(at))
    const line = draw(figureWith('frontier', merged)).querySelector('g[aria-label=line] path')!.getAttribute('d')!
    expect(line.match(/M/g)).toHaveLength(1)
    const figure = figureWith('frontier', merged) as Figure
    expect(
      chartOf(figure)
        .data(figure, {})
        .rows.map(([name]) => name),
    ).toEqual(['week of 2026-01-05', 'weeks of 2026-01-12 to 2026-01-19', 'week of 2026-01-26'])
  })

  it('has ticks that tell small shares apart', () => {
    const ticks = texts(draw(figureWith('frontier', [week('2026-01-05', share(0.0004, 0.0002, 0.0008))]))).filter(
      (word) => /^[\d.]+%$/.test(word),
    )
    expect(ticks.length).toBeGreaterThan(3)
    expect(new Set(ticks).size).toBe(ticks.length)
  })
})

describe('tables and files', () => {
  const release = told(releaseFixture())
  const domains = release.figures.find(({ id }) => id === 'domains')!

  it('hold all three weights', () => {
    const { columns, rows } = chartOf(domains).data(domains, viewOf(domains))
    expect(columns).toEqual(['Domain', 'Counts once', 'n', 'Effective n', 'Contributors', 'Share'])
    expect(rows).toHaveLength(17 * 3)
    expect(rows.slice(0, 3).map((row) => row.slice(0, 2))).toEqual([
      ['Software engineering', 'Each action'],
      ['Software engineering', 'Each session'],
      ['Software engineering', 'Each contributor'],
    ])
    expect(rows.at(-1)![0]).toBe('Other')
    const lines = figureCsv(domains).trimEnd().split('\r\n')
    expect(lines[0]).toBe('domain,weight,n,n_eff,contributors,share,low,high,raw')
    expect(lines.slice(1).filter((line) => line.startsWith('Legal,'))).toHaveLength(3)
  })

  it('name worst cases and what was not corrected only where there are any', () => {
    const row = { ...domain('Legal', 0.5, 0.45, 0.55), raw: 0.4, share_min: 0.3, share_max: 0.62 }
    const figure = figureWith('domains', [row]) as Figure
    const { columns, rows } = chartOf(figure).data(figure, viewOf(figure))
    expect(columns.slice(-3)).toEqual(['Share', 'Before correction', 'Worst case'])
    expect(rows[0]!.slice(-3)).toEqual(['50% (45–55%)', '40%', '30–62%'])
  })

  it('name the judge, rules by what they are', () => {
    const figure = figureIn(release, 'oversight')!
    const foot = plate(figure, viewOf(figure), document)!
    expect(foot).toContain('judge: offline rules')
    const chart = chartOf(figure)
    expect(chart.judge!(figure, viewOf(figure))).toMatch(
      /^The judge is a set of offline rules, neither a model nor a person:/,
    )
    const other = releaseFixture()
    other.study.judge.id = 'some/model-1'
    expect(chart.judge!(figureIn(other, 'oversight')!, {})).toBe('The judge is some/model-1, which can be wrong.')
    const turns = figureIn(release, 'turn-duration')!
    expect(chartOf(turns).judge?.(turns, viewOf(turns)) ?? '').toBe('')
    expect(plate(turns, viewOf(turns), document)).not.toContain('judge')
  })

  it('are drawn per weight, per dimension, and for success', () => {
    const names = release.figures.flatMap((figure) => platesOf(figure).map(({ name }) => name))
    for (const name of [
      'domains',
      'domains.session',
      'domains.contributor',
      'distributions',
      'distributions.risk',
      'interventions.success',
      'frontier',
    ])
      expect(names).toContain(name)
  })

  it('pair values of two releases by name, whatever their order', () => {
    const other = told(otherRelease()).figures.find(({ id }) => id === 'domains')!
    const names = chartOf(domains)
      .estimates(domains, viewOf(domains))
      .map(({ name }) => name)
    expect(new Set(names)).toEqual(
      new Set(
        chartOf(other)
          .estimates(other, viewOf(other))
          .map(({ name }) => name),
      ),
    )
  })
})

describe('words beside a step', () => {
  const point = (step: string, y: number | null) => ({ step, y, low: null, high: null, says: '' })
  const falling = [point('a', 0.9), point('b', 0.6), point('c', 0.3)]
  const peak = [point('a', 0.4), point('b', 0.6), point('c', 0.3)]

  it('stand where the line goes away from them', () => {
    expect(roomAt(falling, 'b', 0.7)).toEqual({ side: 1, dy: 0 })
    expect(roomAt(falling, 'b', 0.5)).toEqual({ side: -1, dy: 0 })
    expect(roomAt(falling, 'a', 0.95)).toEqual({ side: -1, dy: 0 })
  })

  it('are moved off a line that goes through them on both sides', () => {
    expect(roomAt(peak, 'b', 0.55)).toEqual({ side: -1, dy: -14 })
    expect(roomAt([point('a', 0.8), point('b', 0.6), point('c', 0.7)], 'b', 0.65)).toEqual({ side: 1, dy: 14 })
  })

  it('are at the left where the step has no value', () => {
    expect(roomAt([point('a', null)], 'a', 0.5)).toEqual({ side: -1, dy: 0 })
  })
})

describe('success over the whole window', () => {
  it('has a table of its own with worst cases, and is set beside another release', () => {
    const overall = [
      { success: 'Succeeded', n: 368, share: 0.5, low: 0.4, high: 0.6, share_min: 0.3, share_max: 0.7 },
      { measure: 'all', n: 90, per_session: 3, low: 2, high: 4 },
    ]
    const figure = figureWith('interventions', [{ complexity: 'Low', success: 'Succeeded', ...share(0.5) }], {
      overall,
    }) as Figure
    const view = viewOf(figure, { show: ['success'] })
    expect(chartOf(figure).numbers(figure, view)).toEqual([
      {
        caption: 'Whole window, goals of any complexity',
        columns: ['How it went', 'n', 'Share', 'Worst case'],
        rows: [['Succeeded', '368', '50% (40–60%)', '30–70%']],
      },
    ])
    expect(
      chartOf(figure)
        .estimates(figure, view)
        .map(({ name }) => name),
    ).toEqual(['Succeeded'])
    expect(chartOf(figure).numbers(figure, viewOf(figure))[0]!.rows).toEqual([['All together', '90', '3 (2–4)']])
  })
})
