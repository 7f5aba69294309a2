import { readFile, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import {
  concealer,
  makeFolder,
  type PlaceReport,
  type PseudonymKey,
  pseudonymKey,
  reasonOf,
  type Walk,
} from '../ingest/index.js'
import { choosePolicy, mustBeKept } from '../privacy/index.js'
import { SOURCES } from '../sources/index.js'
import { openDuckdb, type Store, StoreError } from '../store/index.js'
import { parseStudy, type StudyFile, studyFromOptions } from '../study/index.js'
import { NothingError, UsageError } from './exit.js'
import { type Environment, leewayHome, userHome } from './home.js'
import { printable } from './printable.js'
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

/**
 * Opens the store of a data folder. Where another process holds it, waits and says so.
 * @throws StoreError where the folder or the store in it cannot be used.
 */
export async function openStore(home: string, world: World): Promise<Opened> {
  const ms = patienceOf(world.environment)
  const waits = (holder: string) =>
    world.stderr.write(`leeway: ${holder} is using the store in ${home}; waiting up to ${ms / 1000} s for it to end\n`)
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

/**
 * Runs something on a prepared study and closes the store whatever comes of it.
 * @param walks what lies in each place of the study, where that is known already.
 */
export async function withStudy<T>(
  study: StudyFile,
  world: World,
  work: (prepared: Prepared) => Promise<T>,
  home = leewayHome(world.environment),
  walks?: readonly Walk[],
): Promise<T> {
  const { timed } = world
  const { store, key } = await timed('open', () => openStore(home, world))
  if (store.replaced !== null) {
    world.stderr.write(
      `leeway: the store was of another version or key; it is made anew from the logs, and the old one kept as ${store.replaced}\n`,
    )
  }
  const line = progressLine(world.stderr, world.now)
  const reader = threads(key.key, concealer(key.key), world.program)
  try {
    const own = await ownPlaces(world.environment)
    const means = { cwd: world.cwd, own, key, store, reader, progress: line.progress, timed }
    const prepared = await prepare(study, walks === undefined ? means : { ...means, walks })
    line.done()
    understood(prepared.reports)
    return await work(prepared)
  } finally {
    line.done()
    await timed('close', async () => {
      await reader.close()
      await store.close()
    })
  }
}

/** @throws NothingError where no file of any place is a log, with what was found instead. */
function understood(reports: readonly PlaceReport[]): void {
  if (reports.some((report) => report.files > 0 || Object.keys(report.excluded).length > 0)) return
  const lines = reports.map(({ place, missing, unrecognised, refused }) => {
    const [first] = refused
    const closed = first === undefined ? '' : `${printable(first.path)} cannot be opened: ${first.reason}`
    if (missing) return `${place.written}: ${closed || `there is no such file or folder (looked at ${place.base})`}`
    if (unrecognised.length > 0) {
      const found = unrecognised.length === 1 ? '1 file, and it is not' : `${unrecognised.length} files, none of them`
      return `${place.written}: ${found} of a known kind of log (leeway sources lists them)`
    }
    if (place.pattern === null) return `${place.written}: ${closed || 'no files in it'}`
    return `${place.written}: nothing below ${place.base} matches${closed && `; ${closed}`}`
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
