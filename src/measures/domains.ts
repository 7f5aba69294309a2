import { all, figure, share } from '../algebra/index.js'
import { NOT_INFERABLE } from '../model/index.js'
import {
  ACTION_NOTES,
  actionVerdict,
  DOMAIN,
  judgedActions,
  leftActions,
  NONE_JUDGED_ACTIONS,
  sharesOf,
  unsure,
  WEIGHTS,
} from './judged.js'
import { STUDY } from './published.js'

const { goal_domain_category } = actionVerdict

/** What agents work on (method.md 5). */
export const domains = figure({
  id: 'domains',
  title: 'Domains',
  question: 'What do agents work on?',
  evidence: 'judged actions',
  unit: 'actions',
  counted: judgedActions,
  left: leftActions,
  wants: ['linkable'],
  parts: [
    {
      of: 'actions',
      where: all(),
      by: { kind: 'whole' },
      weights: WEIGHTS,
      estimate: share({
        key: 'domain',
        ...sharesOf(DOMAIN),
        unknown: unsure(goal_domain_category),
        unknownAs: NOT_INFERABLE,
      }),
    },
  ],
  published: [
    {
      label: 'software engineering',
      value: 0.5,
      source: STUDY,
      comparable: 'partly',
      why: 'read as "nearly 50%"; tool calls of a public API there, of many customers; logs of coding agents hold little else',
    },
  ],
  notes: [
    ...ACTION_NOTES,
    'The share of "Not inferable" is of all judged actions, the other shares are of those whose domain could be told.',
  ],
  none: NONE_JUDGED_ACTIONS,
})
