import { readFile, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { concealer, makeFolder, type PseudonymKey, pseudonymKey, reasonOf, type Walk } from '../ingest/index.js'
import { mustBeKept } from '../privacy/index.js'
import { SOURCES } from '../sources/index.js'
import { openDuckdb, type Store, StoreError } from '../store/index.js'
import { type PolicyName, parseStudy, type StudyFile, studyFromOptions } from '../study/index.js'
import { discreetly, isDiscreet } from './discreet.js'
import { NothingError, UsageError } from './exit.js'
import { type Environment, leewayHome, userHome } from './home.js'
import { progressLine } from './progress.js'
import { type Prepared, prepare } from './run.js'
import { threads } from './threads.js'
import { understood } from './understood.js'
import type { World } from './world.js'

/** Options by which commands name a study. */
export interface StudyOptions {
  study?: string
  policy?: string
  from?: string
  to?: string
}

/** Folders on this machine that hold logs of a known kind. */
export async function ownPlaces(environment: Environment): Promise<string[]> {
  const homes = SOURCES.flatMap((source) => source.homes(environment, userHome(environment)))
  const found: string[] = []
  for (const home of new Set(homes))
    if (
      await stat(home).then(
        (s) => s.isDirectory(),
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
    return { ...study, policy: { ...study.policy, name } }
  }
  const named = places.length > 0 ? [...places] : await ownPlaces(world.environment)
  if (named.length === 0) {
    throw new NothingError('no agent logs were found on this machine; name a PLACE, or try: leeway demo')
  }
  const name = places.length > 0 ? 'report' : 'this machine'
  const policy = policyName(options.policy ?? 'private')
  mustBeKept(policy, name)
  return studyFromOptions({
    name,
    places: named,
    ...(options.from === undefined ? {} : { from: options.from }),
    ...(options.to === undefined ? {} : { to: options.to }),
    policy,
  })
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
 * Opens the store of a data folder. Where another process holds it, waits and says so.
 * @throws StoreError where the folder or the store in it cannot be used.
 */
export async function openStore(home: string, world: World): Promise<Opened> {
  const ms = patienceOf(world.environment)
  const waits = (holder: string) =>
    world.stderr.write(`leeway: ${holder} is using the store; waiting up to ${ms / 1000} s for it to end\n`)
  try {
    await makeFolder(home)
    const key = await pseudonymKey(home)
    return { store: await openDuckdb(join(home, 'store.duckdb'), key.mark, { ms, waits }), key }
  } catch (error) {
    if (error instanceof StoreError) throw error
    const reason = reasonOf(error as Error)
    throw new StoreError(`the data folder ${home} cannot be used: ${reason}; set LEEWAY_HOME to another folder`)
  }
}

const PATIENCE_S = 30

/** Milliseconds to wait for the store, from `LEEWAY_WAIT`. */
function patienceOf(environment: Environment): number {
  const written = environment.LEEWAY_WAIT || String(PATIENCE_S)
  const seconds = Number(written)
  if (!(seconds >= 0 && seconds <= 86_400))
    throw new UsageError(`LEEWAY_WAIT is "${written}"; expected seconds from 0 to 86400`)
  return seconds * 1000
}

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
  work: (prepared: Prepared) => Promise<T>,
  home = leewayHome(world.environment),
  walks?: readonly Walk[],
): Promise<T> {
  const own = await ownPlaces(world.environment)
  const discreet = isDiscreet(study, named, own)
  return discreet ? discreetly(run) : run()

  async function run(): Promise<T> {
    const { timed } = world
    const { store, key } = await timed('open', () => openStore(home, world))
    if (store.replaced !== null) {
      world.stderr.write(
        `leeway: the store was of another version or key; it is made anew from the logs, and the old one kept beside it as ${basename(store.replaced)}\n`,
      )
    }
    const line = progressLine(world.stderr, world.now)
    const reader = threads(key.key, concealer(key.key), world.program)
    try {
      const means = { cwd: world.cwd, own, key, store, reader, progress: line.progress, timed, named }
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
