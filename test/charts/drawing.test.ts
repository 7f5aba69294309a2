import { Window } from 'happy-dom'
import { afterAll, describe, expect, it } from 'vitest'
import {
  chartOf,
  type DrawingDocument,
  firstView,
  PAGE_THEME,
  plate,
  platesOf,
  whyEmpty,
} from '../../src/charts/index.js'
import { parseRelease } from '../../src/release/index.js'
import {
  emptyRelease,
  oneContributor,
  releaseFixture,
  releaseWithoutIntervals,
  suppressedRelease,
  teamRelease,
} from '../release-fixture.js'

const window = new Window()
const document = window.document as unknown as DrawingDocument
afterAll(() => window.happyDOM.close())

const releases = {
  full: releaseFixture(),
  'one contributor': oneContributor(),
  'no intervals': releaseWithoutIntervals(),
  withheld: suppressedRelease(),
  team: teamRelease(),
  empty: emptyRelease(),
}

describe.each(Object.entries(releases))('a release: %s', (name, release) => {
  it('follows the contract', () => {
    expect(parseRelease(structuredClone(release)).figures).toHaveLength(11)
  })

  for (const figure of release.figures) {
    const chart = chartOf(figure)
    const controls = chart.controls(figure)

    it(`draws every choice of ${figure.id}, narrow and wide, without a broken number`, () => {
      for (const control of controls) {
        for (const { value } of control.options.filter(({ absent }) => !absent)) {
          const view = { ...firstView(controls), [control.key]: [value] }
          for (const width of [320, 900]) {
            const drawn = chart.draw(figure, view, { document, width, theme: PAGE_THEME })
            expect(drawn?.outerHTML ?? '').not.toMatch(/NaN|undefined|Infinity/)
          }
        }
      }
    })

    it(`tells ${figure.id} without a broken word`, () => {
      const view = firstView(controls)
      const words = JSON.stringify([
        chart.sentence(figure, view),
        chart.numbers(figure, view),
        chart.data(figure, view),
      ])
      expect(words).not.toMatch(/NaN|undefined|Infinity|null/)
    })

    it(`${name === 'empty' ? 'says why it does not draw' : 'draws'} ${figure.id}`, () => {
      const drawn = chart.draw(figure, firstView(controls), { document, width: 700, theme: PAGE_THEME })
      if (name !== 'empty') return expect(drawn).not.toBeNull()
      expect(drawn).toBeNull()
      expect(whyEmpty(figure)).toBe(
        `There is nothing to draw: of 40 eligible ${figure.unit} none could be counted (40 unknown).`,
      )
    })
  }
})

describe('a plate', () => {
  const figure = releases.full.figures[0]!

  it('is the same twice, has a title and a description, and needs nothing from a page', () => {
    const { view } = platesOf(figure)[0]!
    const svg = plate(figure, view, document)!
    expect(plate(figure, view, document)).toBe(svg)
    expect(svg).toContain('<title id="title">How long does the agent work before it stops?</title>')
    expect(svg).toContain('fill="#ffffff"')
    expect(svg).not.toMatch(/var\(--(?!plot)|https?:\/\/(?!www\.w3\.org)/)
  })

  it('escapes what the release says', () => {
    const { view } = platesOf(figure)[0]!
    const svg = plate({ ...figure, question: 'a <b> & "c"?' }, view, document)!
    expect(svg).toContain('a &lt;b&gt; &amp; "c"?')
  })

  it('never mixes clocks: one plate for each', () => {
    expect(platesOf(figure).map(({ name }) => name)).toEqual([
      'turn-duration',
      'turn-duration.work',
      'turn-duration.reported',
    ])
  })
})
