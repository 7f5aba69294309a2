import { readFile, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { concealer, type PlaceReport, type PseudonymKey, pseudonymKey } from '../ingest/index.js'
import { choosePolicy, mustBeKept } from '../privacy/index.js'
import { SOURCES } from '../sources/index.js'
import { openDuckdb, type Store, StoreError } from '../store/index.js'
import { parseStudy, type StudyFile, studyFromOptions } from '../study/index.js'
import { NothingError, UsageError } from './exit.js'
import { type Environment, leewayHome, userHome } from './home.js'
import { progressLine } from './progress.js'
import { type Prepared, prepare } from './run.js'
import { threads } from './threads.js'
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
    mustBeKept(name)
    return { ...study, policy: { ...study.policy, name } }
  }
  const named = places.length > 0 ? [...places] : await ownPlaces(world.environment)
  if (named.length === 0) {
    throw new NothingError('no agent logs were found on this machine; name a PLACE, or try: leeway demo')
  }
  const policy = policyName(options.policy ?? 'private')
  mustBeKept(policy)
  return studyFromOptions({
    name: places.length > 0 ? 'report' : 'this machine',
    places: named,
    ...(options.from === undefined ? {} : { from: options.from }),
    ...(options.to === undefined ? {} : { to: options.to }),
    policy,
  })
}

function policyName(name: string): 'private' | 'team' | 'public' {
  if (name === 'private' || name === 'team' || name === 'public') return name
  throw new UsageError(`--policy ${name}: expected private, team or public`)
}

/** An opened store with the key of its pseudonyms. */
export interface Opened {
  store: Store
  key: PseudonymKey
}

/** @throws StoreError where the folder or the store in it cannot be used. */
export async function openStore(home: string): Promise<Opened> {
  try {
    const key = await pseudonymKey(home)
    return { store: await openDuckdb(join(home, 'store.duckdb'), key.mark), key }
  } catch (error) {
    if (error instanceof StoreError) throw error
    throw new StoreError(
      `the data folder ${home} cannot be used: ${(error as Error).message}; set LEEWAY_HOME to another folder`,
    )
  }
}

/** Runs something on a prepared study and closes the store whatever comes of it. */
export async function withStudy<T>(
  study: StudyFile,
  world: World,
  work: (prepared: Prepared) => Promise<T>,
  home = leewayHome(world.environment),
): Promise<T> {
  const { store, key } = await openStore(home)
  if (store.replaced !== null) {
    world.stderr.write(
      `leeway: the store was of another version or key; it is made anew from the logs, and the old one kept as ${store.replaced}\n`,
    )
  }
  const line = progressLine(world.stderr, world.now)
  const reader = threads(key.key, concealer(key.key), world.program)
  try {
    const own = await ownPlaces(world.environment)
    const prepared = await prepare(study, { cwd: world.cwd, own, key, store, reader, progress: line.progress })
    line.done()
    understood(prepared.reports)
    return await work(prepared)
  } finally {
    line.done()
    await reader.close()
    await store.close()
  }
}

/** @throws NothingError where no file of any place is a log, with what was found instead. */
function understood(reports: readonly PlaceReport[]): void {
  if (reports.some((report) => report.files > 0 || Object.keys(report.excluded).length > 0)) return
  const lines = reports.map(({ place, missing, unrecognised, refused }) => {
    if (missing) return `${place.written}: there is no such file or folder (looked at ${place.base})`
    if (unrecognised.length > 0)
      return `${place.written}: ${unrecognised.length} files, none of a known kind of log (leeway sources lists them)`
    return refused.length > 0
      ? `${place.written}: ${refused[0]!.path}: ${refused[0]!.reason}`
      : `${place.written}: nothing matches`
  })
  throw new NothingError(`nothing to read\n${lines.map((line) => `  ${line}`).join('\n')}`)
}

/**
 * Settles the policy once it is known how many contributors there are.
 * @returns a warning for stderr, or null.
 * @throws PolicyError where several contributors' logs would be shown without having asked for it.
 */
export async function settlePolicy(prepared: Prepared, options: StudyOptions): Promise<string | null> {
  const byName = options.policy !== undefined || options.study !== undefined
  return choosePolicy(await prepared.rows.contributors(), byName).warning
}
