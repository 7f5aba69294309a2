import type { FigureOf } from '../../src/release/index.js'
import { judgedActions, SOURCE, weightedShare } from './judged.js'

const SHARES = {
  'Software engineering': 0.49,
  'Data analysis and BI': 0.061,
  'Academic research': 0.034,
  'Education and tutoring': 0.009,
  'Medicine and healthcare': 0.006,
  Legal: 0.008,
  'Finance and accounting': 0.024,
  'Sales and CRM': 0.012,
  'Marketing and copywriting': 0.021,
  'Customer service': 0.018,
  'Document and presentation creation': 0.047,
  'Travel and logistics': 0.004,
  'E-commerce operations': 0.005,
  'Back-office automation': 0.058,
  Cybersecurity: 0.037,
  'Gaming and interactive media': 0.011,
  Other: 0.155,
} as const

export const domainsFigure = (next: () => number): FigureOf<'domains'> => ({
  id: 'domains',
  title: 'Domains',
  question: 'What are agents used for?',
  ...judgedActions,
  rows: Object.entries(SHARES).flatMap(([domain, share]) =>
    weightedShare(share, 61_204, next).map((row) => ({ domain, ...row })),
  ),
  published: [
    {
      label: 'software engineering',
      value: 0.5,
      source: SOURCE,
      comparable: 'no',
      why: 'there, customers of a public interface; here, mostly one product for writing software',
    },
  ],
  notes: ['Logs of coding agents hold mostly software work, whatever the rest of the world does.'],
})
