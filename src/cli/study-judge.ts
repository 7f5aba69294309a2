import type { Private } from '../algebra/index.js'
import { RULES } from '../facets/index.js'
import { PERSON } from '../model/index.js'
import { chooseJudge, type JudgeChoice, type JudgeKept, mayBeNamed, modelsKept } from '../privacy/index.js'
import type { JudgedScope } from '../store/index.js'
import type { PolicyName, StudyFile } from '../study/index.js'
import { UsageError } from './exit.js'

/** A study with another judge than its own, where one is named on the command line. */
export function withJudge(study: StudyFile, id: string | undefined): StudyFile {
  if (id === undefined || id === study.judge.id) return study
  if (id !== 'rules' && !/^[^\s/]+\/\S+$/.test(id))
    throw new UsageError(`--judge ${id}: expected rules, or <provider>/<model>`)
  return { ...study, judge: { id } }
}

/**
 * Whose verdicts a study takes in besides those of the rules, or null.
 * @throws UsageError where its judge is a model of which nothing is stored.
 */
export function judgeOf({ judge: { id } }: StudyFile, kept: Private<readonly JudgeKept[]>): JudgeChoice | null {
  const found = chooseJudge(kept, id)
  if (found !== null || id === 'rules') return found
  const models = modelsKept(kept)
  const there = models.length === 0 ? 'nothing of any other judge' : `verdicts of ${models.join(', ')}`
  throw new UsageError(
    `judge ${id}: this store has no verdict of it (it has ${there}); let it judge first with leeway judge run, or leave it to the rules with --judge rules`,
  )
}

/**
 * How they get into a study under a policy: a model's beside the rules', or for other readers in their place; labels of a
 * person beside the rules', and for other readers not at all.
 * @throws UsageError where a study for other readers has a judge that they may not be told of.
 */
export function scopeOf(
  { judge: { id } }: StudyFile,
  choice: JudgeChoice | null,
  policy: PolicyName,
): { judged?: JudgedScope } {
  if (choice === null) return {}
  if (policy === 'private') return { judged: { judge: choice.judge, as: 'truth' } }
  if (mayBeNamed(choice.judge)) return { judged: { judge: choice.judge, as: 'verdict' } }
  if (id === 'rules') return {}
  throw new UsageError(
    choice.judge.startsWith(PERSON)
      ? `judge ${id}: labels of a person are for policy "private" only; leave it to the rules or to a model`
      : `judge ${id}: a release for other readers names its judge, in letters, digits, dots, colons and hyphens only; let it judge under such a name`,
  )
}

/** The judge as a release names it: labels correct what the rules say, and do not take their place. */
export const judgeNamed = (study: StudyFile, choice: JudgeChoice | null) =>
  choice === null || choice.judge.startsWith(PERSON)
    ? { id: 'rules', questions: `rules/${RULES.version}` }
    : { id: study.judge.id, questions: choice.questions }
