import { expect, it } from 'vitest'
import { curveCsv, extraCsv, figureCsv, figureIn } from '../../src/charts/index.js'
import { releaseFixture } from '../release-fixture.js'

const release = releaseFixture()

it('one line per row, each as wide as the header', () => {
  const figure = figureIn(release, 'turn-duration')!
  const lines = figureCsv(figure).split('\r\n')
  expect(lines.at(-1)).toBe('')
  expect(lines).toHaveLength(figure.rows.length + 2)
  expect(lines[0]).toMatch(/^day,window,clock,n,contributors,censored,p50,p50_low,p50_high,/)
  expect(new Set(lines.slice(0, -1).map((line) => line.split(',').length)).size).toBe(1)
})

it('null is an empty field, and what a field needs is quoted', () => {
  const figure = structuredClone(figureIn(release, 'interventions')!)
  figure.rows = [{ month: '2026-01', measure: 'all', source: 'a "b", c', per_session: null, low: 0, high: null }]
  expect(figureCsv(figure)).toBe('month,measure,source,per_session,low,high\r\n2026-01,all,"a ""b"", c",,0,\r\n')
})

it('curves and rows over everything are files of their own', () => {
  const figure = figureIn(release, 'interrupts-by-experience')!
  expect(curveCsv(figure)).toMatch(/^cohort,kind,x,share,low,high\r\n/)
  expect(extraCsv(figure, 'overall')).toMatch(/^kind,n,contributors,share,low,high\r\n/)
  expect(curveCsv(figureIn(release, 'interventions')!)).toBeNull()
})
