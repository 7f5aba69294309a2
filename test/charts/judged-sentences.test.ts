import { describe, expect, it } from 'vitest'
import { chartOf, firstView, toldFigure, type View } from '../../src/charts/index.js'
import type { Figure } from '../../src/release/index.js'
import { teamRelease } from '../release-fixture.js'
import { figureWith, published, share } from './judged-figures.js'

const tell = (figure: object, change: View = {}): string => {
  const chart = chartOf(figure as Figure)
  return chart.sentence(figure as Figure, { ...firstView(chart.controls(figure as Figure)), ...change })
}
const OVER = ' No interval can be given: there are too few contributors or days.'

describe('oversight', () => {
  const rows = [
    { measure: 'safeguard', ...share(0.82, 0.76, 0.87) },
    { measure: 'human-in-loop', ...share(0.6, 0.55, 0.66) },
    { measure: 'irreversible', ...share(0.02, 0.01, 0.03) },
  ]
  const beside = {
    published: [
      published('irreversible', 0.008),
      published('with a human in the loop', 0.73),
      published('safeguards', 0.8),
    ],
  }

  it('says on which side of each interval a published value lies', () => {
    expect(tell(figureWith('oversight', rows, beside))).toBe(
      'Of 1,000 actions, 82% had at least one safeguard (95% interval 76–87%, which holds the published 80%); ' +
        '60% had a human in the loop (95% interval 55–66%, below the published 73%); ' +
        '2% could not be undone (95% interval 1–3%, above the published 0.8%).',
    )
  })

  it('holds a published value against what was not corrected', () => {
    const corrected = [{ ...rows[0], raw: 0.78 }]
    expect(tell(figureWith('oversight', corrected, beside))).toBe(
      'Of 1,000 actions, 82% had at least one safeguard (95% interval 76–87%, 78% before correction against published 80%).',
    )
  })

  it('claims nothing without an interval', () => {
    expect(tell(figureWith('oversight', [{ measure: 'safeguard', ...share(0.82) }], beside))).toBe(
      `Of 1,000 actions, 82% had at least one safeguard (published 80%).${OVER}`,
    )
  })

  it('says what counts once where it is no action, and what all is of where counts differ', () => {
    const figure = figureWith('oversight', [
      { measure: 'safeguard', ...share(0.82, 0.76, 0.87) },
      { measure: 'safeguard', ...share(0.4, 0.3, 0.5), weight: 'session' },
      { measure: 'irreversible', ...share(0.01, 0, 0.02), weight: 'session', n: 700 },
    ])
    expect(tell(figure, { weight: ['session'] })).toBe(
      'Each session counting once, of 1,000 actions, 40% had at least one safeguard (95% interval 30–50%); ' +
        '1% could not be undone (95% interval 0–2%).',
    )
  })

  it('is empty where every share is withheld, and rounds under team', () => {
    const gone = { measure: 'safeguard', weight: 'action', share: null, low: null, high: null, suppressed: 'k_users' }
    expect(tell(figureWith('oversight', [gone]))).toBe('')
    expect(tell(toldFigure(figureWith('oversight', rows.slice(0, 1)), teamRelease()))).toMatch(
      /^Of about 1,000 actions, /,
    )
  })
})

describe('domains', () => {
  const at = (domain: string, ...of: Parameters<typeof share>) => ({ domain, ...share(...of) })

  it('names the largest, and what the intervals say of the order', () => {
    const rows = [
      at('Legal', 0.09, 0.05, 0.13),
      at('Software engineering', 0.5, 0.45, 0.55),
      at('Other', 0.3, 0.25, 0.35),
      at('Cybersecurity', 0.1, 0.06, 0.14),
    ]
    expect(tell(figureWith('domains', rows, { published: [published('software engineering', 0.5)] }))).toBe(
      'Software engineering is the domain of 50% of 1,000 actions (95% interval 45–55%, which holds the published 50%); ' +
        'next come Cybersecurity (10%, 6–14%) and Legal (9%, 5–13%), with intervals below its own and overlapping each other.',
    )
  })

  it('sees the third overlap the first where the second does not', () => {
    const rows = [at('Legal', 0.5, 0.45, 0.55), at('Gaming', 0.3, 0.28, 0.32), at('Email', 0.2, 0, 0.46)]
    expect(tell(figureWith('domains', rows))).toContain(
      'of which at least one overlaps its own and overlapping each other.',
    )
  })

  it('with two domains speaks of one interval, without intervals of none', () => {
    expect(tell(figureWith('domains', [at('Legal', 0.5, 0.4, 0.6), at('Gaming', 0.4, 0.3, 0.5)]))).toBe(
      'Legal is the domain of 50% of 1,000 actions (95% interval 40–60%); next comes Gaming (40%, 30–50%), with an interval that overlaps its own.',
    )
    expect(tell(figureWith('domains', [at('Legal', 0.5), at('Gaming', 0.4)]))).toBe(
      `Legal is the domain of 50% of 1,000 actions; next comes Gaming (40%), in an order that too few contributors tell from chance.${OVER}`,
    )
  })
})

