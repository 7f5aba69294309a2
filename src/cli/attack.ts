import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { ATTACKS, attackAll, type Ground, SMALL, type Team, teamOf, tells } from '../attack/index.js'
import { SOURCES } from '../sources/index.js'
import type { FileBatch } from '../store/index.js'
import { parseStudy, type StudyFile, studyFromOptions } from '../study/index.js'
import { copyOf } from './attack-copy.js'
import { releaseToTell, tellIn } from './attack-into.js'
import type { AttackResult } from './attack-result.js'
import { attackScreen } from './attack-screen.js'
import { studioOf } from './attack-studio.js'
import { Recovered, UsageError } from './exit.js'
import { placesOf } from './run.js'
import { keyOf, patienceOf } from './session.js'
import { whereOf } from './where.js'
import type { World } from './world.js'

export interface AttackOptions {
  runs: string
  targets: string
  seed: string
  only?: string
  /** A release.json that is to carry the result. */
  into?: string
  json?: boolean
}

/** Runs that are played at the same time: the engine works while the next ones are planted. */
const AT_ONCE = 2

/** Runs that are played a second time with other secrets. */
const PAIRED = 10

/**
 * `leeway attack`: plays every attack against the releases of a study, on a copy of what the store holds, or on a made-up
 * team where there is no study, or too few people in it.
 * @throws Recovered where an attack told secrets more often than guessing does, or a planted word came out.
 */
export async function attack(file: string | undefined, options: AttackOptions, world: World): Promise<void> {
  const [runs, targets, seed] = [
    numberOf('--runs', options.runs, 1),
    numberOf('--targets', options.targets, 1),
    numberOf('--seed', options.seed, 0),
  ]
  const attacks = attacksOf(options.only)
  const study = await studyIn(file, world)
  const { name, k_users, k_items, sybils, protect } = study.policy
  const policy = { name, k_users, k_items, sybils, protect }
  const { into } = options
  const release = into === undefined ? null : await releaseToTell(into, world.cwd, policy)
  const where = whereOf({}, world.environment)
  const key = await keyOf(where)
  const places = new Set(placesOf(study, world.cwd).map(({ id }) => id))
  const { files, left } =
    file === undefined ? { files: [], left: 0 } : await copyOf(where.home, places, key.mark, patienceOf(world))
  const people = new Set(files.map(({ contributor }) => contributor))
  const copied = people.size >= study.policy.k_users + study.policy.sybils
  const background = copied ? files : []
  if (left > 0) world.stderr.write(`leeway: ${left} files more than fit were left out of the copy\n`)
  if (file !== undefined && !copied)
    world.stderr.write(
      'leeway: the store holds too few people of this study, so the team that is attacked is made up\n',
    )
  const ground = groundOf(background, [...places][0] ?? '/attacked')
  const line = attackLine(world)
  const outcomes = await attackAll({
    ...{ attacks, runs, targets, seed, sybils: study.policy.sybils, paired: PAIRED, atOnce: AT_ONCE },
    team: (random) => (copied ? teamIn(background) : teamOf(random, SMALL)),
    open: (figures) => studioOf(study, { ...ground, background }, key, figures),
    progress: line.progress,
  }).finally(line.done)
  const result: AttackResult = {
    ...{ date: new Date().toISOString().slice(0, 10), policy },
    ...{ people: copied ? 'copied' : 'synthetic', runs, targets, seed, outcomes },
  }
  world.stdout.write(options.json ? `${JSON.stringify(result, null, 2)}\n` : attackScreen(result))
  if (into !== undefined && release !== null) await tellIn(into, world.cwd, release, result)
  const told = outcomes.filter(tells)
  if (told.length > 0)
    throw new Recovered(`secrets were told beyond what guessing tells: ${told.map(({ id }) => id).join(', ')}`)
}

async function studyIn(file: string | undefined, world: World): Promise<StudyFile> {
  if (file === undefined)
    return studyFromOptions({ name: 'attack', places: ['/attacked'], policy: { name: 'team', sybils: 2 } })
  const text = await readFile(resolve(world.cwd, file), 'utf8').catch((error: Error) => {
    throw new UsageError(`cannot read the study file ${file}: ${error.message}`)
  })
  const kinds = SOURCES.map(({ id }) => id)
  const study = parseStudy(text, file, kinds)
  if (study.policy.name !== 'team')
    throw new UsageError(
      `the policy of ${file} is "${study.policy.name}", which promises nothing that could be attacked; expected policy: { name: team }`,
    )
  return { ...study, judge: { id: 'rules' } }
}

function attacksOf(only: string | undefined): typeof ATTACKS {
  if (only === undefined) return ATTACKS
  const names = only.split(',')
  const unknown = names.find((name) => ATTACKS.every(({ id }) => id !== name))
  if (unknown !== undefined)
    throw new UsageError(`--only ${unknown}: expected some of ${ATTACKS.map(({ id }) => id).join(', ')}`)
  return ATTACKS.filter(({ id }) => names.includes(id))
}

function numberOf(option: string, text: string, least: number): number {
  const number = Number(text)
  if (Number.isSafeInteger(number) && number >= least) return number
  throw new UsageError(`${option} ${text}: expected a whole number of ${least} or more`)
}

/** Planted sessions lie beside what is copied, as logs of the kind that is most common there. */
function groundOf(files: readonly FileBatch[], place: string): Ground {
  const first = files[0]
  if (first !== undefined) return { place: first.place, source: first.source, sourceVersion: first.sourceVersion }
  const source = SOURCES.find(({ carries }) => carries.turn_time === true && carries.linkable === true)!
  return { place, source: source.id, sourceVersion: source.version }
}

function teamIn(files: readonly FileBatch[]): Team {
  const times = files.flatMap(
    ({ tables: { session } }) => (session.columns.first_at ?? [session.same.first_at]) as unknown[],
  )
  const known = times.filter((time): time is number => typeof time === 'number')
  const people = [...new Set(files.map(({ contributor }) => contributor))]
  const from = known.reduce((least, time) => Math.min(least, time), known[0] ?? 0)
  const to = known.reduce((most, time) => Math.max(most, time), from)
  return { people, sessions: [], from, to: Math.max(to, from + 2 * DAY_MS) }
}

const DAY_MS = 86_400_000
const STEP_MS = 500

/** A line on stderr that shows how far it is; nothing where stderr is no terminal. */
function attackLine({ stderr, now }: World): { progress(done: number, of: number): void; done(): void } {
  let last = Number.NEGATIVE_INFINITY
  return {
    progress(done, of) {
      if (!stderr.isTTY || now() - last < STEP_MS) return
      last = now()
      stderr.write(`\r\u001b[Kattacking: ${done} of ${of} runs`)
    },
    done() {
      if (stderr.isTTY) stderr.write('\r\u001b[K')
    },
  }
}
