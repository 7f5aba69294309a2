import type { Private } from '../algebra/index.js'
import { open } from '../algebra/open.js'
import { PERSON } from '../model/index.js'
import type { Policy, Study } from '../release/index.js'

/** What is stored of one judge, for one kind of unit. */
export interface JudgeKept {
  judge: string
  run: string
  questions: string
  judged: number
  /** Of those judged, how many were drawn with a known chance. */
  drawn: number
}

/** A judge besides the rules whose verdicts a study takes in. */
export interface JudgeChoice {
  judge: string
  /** Versions of the questions that its verdicts answer. */
  questions: string
}

/** The run of a judge that figures are made of; others are for comparing it with itself. */
const FIRST = ''

/**
 * Which judge a study takes in besides the rules: the one that is named, or for figures of the rules the person who
 * labelled most units that were drawn with a known chance.
 * @param id the study's judge, or `rules`.
 * @returns null where there is nobody of that kind; names of judges are all that this tells.
 */
export function chooseJudge(kept: Private<readonly JudgeKept[]>, id: string): JudgeChoice | null {
  const first = open(kept).filter(({ run, judged }) => run === FIRST && judged > 0)
  const judge = id === 'rules' ? labeller(first) : id
  const own = first.filter((each) => each.judge === judge)
  if (judge === null || own.length === 0) return null
  return { judge, questions: [...new Set(own.map(({ questions }) => questions))].sort().join(' ') }
}

/** Models of which verdicts are stored, to choose from. */
export const modelsKept = (kept: Private<readonly JudgeKept[]>): string[] => [
  ...new Set(open(kept).flatMap(({ judge, judged }) => (judged === 0 || judge.startsWith(PERSON) ? [] : [judge]))),
]

function labeller(kept: readonly JudgeKept[]): string | null {
  const labels = new Map<string, number>()
  for (const { judge, drawn } of kept)
    if (judge.startsWith(PERSON) && drawn > 0) labels.set(judge, (labels.get(judge) ?? 0) + drawn)
  const most = [...labels].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
  return most[0]?.[0] ?? null
}

/** What a judge did of one kind of unit, inside the window of a study. */
export interface JudgeDone {
  judged: number
  refused: number
  /** Millionths of a dollar; null where nothing says what it cost. */
  micro_usd: number | null
}

/** How much was judged and what it cost; other readers are told neither, since both tell how much there is in all. */
export function judgeCounts(done: readonly JudgeDone[], policy: Policy): Omit<Study['judge'], 'id' | 'questions'> {
  if (policy.name !== 'private') return { judged: null, refused: null, cost_usd: null }
  const sum = (of: (each: JudgeDone) => number) => done.reduce((all, each) => all + of(each), 0)
  const priced = done.every(({ judged, refused, micro_usd }) => judged + refused === 0 || micro_usd !== null)
  return {
    judged: sum(({ judged }) => judged),
    refused: sum(({ refused }) => refused),
    cost_usd: priced ? sum(({ micro_usd }) => micro_usd ?? 0) / 1e6 : null,
  }
}

/** A model by its endpoint's name for it, which is no person's. */
const MODEL = /^(?!person\/)[\w.-]{1,40}(?:\/[\w.:-]{1,60}){1,3}$/
const QUESTIONS = /^[a-z-]+\/[\w.]+(?: [a-z-]+\/[\w.]+)*$/

/** Whether a judge may be named in a release for other readers. */
export const mayBeNamed = (id: string): boolean => id === 'rules' || MODEL.test(id)

/** What a release for other readers may say of its judge in words. */
export const judgeWords = ({ id, questions }: Pick<Study['judge'], 'id' | 'questions'>): string[] => [
  ...(mayBeNamed(id) ? [id] : []),
  ...(QUESTIONS.test(questions) ? [questions] : []),
]
