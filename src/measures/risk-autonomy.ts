import { all, figure, not, type Parting, type Predicate, scores } from '../algebra/index.js'
import {
  actionVerdict,
  COMPLEXITY,
  DOMAIN,
  GROUP_NOTES,
  HUMANS,
  judgedActions,
  leftActions,
  NONE_JUDGED_ACTIONS,
  REVERSIBILITY,
  SAFEGUARDED,
  unsure,
} from './judged.js'
import { STUDY } from './published.js'

const { cluster, goal_complexity, goal_domain_category, human_in_loop, reversibility, safeguards_category } =
  actionVerdict

const facet = (parting: Parting, unknown: Predicate) => ({ parting, unknown })

/** How risky and how autonomous each group of actions is (method.md 5). */
export const riskAutonomy = figure({
  id: 'risk-autonomy',
  title: 'Risk and autonomy',
  question: 'What do agents do that is risky, and what do they do on their own?',
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
      estimate: scores({
        values: { risk: 'risk', autonomy: 'autonomy' },
        facets: [
          facet(DOMAIN, unsure(goal_domain_category)),
          facet(REVERSIBILITY, unsure(reversibility)),
          facet(HUMANS, unsure(human_in_loop)),
          facet(SAFEGUARDED, unsure(safeguards_category)),
          facet(COMPLEXITY.parting, unsure(goal_complexity)),
        ],
      }),
    },
  ],
  published: [
    {
      label: 'mean risk of the riskiest group',
      value: 6,
      source: STUDY,
      comparable: 'partly',
      why: 'tool calls of a public API there, grouped and judged by models; its mean autonomy is 8.0',
    },
    {
      label: 'mean risk of a group with a mean autonomy of 8.0',
      value: 1.1,
      source: STUDY,
      comparable: 'partly',
      why: 'the least risky of the autonomous groups there; grouped and judged by models',
    },
  ],
  notes: [
    ...GROUP_NOTES,
    'Each action counts once. A mean is over the actions of a group whose score could be told; its interval is clustered by contributor.',
    'Beside the means stand shares within the group, by dimension, of the actions for which it could be told, in thousandths; and, by week, its share of all judged actions of that week.',
  ],
  none: NONE_JUDGED_ACTIONS,
  asides: [
    {
      where: not(cluster.known()),
      ofRest: true,
      says: ({ n }, of) =>
        n === 0
          ? 'Every judged action has a sentence that was put into groups.'
          : `For ${n} of ${of.n} judged actions there is no sentence that was put into groups; they are in no row.`,
    },
    {
      where: cluster.is(0),
      ofRest: true,
      says: ({ n }, of) =>
        n === 0
          ? 'No sentence lies near no group.'
          : `The sentences of ${n} of ${of.n} judged actions lie near no group; they are in no row.`,
    },
  ],
})
