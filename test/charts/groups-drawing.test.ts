import { Window } from 'happy-dom'
import { afterAll, describe, expect, it } from 'vitest'
import {
  chartOf,
  type DrawingDocument,
  firstView,
  PAGE_THEME,
  plate,
  platesOf,
  toldFigure,
  type View,
} from '../../src/charts/index.js'
import { type Figure, type FigureOf, parseRelease } from '../../src/release/index.js'
import { extremesFigure, groupsRelease, riskAutonomyFigure, stopReasonsFigure } from '../web/groups-release.js'
import { figureWith, published } from './judged-figures.js'

const window = new Window()
const document = window.document as unknown as DrawingDocument
afterAll(() => window.happyDOM.close())

const viewOf = (figure: Figure, change: View = {}): View => ({
  ...firstView(chartOf(figure).controls(figure)),
  ...change,
})
const surface = (width = 900) => ({ document, width, theme: PAGE_THEME })
const draw = (
  figure: Figure,
  { width = 900, view = {} as View, other }: { width?: number; view?: View; other?: Figure } = {},
) => chartOf(figure).draw(figure, viewOf(figure, view), surface(width), other)!
const texts = (svg: ReturnType<typeof draw>): string[] =>
  [...svg.querySelectorAll('text')].map((one) => one.textContent ?? '').filter(Boolean)

const group = (
  number: number,
  parent: number | null,
  n: number,
  risk: number,
  autonomy: number,
  extra: object = {},
) => ({
  ...{
    cluster: `action-${number}`,
    parent: parent === null ? null : `action-${parent}`,
    name: `Group ${number}`,
    description: '',
  },
  ...{ n, contributors: 9, risk, risk_low: risk - 0.5, risk_high: risk + 0.5 },
  ...{ autonomy, autonomy_low: autonomy - 0.25, autonomy_high: autonomy + 0.25 },
  ...extra,
})
const ROWS = [
  group(1, null, 400, 2, 4),
  group(2, null, 100, 7, 8),
  group(3, 1, 100, 3, 5),
  group(4, 1, 300, 1.5, 3.5),
  group(5, null, 0, 5, 5, { n: undefined, risk: null, autonomy: null, suppressed: 'k_users' }),
]
const figure = figureWith('risk-autonomy', ROWS, {
  published: [published('mean risk of a group with a mean autonomy of 8.0', 1.1)],
}) as Figure
const broad = viewOf(figure, { level: ['0'] })

describe('the plane of risk and autonomy', () => {
  it('has circles where the means are, with areas as counts', () => {
    const places = chartOf(figure).walk!.places(figure, broad, surface())
    const [a, b] = ['action-1', 'action-2'].map((id) => places.find((place) => place.id === id)!) as [never, never] as {
      x: number
      y: number
      r: number
      cross: { left: number; right: number; top: number; bottom: number }
    }[]
    // 842 pixels from 0.7 to 10.3 across, 536 down: 30 above the frame and 46 below it, of 612.
    expect(a!.x).toBeCloseTo(40 + (1.3 * 842) / 9.6, 0)
    expect(b!.x - a!.x).toBeCloseTo((5 * 842) / 9.6, 0)
    expect(a!.y - b!.y).toBeCloseTo((4 * 536) / 9.6, 0)
    expect((a!.r / b!.r) ** 2).toBeCloseTo(4, 5)
    expect(a!.cross.right - a!.cross.left).toBeCloseTo(842 / 9.6, 0)
    expect(a!.cross.bottom - a!.cross.top).toBeCloseTo(536 / 19.2, 0)
    expect(places).toHaveLength(2)
  })

  it('goes through places from the top and from the left, into a group and out again', () => {
    const walk = chartOf(figure).walk!
    expect(walk.places(figure, broad, surface()).map(({ id, opens }) => [id, opens])).toEqual([
      ['action-2', 0],
      ['action-1', 2],
    ])
    const inside = walk.into(broad, 'action-1')
    expect(walk.places(figure, inside, surface()).map(({ id }) => id)).toEqual(['action-3', 'action-4'])
    expect(walk.trail(figure, inside)).toEqual([{ id: 'action-1', name: 'Group 1' }])
    expect(chartOf(figure).sentence(figure, inside)).toMatch(
      /^Within “Group 1”, of 2 groups of actions, mean risk runs from 1\.5 /,
    )
    expect(walk.trail(figure, walk.into(inside, ''))).toEqual([])
  })

  it('says from where to where means run, what is in the upper quarter, and what is withheld', () => {
    expect(chartOf(figure).sentence(figure, broad)).toBe(
      'Of 2 groups of actions, mean risk runs from 2.0 (1.5–2.5) for “Group 1” to 7.0 (6.5–7.5) for “Group 2”; mean autonomy runs from 4.0 (3.8–4.3) for “Group 1” to 8.0 (7.8–8.3) for “Group 2”. One lies in the quarter of more risk and more autonomy (above 5.5 on both). Brackets hold 95% intervals.',
    )
    expect(chartOf(figure).remark!(figure, broad)).toContain('1 group is withheld and not drawn: too few contributors.')
  })

  it('names quarters, groups and published groups, which files have too', () => {
    const words = texts(draw(figure, { view: broad }))
    for (const word of [
      'more risk, more autonomy',
      'less risk, less autonomy',
      'Group 1',
      'Group 2',
      'published 1.1 / 8.0, partly comparable',
    ])
      expect(words).toContain(word)
    expect(platesOf(figure).map(({ name }) => name)).toEqual(['risk-autonomy', 'risk-autonomy.0'])
    expect(plate(toldFigure(figure, groupsRelease(1)), broad, document)).toContain('judge: ')
  })

  it('draws 3,000 groups, and names only some', () => {
    const many = riskAutonomyFigure(3000) as Figure
    const svg = draw(many, { view: viewOf(many, { level: ['2'] }) })
    expect(svg.querySelectorAll('g[aria-label=dot] circle').length).toBeGreaterThan(2500)
    expect(texts(svg).length).toBeLessThan(90)
  })

  it('joins the same groups of another release by id, and has nothing to draw without means', () => {
    const moved = figureWith('risk-autonomy', [group(2, null, 50, 6, 7, { name: 'Another name' })]) as Figure
    expect(draw(figure, { view: broad, other: moved }).querySelectorAll('g[aria-label=link] path')).toHaveLength(1)
    expect(draw(figureWith('risk-autonomy', [ROWS[4]!]) as Figure)).toBeNull()
  })
})

