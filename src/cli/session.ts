import { readFile, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import {
  concealer,
  machineMark,
  makeFolder,
  type PseudonymKey,
  parsePlace,
  pseudonymKey,
  reasonOf,
  type Walk,
} from '../ingest/index.js'
import { mustBeKept } from '../privacy/index.js'
import { SOURCES } from '../sources/index.js'
import { AddressError, openStore, type Patience, type Store, StoreError } from '../store/index.js'
import { type PolicyName, parseStudy, type StudyFile, studyFromOptions } from '../study/index.js'
import { discreetly, isDiscreet } from './discreet.js'
import { NothingError, UsageError } from './exit.js'
import type { GroupsAsked } from './groups.js'
import { type Environment, userHome } from './home.js'
import { type ProgressLine, progressLine } from './progress.js'
import { type Prepared, prepare } from './run.js'
import { withJudge } from './study-judge.js'
import { threads } from './threads.js'
import { understood } from './understood.js'
import { hereIn, type StoreOptions, type Where } from './where.js'
import type { World } from './world.js'

/** Options by which commands name a study, and the store for it. */
export interface StudyOptions extends StoreOptions {
  study?: string
  policy?: string
  /** Who judges, where it is not the judge of the study file, or the rules. */
  judge?: string
  from?: string
  to?: string
}

/** Folders and files on this machine that hold logs of a known kind. */
export async function ownPlaces(environment: Environment): Promise<string[]> {
  const homes = SOURCES.flatMap((source) => source.homes(environment, userHome(environment)))
  const found: string[] = []
  for (const home of new Set(homes))
    if (
      await stat(parsePlace(home, '/').base).then(
        (s) => s.isDirectory() || s.isFile(),
        () => false,
      )
    )
      found.push(home)
  return found
}

/**
 * The study that a command line asks for: a file, places, or this machine's own logs.
 * @throws UsageError where a file is named together with what it already says.
 */
export async function studyOf(places: readonly string[], options: StudyOptions, world: World): Promise<StudyFile> {
  if (options.study !== undefined) {
    if (places.length > 0 || options.from !== undefined || options.to !== undefined) {
      throw new UsageError('--study names places and window itself; leave out PLACE, --from and --to')
    }
    const text = await readFile(resolve(world.cwd, options.study), 'utf8').catch((error: Error) => {
      throw new UsageError(`cannot read the study file ${options.study}: ${error.message}`)
    })
    const study = parseStudy(
      text,
      options.study,
      SOURCES.map((source) => source.id),
    )
    const name = options.policy === undefined ? study.policy.name : policyName(options.policy)
    mustBeKept(name, study.name)
    return withJudge({ ...study, policy: { ...study.policy, name } }, options.judge)
  }
  const named = places.length > 0 ? [...places] : await ownPlaces(world.environment)
  if (named.length === 0) {
    throw new NothingError('no agent logs were found on this machine; name a PLACE, or try: leeway demo')
  }
  const name = places.length > 0 ? 'report' : 'this machine'
  const policy = policyName(options.policy ?? 'private')
  mustBeKept(policy, name)
  const study = studyFromOptions({
    name,
    places: named,
    ...(options.from === undefined ? {} : { from: options.from }),
    ...(options.to === undefined ? {} : { to: options.to }),
    policy,
  })
  return withJudge(study, options.judge)
}

/** The policy that was asked for by name, on the command line or in the study file; null where nobody named one. */
export const namedPolicy = (study: StudyFile, options: StudyOptions): PolicyName | null =>
  options.policy === undefined && options.study === undefined ? null : study.policy.name

function policyName(name: string): PolicyName {
  if (name === 'private' || name === 'team' || name === 'public') return name
  throw new UsageError(`--policy ${name}: expected private, team or public`)
}

/** An opened store with the key of its pseudonyms. */
export interface Opened {
  store: Store
  key: PseudonymKey
}

/**
 * Opens the store that a command works on. Where another process holds it, waits and says so.
 * @throws StoreError where the store, or the folder it lies in, cannot be used; AddressError where it is named wrongly.
 */
export async function storeAt(where: Where, world: World): Promise<Opened> {
  const { home, address } = where
  const { environment } = world
  const patience = patienceOf(world)
  const key = await keyOf(where)
  try {
    return { store: await openStore({ home, address, environment, patience }, key.mark), key }
  } catch (error) {
    if (error instanceof AddressError || address !== null) throw error
    throw unusable(error, `the data folder ${home}`, 'LEEWAY_HOME to another folder')
  }
}

/**
 * The key of the pseudonyms of a store, made where there is none.
 * @throws StoreError where the file, or its folder, cannot be used.
 */
export async function keyOf({ home, address, keyFile }: Where): Promise<PseudonymKey> {
  const own = keyFile === hereIn(home).keyFile
  try {
    if (own || address === null) await makeFolder(home)
  } catch (error) {
    throw unusable(error, `the data folder ${home}`, 'LEEWAY_HOME to another folder')
  }
  try {
    return await pseudonymKey(home, keyFile)
  } catch (error) {
    throw own
      ? unusable(error, `the data folder ${home}`, 'LEEWAY_HOME to another folder')
      : unusable(error, `the key file ${keyFile}`, 'LEEWAY_KEY_FILE to one that can be read')
  }
}

function unusable(error: unknown, what: string, other: string): StoreError {
  if (error instanceof StoreError) return error
  return new StoreError(`${what} cannot be used: ${reasonOf(error as Error)}; set ${other}`)
}

const PATIENCE_S = 30

/** For how long to wait for the store, from `LEEWAY_WAIT`, and what to say meanwhile. */
export function patienceOf({ environment, stderr }: World): Patience {
  const written = environment.LEEWAY_WAIT || String(PATIENCE_S)
  const seconds = Number(written)
  if (!(seconds >= 0 && seconds <= 86_400))
    throw new UsageError(`LEEWAY_WAIT is "${written}"; expected seconds from 0 to 86400`)
  return {
    ms: seconds * 1000,
    waits: (why) => stderr.write(`leeway: ${why}; waiting up to ${seconds} s\n`),
  }
}

/** Groups lie in the data folder, whichever store they are of. */
const groupsIn = ({ home }: Where, { environment, stderr }: World, line: ProgressLine): GroupsAsked => ({
  folder: join(home, 'clusters'),
  environment,
  says(text) {
    line.done()
    stderr.write(`leeway: ${text}\n`)
  },
  async shown(work) {
    line.say('putting sentences into groups')
    try {
      return await work()
    } finally {
      line.done()
    }
  },
})

/** A study with the policy that was asked for by name, or null. */
export interface Asked {
  study: StudyFile
  named: PolicyName | null
}

/**
 * Runs something on a prepared study and closes the store whatever comes of it. Where the logs may be of several people,
 * whatever goes wrong is told without a path.
 * @param walks what lies in each place of the study, where that is known already.
 */
export async function withStudy<T>(
  { study, named }: Asked,
  world: World,
  where: Where,
  work: (prepared: Prepared) => Promise<T>,
  walks?: readonly Walk[],
): Promise<T> {
  const own = await ownPlaces(world.environment)
  // Others may have filled what is this machine's own place by its name.
  const discreet = isDiscreet(study, named, where.address === null ? own : [])
  return discreet ? discreetly(run) : run()

  async function run(): Promise<T> {
    const { timed } = world
    const { store, key } = await timed('open', () => storeAt(where, world))
    if (store.replaced !== null) {
      world.stderr.write(
        `leeway: the store was of another version or key; it is made anew from the logs, and the old one kept beside it as ${basename(store.replaced)}\n`,
      )
    }
    const line = progressLine(world.stderr, world.now)
    const reader = threads(key.key, concealer(key.key), world.program)
    try {
      const machine = where.address === null ? null : { name: where.machine, mark: await machineMark(where.home) }
      const groups = groupsIn(where, world, line)
      const means = { cwd: world.cwd, own, machine, key, store, reader, progress: line.progress, groups, timed, named }
      const prepared = await prepare(study, walks === undefined ? means : { ...means, walks })
      line.done()
      understood(prepared.reports, discreet)
      return await work(prepared)
    } finally {
      line.done()
      await timed('close', async () => {
        await reader.close()
        await store.close()
      })
    }
  }
}
