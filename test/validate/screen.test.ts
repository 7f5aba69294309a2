import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { validationScreen } from '../../src/cli/validate-screen.js'
import type { JudgedRow } from '../../src/model/index.js'
import { type Statement, validationOf } from '../../src/validate/index.js'
import { judgedRow } from './rows.js'

const ANSWERS: Partial<JudgedRow>[] = [
  {
    risk: 3,
    human_in_loop: 'Yes',
    goal_domain_category: 'Software engineering',
    safeguards_category: 'Human approval required',
  },
  {
    risk: 2,
    human_in_loop: 'Yes',
    goal_domain_category: 'Software engineering',
    safeguards_category: 'No clear guardrails',
  },
  {
    risk: 5,
    human_in_loop: 'No',
    goal_domain_category: 'Customer service',
    safeguards_category: 'Sandboxed execution|Execution timeouts',
  },
  { risk: 7, human_in_loop: 'No', goal_domain_category: 'Cybersecurity', safeguards_category: 'No clear guardrails' },
]
const labels = ANSWERS.map((said, i) => judgedRow(`a${i}`, said))
const RULES = [
  {},
  { human_in_loop: 'No' },
  { risk: 4, safeguards_category: 'Execution timeouts' },
  { risk: 3 },
] as const
const rules: Statement[] = ANSWERS.map((said, i) => ({
  unit: 'action',
  id: `a${i}`,
  contributor: 'c1',
  chance: null,
  said: { ...said, ...RULES[i] } as Statement['said'],
}))
const validation = validationOf({
  labels: [
    ...labels,
    judgedRow('gone', { risk: 2 }),
    ...labels.slice(0, 2).map((row) => ({ ...row, judge: 'person/bob' })),
  ],
  verdicts: [],
  rules,
  dayOf: ({ id }) => (id === 'gone' ? undefined : `2026-01-0${Number(id.slice(1)) + 1}`),
})

describe('the screen of a validation', () => {
  const screen = validationScreen(validation, { width: 100, color: false })

  it('has a table with the published values beside', () => {
    expect(screen).toContain('ada: 4 actions; all drawn with the same chance')
    expect(screen).toContain('1 stored label is of units outside these logs')
    expect(screen).toContain('rules, against the labels of ada')
    // Risk 3 3, 2 2, 5 4, 7 3: three of four within one, two exactly. Of 2, 3, 5, 7 any one number is near two at most.
    expect(screen).toMatch(/risk ±1 +4 +75% +— +50% +[\d.−]+ +99% of 200/)
    expect(screen).toMatch(/human in loop +4 +75% +— +50% +[\d.−]+ +77.5% of 200/)
    expect(screen).toMatch(/goal domain category +4 +100%/)
    expect(screen).toContain('exactly the same: risk 50%')
    // Verdicts Y N N N on labels Y Y N N.
    expect(screen).toContain('of 1 × Yes 100% (published 46%), of 3 × No 66.7% (published 100%)')
  })

  it('lays out what was taken for what', () => {
    expect(screen).toContain('actions: human in loop, labels in rows, verdicts in columns')
    expect(screen).toMatch(/a {2}Yes +1 +1\n +b {2}No +· +2\n/)
    expect(screen).not.toContain('actions: goal domain category, labels')
    expect(screen).toContain('Sandboxed execution + Execution timeouts')
    expect(screen).toContain('Between those who labelled: alpha (units)')
  })

  it.each([34, 48, 64, 80, 120])('fits %i columns', (width) => {
    for (const line of validationScreen(validation, { width, color: false }).split('\n'))
      expect(stringWidth(line), line).toBeLessThanOrEqual(width)
  })

  it('says how to begin where there are no labels', () => {
    const empty = validationOf({ labels: [], verdicts: [], rules: [], dayOf: () => undefined })
    expect(validationScreen(empty, { width: 80, color: false })).toMatch(/leeway\s+validate\s+--by\s+NAME/)
  })
})
