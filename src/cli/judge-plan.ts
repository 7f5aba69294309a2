import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { JudgedUnit } from '../model/index.js'
import { type StudyFile, studyYaml } from '../study/index.js'
import { UsageError } from './exit.js'
import {
  type Drawing,
  drawnFor,
  type GoingOptions,
  goingAbout,
  planned,
  sameQuestions,
  type UnitPlan,
  versionsOf,
} from './judge-drawing.js'
import { type Chosen, chosenModel } from './judge-model.js'
import { type JudgeOptions, recordedSample } from './judge-options.js'
import { leaving, planScreen, toAsk } from './judge-screen.js'
import type { World } from './world.js'

export interface PlanOptions extends JudgeOptions, GoingOptions {
  json?: boolean
  save?: string
}

/** A plan with all that is needed to carry it out. */
export interface Ready {
  drawing: Drawing
  chosen: Chosen
  going: ReturnType<typeof goingAbout>
  plans: UnitPlan[]
}

/**
 * Draws what is to be judged and counts what that would send. Nothing leaves.
 * @param asks whether it is to be sent then.
 */
export async function readied(
  places: readonly string[],
  options: PlanOptions,
  world: World,
  asks: boolean,
): Promise<Ready> {
  let chosen: Chosen | null = null
  const drawing = await drawnFor(places, options, world, ({ judge }) => {
    chosen = chosenModel(options, judge, world.environment, asks)
    return chosen.judge.id
  })
  const model = chosen!
  sameQuestions(
    (model as Chosen).judge.questions,
    drawing.wish.units.map(({ unit }) => unit),
  )
  const going = goingAbout(drawing, model, options)
  return { drawing, chosen: model, going, plans: await planned(drawing, model, going) }
}

/** `leeway judge plan`: how much of what would leave, where to and for how much. */
export async function judgePlan(places: readonly string[], options: PlanOptions, world: World): Promise<void> {
  const { drawing, chosen, plans } = await readied(places, options, world, false)
  const { study } = drawing
  const policy = study.policy.name
  if (options.save !== undefined) await save(options.save, plans, drawing, chosen, world)
  if (options.json) {
    world.stdout.write(`${JSON.stringify(planJson(plans, chosen), null, 2)}\n`)
    return
  }
  world.stdout.write(planScreen(plans, chosen, { name: study.name, policy }))
  world.stdout.write('\nNothing has left. leeway judge run with the same options and a --budget asks.\n')
}

function planJson(plans: readonly UnitPlan[], { judge }: Chosen) {
  const { address, local, encrypted, batched, spent, prices, pricesOf } = plans[0]!.plan
  return {
    judge: judge.id,
    questions: versionsOf(plans.map(({ sample }) => sample.sample.unit)),
    address,
    local,
    encrypted,
    batched,
    units: plans.map(({ sample, gone, plan }) => {
      const { unit, population, strata, shares } = sample.sample
      const { kept, repeats, tooLong, lost } = plan
      const drawn = sample.units.size
      const each = strata.map(({ name, units, expected, chance }) => ({ name, units, expected, chance: chance / 1e9 }))
      return {
        unit,
        population,
        drawn,
        kept,
        repeats,
        too_long: tooLong,
        lost,
        gone,
        asked: toAsk(plan),
        strata: each,
        shares,
      }
    }),
    ...leaving(plans),
    spent,
    prices,
    prices_of: pricesOf,
  }
}

/** Writes the study with its sample and judge, for `--study` of this and other commands. */
async function save(
  file: string,
  plans: readonly UnitPlan[],
  { study, wish }: Drawing,
  { judge }: Chosen,
  world: World,
): Promise<void> {
  const drawn = new Map<JudgedUnit, number>(plans.map(({ sample }) => [sample.sample.unit, sample.units.size]))
  const questions = versionsOf(wish.units.map(({ unit }) => unit))
  const saved: StudyFile = { ...study, sample: recordedSample(wish, drawn), judge: { ...judge, questions } }
  await writeFile(resolve(world.cwd, file), studyYaml(saved), { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(
      error.code === 'EEXIST'
        ? `--save ${file}: there is such a file; name a new one`
        : `--save ${file}: it cannot be written (${error.code})`,
    )
  })
}
