import { RULES } from '../facets/index.js'
import type { Conceal, Located, Source } from '../model/index.js'
import { unpackedName } from '../sources/index.js'
import type { FileBatch, FileOwner, Store, StoredFile } from '../store/index.js'
import { Filling, type Streamed } from './filling.js'
import { type Machine, storedPath, withoutMachine } from './machine.js'
import type { Place } from './place.js'
import type { Outcome, Reader, Task } from './reader.js'
import { ownerByPath } from './reveal.js'
import { type Timed, untimed } from './timed.js'
import { locate, type Refused, type Walk } from './walk.js'

/** Who is kept out, and why; compared with the values of `{user}` and `{customer}`. */
export interface Exclusion {
  customer?: string
  user?: string
  reason: string
}

export type Progress = (state: { files: number; ofFiles: number; bytes: number; ofBytes: number }) => void

/** What came of reading a place. Paths are for the person at this machine only. */
export interface PlaceReport {
  place: Place
  missing: boolean
  files: number
  bytes: number
  read: number
  appended: number
  unchanged: number
  /** Files that no source recognises. */
  unrecognised: string[]
  refused: Refused[]
  /** Files that were never opened because of an exclusion, by its reason. */
  excluded: Record<string, number>
}

/** A file that is new or has changed. */
interface Plan {
  located: Located
  known: StoredFile | null
}

/** What reading a place needs. */
export interface IngestMeans {
  store: Store
  reader: Reader
  conceal: Conceal
  exclude: readonly Exclusion[]
  /** Folders of this machine's own logs, whichever of them a file lies in. */
  own: readonly string[]
  /** Which machine this is, where others fill the store as well. */
  machine?: Machine | null
  progress: Progress
  timed?: Timed
}

/**
 * Brings the store up to date with a place. Unchanged files cost a look at their size and time, files that grew are
 * read from their last open turn, others as a whole. Files that are gone keep their rows: logs are deleted after a
 * while, figures need not be.
 * @param walked what lies in the place, where that is known already.
 */
export async function ingest(
  place: Place,
  sources: readonly Source[],
  means: IngestMeans,
  walked?: Walk,
): Promise<PlaceReport> {
  const { store, exclude, conceal, machine = null, timed = untimed } = means
  const { files, refused: unseen, missing } = walked ?? (await timed('walk', () => locate(place)))
  const refused = [...unseen]
  const report: PlaceReport = {
    place,
    missing,
    files: 0,
    bytes: 0,
    read: 0,
    appended: 0,
    unchanged: 0,
    unrecognised: [],
    refused,
    excluded: {},
  }
  const known = new Map((await store.files(place.id)).map((file) => [file.path, file]))
  const plans: Plan[] = []
  const forget: number[] = []
  const people = new Set<string>()
  for (const located of files) {
    const name = storedPath(located.path, machine)
    const stored = known.get(name) ?? null
    known.delete(name)
    const reason = exclusionOf(located, exclude)
    if (reason !== undefined) {
      report.excluded[reason] = (report.excluded[reason] ?? 0) + 1
      if (stored !== null) forget.push(stored.file)
      // What judges said of them may have outlived what was stored.
      else people.add(conceal('user', userOf(located, place, means)))
      continue
    }
    if (!mayBeLog(located.path, sources)) report.unrecognised.push(located.path)
    else if (unchanged(located, stored, sources)) {
      report.unchanged++
      take(report, located)
    } else plans.push({ located, known: stored })
  }
  // What was read of files that are gone by now is theirs all the same.
  for (const gone of known.values())
    if (exclusionOf(ownerByPath(withoutMachine(gone.path), place), exclude) !== undefined) forget.push(gone.file)
  if (forget.length > 0 || people.size > 0) await store.forget(forget, [...people])
  if (machine !== null && machine.name === null && plans.length > 0) await store.claim(place.id, machine.mark)
  await timed('read', () => readAll(plans, sources, report, means))
  return report
}

function mayBeLog(path: string, sources: readonly Source[]): boolean {
  const name = unpackedName(path)
  return sources.some((source) => source.named(name)) && !sources.some((source) => source.beside?.(name))
}

/** The reason why somebody is kept out, or undefined. */
function exclusionOf(
  owner: { user: string | null; customer: string | null },
  exclude: readonly Exclusion[],
): string | undefined {
  return exclude.find(
    (e) =>
      (e.user !== undefined && e.user === owner.user) || (e.customer !== undefined && e.customer === owner.customer),
  )?.reason
}

