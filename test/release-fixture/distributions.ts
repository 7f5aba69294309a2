import type { FigureOf } from '../../src/release/index.js'
import { judgedActions, weightedShare } from './judged.js'

const SCORES = [0.31, 0.27, 0.19, 0.11, 0.06, 0.035, 0.015, 0.007, 0.002, 0.001]
const scores = (shares: readonly number[]) => Object.fromEntries(shares.map((share, i) => [String(i + 1), share]))

const SHARES: Record<string, Record<string, number>> = {
  goal_complexity: { Minimal: 0.22, Low: 0.34, Intermediate: 0.31, High: 0.12, Unbounded: 0.008 },
  environment_type: {
    'Agent scaffolding': 0.12,
    'Simulated or sandboxed': 0.09,
    'Individual virtual': 0.61,
    'Shared virtual': 0.178,
    'Physical world': 0.0004,
  },
  environmental_impact: {
    'Observation only': 0.52,
    'Minor impact': 0.39,
    'Intermediate impact': 0.08,
    'Comprehensive impact': 0.006,
  },
  reversibility: {
    'Easily reversible': 0.41,
    'Reversible with effort': 0.06,
    Irreversible: 0.011,
    'Not applicable': 0.52,
  },
  safeguards_category: {
    'Sandboxed execution': 0.18,
    'Domain/network restrictions': 0.03,
    'Scoped permissions': 0.44,
    'Human approval required': 0.39,
    'Human escalation pathways': 0.02,
    'AI supervision': 0.09,
    'Change tracking and reversion': 0.48,
    'Rate limits': 0.004,
    'Execution timeouts': 0.12,
    'Resource quotas': 0.003,
    'No clear guardrails': 0.17,
    Other: 0.001,
  },
  agentic_architecture: {
    'Single agent, scoped tools': 0.08,
    'Single agent, general tools': 0.71,
    'Multi-agent, scoped tools': 0.02,
    'Multi-agent, general tools': 0.19,
  },
  setting: { Production: 0.4, 'Evaluation or red team': 0.08, 'Demo or test': 0.11 },
  risk: scores(SCORES),
  autonomy: scores([0.02, 0.06, 0.17, 0.24, 0.2, 0.14, 0.09, 0.05, 0.02, 0.01]),
}

/** Nine dimensions of judged actions; the setting of four in ten could not be told. */
export const distributionsFigure = (next: () => number): FigureOf<'distributions'> => ({
  id: 'distributions',
  title: 'What actions are like',
  question: 'What are the actions of agents like?',
  ...judgedActions,
  rows: Object.entries(SHARES).flatMap(([dimension, values]) => {
    const unknown = dimension === 'setting' ? 25_100 : 0
    const rows = Object.entries(values).flatMap(([value, share]) =>
      weightedShare(unknown ? share / 0.59 : share, 61_204 - unknown, next).map((row) => ({
        dimension,
        value,
        ...row,
      })),
    )
    return unknown === 0
      ? rows
      : [
          ...rows.map((row) => ({ ...row, share_min: row.share * 0.59, share_max: row.share * 0.59 + 0.41 })),
          ...weightedShare(0.41, 61_204, next).map((row) => ({ dimension, value: 'Not inferable', ...row })),
        ]
  }),
  published: [],
  notes: ['What could not be told leaves the denominator and has a row of its own.'],
})