describe('groups at the ends', () => {
  it('are two ranked lists with intervals, over 1 to 10', () => {
    const extremes = extremesFigure(60) as Figure
    const words = texts(draw(extremes))
    expect(words.filter((word) => /^Highest mean/.test(word))).toEqual(['Highest mean risk', 'Highest mean autonomy'])
    expect(words.filter((word) => /^\d\.\d \(\d\.\d–\d+\.\d\)$/.test(word))).toHaveLength(16)
    expect(chartOf(extremes).data(extremes, {}).rows).toHaveLength(16)
    expect(chartOf(extremes).data(extremes, {}).rows[0]!.slice(1, 3)).toEqual(['risk', '1'])
  })
})

describe('reasons', () => {
  const stops = stopReasonsFigure() as Figure

  it('stand as shares above the published ones, on one axis', () => {
    const words = texts(draw(stops))
    expect(words.indexOf('In these logs')).toBeGreaterThanOrEqual(0)
    expect(words).toContain('Published, partly comparable')
    expect(words).toContain('missing credentials or access')
    expect(chartOf(stops).sentence(stops, viewOf(stops))).toMatch(
      /^Of 2,410 turns that ended with a question of the agent, most often “Asks which of several approaches to take”, in 31% \(95% interval 25–37%\), then .+ Published as most often: choice between approaches, 35%\.$/,
    )
  })

  it('tell what is none of them last, what is withheld with a reason, and more than 15 in the table', () => {
    const rows = Array.from({ length: 20 }, (_, i) => ({
      ...{ cluster: `stop-${i + 1}`, name: `Reason ${i + 1}`, n: 500, contributors: 9 },
      ...{ share: 0.01 + i / 1000, low: 0.005, high: 0.05 },
    }))
    const other = { cluster: 'stop-0', name: 'Other', n: 500, contributors: 9, share: 0.6, low: 0.5, high: 0.7 }
    const gone = { cluster: 'stop-30', name: 'Gone', suppressed: 'k_users' }
    const many = figureWith('stop-reasons', [...rows, other, gone], {
      unit: 'turns',
    }) as FigureOf<'stop-reasons'> as Figure
    expect(chartOf(many).remark!(many, viewOf(many))).toContain('7 more are in the data below')
    expect(
      chartOf(many)
        .data(many, {})
        .rows.map(([name]) => name)
        .slice(-2),
    ).toEqual(['Gone', 'Other'])
    const few = figureWith('stop-reasons', [rows[0]!, gone], { unit: 'turns' }) as Figure
    expect(texts(draw(few))).toContain('withheld: too few contributors')
  })
})

it('keeps the words of a rounded policy', () => {
  const team = toldFigure(figure, {
    study: { ...groupsRelease(5).study, policy: { ...groupsRelease(5).study.policy, name: 'team' } },
  })
  expect(chartOf(team).walk!.places(team, broad, surface())[1]!.says[3]).toBe('n = ≈\u00a0400 actions, 9+ contributors')
})

it('reads made-up releases as the contract has them', () => {
  for (const count of [1, 5, 60, 300])
    expect(() => parseRelease(JSON.parse(JSON.stringify(groupsRelease(count))))).not.toThrow()
})