describe('distributions', () => {
  const at = (dimension: string, value: string, ...of: Parameters<typeof share>) => ({
    dimension,
    value,
    ...share(...of),
  })
  const rows = [
    at('goal_complexity', 'Minimal', 0.2, 0.1, 0.3),
    at('goal_complexity', 'Low', 0.6, 0.5, 0.7),
    at('setting', 'Production', 0.5, 0.4, 0.6),
    at('setting', 'Demo or test', 0.5, 0.35, 0.65),
    at('setting', 'Not inferable', 0.9, 0.8, 1),
  ]

  it('tells one dimension, never what could not be told', () => {
    expect(tell(figureWith('distributions', rows))).toBe(
      'Goal complexity: most often “Low”, in 60% of 1,000 actions (95% interval 50–70%), ' +
        'then “Minimal”, in 20% (95% interval 10–30%), and their intervals do not overlap.',
    )
    expect(tell(figureWith('distributions', rows), { dimension: ['setting'] })).toBe(
      'Setting: most often “Production”, in 50% of 1,000 actions (95% interval 40–60%), ' +
        'then “Demo or test”, in 50% (95% interval 35–65%), but their intervals overlap, so this may be chance.',
    )
  })
})

describe('human involvement', () => {
  const at = (complexity: string, ...of: Parameters<typeof share>) => ({ complexity, ...share(...of) })

  it('goes from the least to the most complex that has an interval', () => {
    const rows = [at('Minimal', 0.9, 0.85, 0.95), at('High', 0.6, 0.5, 0.7), at('Unbounded', 0.1)]
    const beside = { published: [published('minimal goals', 0.87), published('high', 0.67)] }
    expect(tell(figureWith('human-involvement-by-complexity', rows, beside))).toBe(
      'A human was in the loop in 90% of actions for minimal-complexity goals (95% interval 85–95%, which holds the published 87%) ' +
        'and in 60% of actions for high-complexity goals (95% interval 50–70%, which holds the published 67%), and their intervals do not overlap.',
    )
  })

  it('says that too few people tell nothing', () => {
    expect(tell(figureWith('human-involvement-by-complexity', [at('Minimal', 0.9), at('High', 0.6)]))).toBe(
      'A human was in the loop in 90% of actions for minimal-complexity goals and in 60% of actions for high-complexity goals, ' +
        `with too few contributors to tell this from chance.${OVER}`,
    )
  })
})

describe('stops', () => {
  const at = (complexity: string, stop: string, ...of: Parameters<typeof share>) => ({
    complexity,
    stop,
    ...share(...of),
  })

  it('gives how many times, beside the published number of times', () => {
    const rows = [
      at('Minimal', 'asked', 0.04, 0.03, 0.05),
      at('Minimal', 'interrupted', 0.05, 0.04, 0.06),
      at('High', 'asked', 0.1, 0.08, 0.12),
      at('High', 'interrupted', 0.06, 0.04, 0.08),
    ]
    const extra = { unit: 'turns', published: [published('most complex against minimal', 2)] }
    expect(tell(figureWith('stops-by-complexity', rows, extra))).toBe(
      'The agent asked in 4% (95% interval 3–5%) of turns for minimal-complexity goals and 10% (95% interval 8–12%) ' +
        'for high-complexity goals (2.5×, published more than 2×), and their intervals do not overlap; ' +
        'a human interrupted in 5% (95% interval 4–6%) of turns for minimal-complexity goals and 6% (95% interval 4–8%) ' +
        'for high-complexity goals (1.2×), but their intervals overlap, so this may be chance.',
    )
  })
})

describe('success', () => {
  it('is told in its own view of interventions', () => {
    const at = (complexity: string, success: string, ...of: Parameters<typeof share>) => ({
      complexity,
      success,
      ...share(...of),
    })
    const rows = [
      at('Minimal', 'Succeeded', 0.9, 0.85, 0.95),
      at('Minimal', 'Failed', 0.1, 0.05, 0.15),
      at('High', 'Succeeded', 0.8, 0.7, 0.9),
    ]
    expect(tell(figureWith('interventions', rows), { show: ['success'] })).toBe(
      'Succeeded: 90% of turns for minimal-complexity goals (95% interval 85–95%), 80% of turns for high-complexity goals (95% interval 70–90%), ' +
        'but their intervals overlap, so this may be chance.',
    )
  })
})

describe('frontier', () => {
  const week = (at: string, value: number, changed: boolean | null, measure = 'risky-autonomous') => ({
    week: at,
    measure,
    changed,
    ...share(value, value / 2, value * 2),
  })

  it('gives the share on both sides of a change, each week by how much it holds', () => {
    const rows = [
      { ...week('2026-01-05', 0.01, false), n: 300 },
      { ...week('2026-01-12', 0.02, false), n: 100 },
      week('2026-01-19', 0.04, true),
      week('2026-01-26', 0.06, false),
    ]
    // (0.01 × 300 + 0.02 × 100) / 400 = 0.0125, and (0.04 + 0.06) / 2 = 0.05.
    expect(tell(figureWith('frontier', rows))).toBe(
      '6% of 1,000 actions in the last week were both risky (5 or more) and autonomous (7 or more) (95% interval 3–12%), ' +
        'with a change from the week of 2026-01-19 on: 1.3% before, 5% since.',
    )
  })

  it('tells a test that found nothing from no test at all', () => {
    const overall = [{ measure: 'irreversible-unattended', n: 4000, share: 0.003, low: 0.002, high: 0.004 }]
    const rows = (changed: boolean | null) => [week('2026-01-05', 0.003, changed, 'irreversible-unattended')]
    const start = '0.3% of 4,000 actions were irreversible with no human in the loop (95% interval 0.2–0.4%)'
    expect(tell(figureWith('frontier', rows(false), { overall }))).toBe(
      `${start}, with no change that chance does not explain.`,
    )
    expect(tell(figureWith('frontier', rows(null), { overall }))).toBe(
      `${start}. No change was looked for in one week.`,
    )
  })
})
