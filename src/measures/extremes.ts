import { all, extremesOf, figure } from '../algebra/index.js'
import { GROUP_NOTES, judgedActions, leftActions, NONE_JUDGED_ACTIONS } from './judged.js'
import { STUDY } from './published.js'

/** Groups that are shown for each score. */
const MOST = 10

/** Which groups of actions stand out by their risk or autonomy (method.md 5). */
export const extremes = figure({
  id: 'extremes',
  title: 'The riskiest and the most autonomous',
  question: 'Which actions are the riskiest, and which are done with the least human say?',
  evidence: 'judged actions',
  unit: 'actions',
  counted: judgedActions,
  left: leftActions,
  wants: ['linkable'],
  parts: [
    {
      of: 'actions',
      where: all(),
      by: { kind: 'taxa', of: 'action', column: 'cluster' },
      estimate: extremesOf({ values: { risk: 'risk', autonomy: 'autonomy' }, most: MOST }),
    },
  ],
  published: [
    {
      label: 'mean risk of the riskiest group',
      value: 6,
      source: STUDY,
      comparable: 'partly',
      why: 'tool calls of a public API there, grouped and judged by models; ranked by plain means',
    },
  ],
  notes: [
    ...GROUP_NOTES,
    'Groups of the lowest level are ranked by "shrunk": their means drawn towards the common one (empirical Bayes; the variance between groups by the method of moments), so that a group of few contributors does not lead by chance. The means beside it are plain.',
  ],
  none: NONE_JUDGED_ACTIONS,
})
