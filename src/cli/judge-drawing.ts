import { join } from 'node:path'
import { type Questioned, questionOf } from '../facets/index.js'
import { concealer } from '../ingest/index.js'
import { JudgeStopped, type Plan, plan, type Question, type RunSettings } from '../judge/index.js'
import type { Conceal, JudgedUnit } from '../model/index.js'
import { scrub } from '../privacy/index.js'
import { type StudyFile, type StudySample, studyHash } from '../study/index.js'
import { say } from './answer.js'
import { JudgeEnded, UsageError } from './exit.js'
import { Asking } from './judge-asking.js'
import { type DrawnSample, drawSamples } from './judge-drawn.js'
import { drawOf, sameDraw } from './judge-draws.js'
import type { Chosen } from './judge-model.js'
import { type SampleOptions, type SampleWish, sampleWish } from './judge-options.js'
import { namedPolicy, studyOf, withStudy } from './session.js'
import { type Where, whereOf } from './where.js'
import type { World } from './world.js'

/** What was drawn for a judge, ready to be asked about. The store is closed again by then. */
export interface Drawing {
  /** With the policy that holds for these logs. */
  study: StudyFile
  wish: SampleWish
  samples: DrawnSample[]
  where: Where
  conceal: Conceal
  /** Where the judge's journal lies. */
  folder: string
  /** Secret of the deployment. */
  key: Buffer
}

/** The folder of what judges are asked and answer. */
export const judgeFolder = ({ home }: Pick<Where, 'home'>): string => join(home, 'judge')

/**
 * Reads the logs of a study as a report does, and draws what is to be judged.
 * @param judgeOf the judge that a study is for, by its id; null for one that is named later.
 */
export async function drawnFor(
  places: readonly string[],
  options: SampleOptions,
  world: World,
  judgeOf: (study: StudyFile) => string | null,
): Promise<Drawing> {
  const study = await studyOf(places, options, world)
  const where = whereOf(options, world.environment)
  const wish = sampleWish(options, study.sample)
  const judge = judgeOf(study)
  const folder = judgeFolder(where)
  const asked = { study: { ...study, judge: { id: 'rules' } }, named: namedPolicy(study, options) }
  return withStudy(asked, world, where, async (prepared) => {
    say(prepared.says, world)
    const samples = await drawSamples(prepared, wish, judge)
    const drawn = samples.some(({ kept }) => [...kept.values()].some(({ chance }) => chance !== null))
    if (judge !== null) await sameDraw(folder, judge, drawOf(wish.seed, study.policy.protect), drawn)
    const { key } = prepared.key
    const own = { ...study, policy: prepared.study.policy }
    return { study: own, wish, samples, where, conceal: concealer(key), folder, key }
  })
}

/** The question that is put about a unit, with answers scrubbed before anything is kept. */
export const questionAbout = <U extends JudgedUnit>(unit: U): Question<Questioned<U>> => questionOf(unit, scrub)

/** Versions of the questions about some units, as a study records them. */
export const versionsOf = (units: readonly JudgedUnit[]): string =>
  units.map((unit) => questionAbout(unit).version).join(' ')

/** @throws UsageError where a study was planned with other questions than are asked now. */
export function sameQuestions(recorded: string | undefined, units: readonly JudgedUnit[]): void {
  if (recorded === undefined) return
  const known = recorded.split(' ')
  const other = versionsOf(units)
    .split(' ')
    .find((version) => !known.includes(version))
  if (other !== undefined)
    throw new UsageError(
      `the study was planned with the questions ${recorded}, and this version asks ${other}: its verdicts would not be those; remove judge.questions to ask anew`,
    )
}

export interface GoingOptions {
  atOnce?: string
  again?: boolean
}

/** How a run goes about it, but for its budget. Its name stands for what the user says yes to: this study, judge and sample. */
export function goingAbout({ study, wish, folder, key }: Drawing, chosen: Chosen, options: GoingOptions) {
  const units = (unit: JudgedUnit) =>
    wish.units.flatMap((one) => (one.unit === unit ? ['units' in one.size ? one.size.units : 1] : []))[0] ?? 0
  const width = wish.units.flatMap(({ size }) => ('width' in size ? [size.width] : []))[0]
  const sample: StudySample = {
    actions: units('action'),
    turns: Math.max(units('turn'), units('interrupt')),
    seed: wish.seed,
    ...(width === undefined ? {} : { width }),
  }
  const { questions: _, ...judge } = chosen.judge
  const concurrency = options.atOnce === undefined ? undefined : atOnceOf(options.atOnce)
  return {
    name: studyHash({ ...study, judge, sample }, key),
    folder,
    again: options.again ?? false,
    ...(concurrency === undefined ? {} : { concurrency }),
  } satisfies Omit<RunSettings, 'budget'>
}

function atOnceOf(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text)
  throw new UsageError(`--at-once ${text}: expected how many requests may be under way, from 1 to 9999`)
}

/** What judging one kind of unit would send. */
export interface UnitPlan {
  sample: DrawnSample
  /** Drawn units whose log is gone, or cannot be read. */
  gone: number
  plan: Plan
}

/** Why a judge ended; for other readers without what an endpoint said, which may quote what it was sent. */
export function endedBy({ message }: JudgeStopped, { study, folder }: Drawing): JudgeEnded {
  if (study.policy.name === 'private') return new JudgeEnded(message)
  return new JudgeEnded(message.split(' (', 1)[0]!.replaceAll(folder, 'the data folder'))
}

/**
 * Counts what would be sent. Nothing leaves to find out.
 * @throws JudgeEnded where another process judges into the same folder, or settings contradict each other.
 */
export async function planned(
  drawing: Drawing,
  chosen: Chosen,
  going: Omit<RunSettings, 'budget'>,
): Promise<UnitPlan[]> {
  const settings = { model: chosen.settings, run: { ...going, budget: {} } }
  const plans: UnitPlan[] = []
  try {
    for (const sample of drawing.samples) {
      const { unit } = sample.sample
      const asking = new Asking(unit, sample.units, drawing.conceal)
      const counted = await plan(asking.inquiries(), questionAbout(unit), settings)
      plans.push({ sample, plan: counted, gone: asking.gone.length })
    }
  } catch (error) {
    throw error instanceof JudgeStopped ? endedBy(error, drawing) : error
  }
  return plans
}
