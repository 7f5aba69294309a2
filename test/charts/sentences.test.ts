import { describe, expect, it } from 'vitest'
import { chartOf, figureIn, firstView, totalApproval, totalInterrupts } from '../../src/charts/index.js'
import { releaseFixture, suppressedRelease } from '../release-fixture.js'

const release = releaseFixture()

const sentence = (id: Parameters<typeof figureIn>[1], of = release) => {
  const figure = of.figures.find((one) => one.id === id)!
  const chart = chartOf(figure)
  return chart.sentence(figure, firstView(chart.controls(figure)))
}

describe('the sentence of', () => {
  it('turn-duration', () => {
    expect(sentence('turn-duration')).toMatchInlineSnapshot(
      `"Half of 46,117 turns, by 38 contributors, ended within 45 s (95% interval 45–46 s); one in a thousand ran longer than 37 min."`,
    )
  })
  it('auto-approve-by-experience', () => {
    expect(sentence('auto-approve-by-experience')).toMatchInlineSnapshot(
      `"Fully auto-approved: between 29% and 78% of 4,892 sessions (95% interval 22–84%); between 10% and 64% in session 1, between 37% and 84% in sessions 500–999."`,
    )
  })
  it('interrupts-by-experience', () => {
    expect(sentence('interrupts-by-experience')).toMatchInlineSnapshot(
      `"6.4% of 45,985 turns were stopped (95% interval 5.2–7.6%); 4.7% in session 1, 7.0% in sessions 500–999."`,
    )
  })
  it('interventions, up to the last month that has an interval', () => {
    expect(sentence('interventions')).toMatchInlineSnapshot(
      `"People stepped in 3.73 times per session (95% interval 3.13–4.36): 4.07 in Apr 2026, against 5.09 in Jan 2026."`,
    )
  })
  it('autonomy-proxies', () => {
    expect(sentence('autonomy-proxies')).toMatchInlineSnapshot(
      `"Half of 46,117 turns took 4 actions or fewer (95% interval 4–4); one in a hundred more than 124."`,
    )
  })
  it('a withheld whole window is empty, never a zero', () => {
    expect(sentence('turn-duration', suppressedRelease())).toBe('')
  })
})

describe('the total', () => {
  it('is the row over everything', () => {
    expect(totalInterrupts(figureIn(release, 'interrupts-by-experience')!)?.n).toBeGreaterThan(40_000)
  })

  it('is a row from 1 to no end, where there is one', () => {
    const figure = structuredClone(figureIn(release, 'auto-approve-by-experience')!)
    delete figure.overall
    expect(totalApproval(figure)).toBeUndefined()
    figure.rows.push({ ...figure.rows.find((row) => row.regime === 'auto')!, from: 1, to: null, n: 99 })
    expect(totalApproval(figure)?.n).toBe(99)
  })
})
