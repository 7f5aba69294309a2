import { expect, it } from 'vitest'
import { chartOf, figureIn, firstView } from '../../src/charts/index.js'
import { releaseFixture } from '../release-fixture.js'

it('rows of different sources are never mixed', () => {
  const release = releaseFixture()
  const figure = release.figures.find(({ id }) => id === 'interventions')!
  const together = figure.rows.filter((row) => 'month' in row).length
  const all = figure.rows.length
  figure.rows.push(
    ...(figure.rows.map((row) => ({ ...row, source: 'codex', per_session: 9, low: null, high: null })) as never[]),
  )
  const chart = chartOf(figure)
  const controls = chart.controls(figure)
  expect(controls[0]).toMatchObject({ key: 'source', initial: [''] })
  expect(controls[0]!.options.map(({ label }) => label)).toEqual(['All together', 'codex'])
  const view = firstView(controls)
  expect(chart.data(figure, view).rows).toHaveLength(together)
  expect(JSON.stringify(chart.data(figure, { ...view, source: ['codex'] }).rows)).not.toContain('(')
  expect(figureIn(release, 'interventions')!.rows).toHaveLength(all)
})