/** Counts a file that is a log. */
function take(report: PlaceReport, { size }: Located): void {
  report.files++
  report.bytes += size
}

const readBy = (known: StoredFile | null, sources: readonly Source[]): boolean =>
  sources.some((source) => source.id === known?.source && versionOf(source) === known.sourceVersion)

/** Other rows or other verdicts: a file that was read by another version is read again. */
const versionOf = ({ version }: Source): number => version * 1_000 + RULES.version

function unchanged({ size, mtime }: Located, known: StoredFile | null, sources: readonly Source[]): boolean {
  return known !== null && readBy(known, sources) && known.size === size && known.mtime === mtime
}

function taskOf(plan: Plan, sources: readonly Source[], place: Place, means: IngestMeans): Task {
  const { path, size } = plan.located
  const task = { path, size, sources: sources.map(({ id }) => id), resume: null }
  const { known } = plan
  if (known === null || !readBy(known, sources) || size < known.size || known.checkpointOffset === null) return task
  // What was read of it before would stay with whose it was.
  const { contributor, customer } = ownerOf(plan, known.source, place, means)
  if (contributor !== known.contributor || customer !== known.customer) return task
  const from = { offset: known.checkpointOffset, line: known.checkpointLine!, state: known.state! }
  return { ...task, resume: { source: known.source, head: known.head, headBytes: known.headBytes, from } }
}

async function readAll(plans: readonly Plan[], sources: readonly Source[], report: PlaceReport, means: IngestMeans) {
  const { store, reader, progress, timed = untimed } = means
  const ofBytes = plans.reduce((sum, plan) => sum + plan.located.size, 0)
  const filling = new Filling(store, timed)
  const outcomes = new Map<Plan, Outcome>()
  const streams = new Map<Plan, Streamed>()
  const sinkOf = (plan: Plan, source: string) => {
    const stream = filling.stream(ownerOf(plan, source, report.place, means))
    streams.set(plan, stream)
    return stream
  }
  const toRead = (plan: Plan) => taskOf(plan, sources, report.place, means)
  let bytes = 0
  for await (const { item: plan, result } of reader.readAll(plans, toRead, sinkOf)) {
    bytes += plan.located.size
    const stream = streams.get(plan)
    streams.delete(plan)
    stream?.settle()
    if ('tables' in result) {
      await filling.add(batchOf(plan, result, sources, report.place, means), stream)
      report[result.resumed ? 'appended' : 'read']++
      take(report, plan.located)
    } else {
      await stream?.startOver()
      outcomes.set(plan, result)
    }
    progress({ files: report.read + report.appended + outcomes.size, ofFiles: plans.length, bytes, ofBytes })
  }
  await filling.flush()
  // In the order of their names, whichever was looked at first.
  for (const plan of plans) {
    const outcome = outcomes.get(plan)
    const { path } = plan.located
    if (outcome === undefined || 'tables' in outcome) continue
    if ('reason' in outcome) report.refused.push({ path, reason: outcome.reason })
    else report.unrecognised.push(path)
  }
  report.unrecognised.sort()
}

function ownerOf({ located, known }: Plan, source: string, place: Place, means: IngestMeans): FileOwner {
  const { conceal, machine = null } = means
  return {
    place: place.id,
    path: storedPath(located.path, machine),
    source,
    contributor: conceal('user', userOf(located, place, means)),
    customer: located.customer === null ? null : conceal('customer', located.customer),
    known,
  }
}

function batchOf(
  plan: Plan,
  outcome: Extract<Outcome, { tables: unknown }>,
  sources: readonly Source[],
  place: Place,
  means: IngestMeans,
): FileBatch {
  const { size, mtime } = plan.located
  const sourceVersion = versionOf(sources.find(({ id }) => id === outcome.source)!)
  return { ...outcome, ...ownerOf(plan, outcome.source, place, means), sourceVersion, size, mtime }
}

/**
 * A user within a customer; without a user the customer, without either the place itself is one contributor, on each
 * machine that has a name.
 */
function userOf(located: Located, place: Place, { own, machine = null }: IngestMeans): string {
  if (located.user !== null) return located.customer === null ? located.user : `${located.customer}/${located.user}`
  if (located.customer !== null) return `customer ${located.customer}`
  const name = machine?.name ?? null
  if (own.includes(place.id)) return name === null ? 'this machine' : `machine ${name}`
  return name === null ? `place ${place.id}` : `machine ${name}, place ${place.id}`
}
