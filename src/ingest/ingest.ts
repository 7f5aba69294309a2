import type { Checkpoint, Conceal, Located, Source } from '../model/index.js'
import type { FileBatch, Store, StoredFile } from '../store/index.js'
import { fingerprint, headBytesOf, headOf } from './fingerprint.js'
import type { Place } from './place.js'
import type { Reader } from './reader.js'
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

/** Rows written in one transaction, about. */
const BATCH_ROWS = 20_000
const HEAD_BYTES = 16_384

interface Plan {
  located: Located
  source: Source
  known: StoredFile | null
  from: Checkpoint | null
}

/** What reading a place needs. */
export interface IngestMeans {
  store: Store
  reader: Reader
  conceal: Conceal
  exclude: readonly Exclusion[]
  /** Folders of this machine's own logs, whichever of them a file lies in. */
  own: readonly string[]
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
  const { store, exclude, timed = untimed } = means
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
  for (const located of files) {
    const stored = known.get(located.path) ?? null
    known.delete(located.path)
    const reason = exclusionOf(located, exclude)
    if (reason !== undefined) {
      report.excluded[reason] = (report.excluded[reason] ?? 0) + 1
      if (stored !== null) forget.push(stored.file)
      continue
    }
    const plan = planFor(located, stored, sources)
    if (plan === 'unchanged') report.unchanged++
    else if (plan === 'unrecognised') {
      report.unrecognised.push(located.path)
      continue
    } else if ('reason' in plan) {
      refused.push(plan)
      continue
    } else plans.push(plan)
    report.files++
    report.bytes += located.size
  }
  // What was read of files that are gone by now is theirs all the same.
  for (const gone of known.values())
    if (exclusionOf(ownerByPath(gone.path, place), exclude) !== undefined) forget.push(gone.file)
  if (forget.length > 0) await store.forget(forget)
  await timed('read', () => readAll(plans, report, means))
  return report
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

function planFor(
  located: Located,
  known: StoredFile | null,
  sources: readonly Source[],
): Plan | Refused | 'unchanged' | 'unrecognised' {
  const current = known === null ? undefined : sources.find((s) => s.id === known.source)
  const upToDate = current !== undefined && current.version === known!.sourceVersion
  if (upToDate && known!.size === located.size && known!.mtime === located.mtime) return 'unchanged'
  try {
    const head = headOf(located.path, HEAD_BYTES)
    const source = sources.find((s) => s.recognises(located.path, head))
    if (source === undefined) return 'unrecognised'
    if (!upToDate || source !== current || located.size < known!.size || known!.checkpointOffset === null) {
      return { located, source, known, from: null }
    }
    const same = fingerprint(located.path, known!.headBytes, known!.checkpointOffset) === known!.head
    const from = { offset: known!.checkpointOffset, line: known!.checkpointLine!, state: known!.state! }
    return { located, source, known, from: same ? from : null }
  } catch (error) {
    return { path: located.path, reason: String((error as NodeJS.ErrnoException).code ?? error) }
  }
}

async function readAll(plans: readonly Plan[], report: PlaceReport, means: IngestMeans): Promise<void> {
  const { store, reader, progress, timed = untimed } = means
  const ofBytes = plans.reduce((sum, plan) => sum + plan.located.size, 0)
  let bytes = 0
  let done = 0
  let batch: FileBatch[] = []
  let rows = 0
  const flush = async () => {
    if (batch.length > 0) await timed('store', () => store.append(batch))
    batch = []
    rows = 0
  }
  for await (const { item: plan, result } of reader.readAll(plans, (plan) => ({
    source: plan.source.id,
    path: plan.located.path,
    from: plan.from,
  }))) {
    bytes += plan.located.size
    progress({ files: ++done, ofFiles: plans.length, bytes, ofBytes })
    if ('reason' in result) {
      report.refused.push({ path: plan.located.path, reason: result.reason })
      continue
    }
    const { read } = result
    // A reader may find that it has to start over although a checkpoint was given.
    const resumed = plan.from !== null && read.resumed
    try {
      batch.push(batchOf(plan, report.place, read, resumed, means))
    } catch (error) {
      // Removed while it was being read.
      report.refused.push({ path: plan.located.path, reason: String((error as NodeJS.ErrnoException).code ?? error) })
      continue
    }
    report[resumed ? 'appended' : 'read']++
    rows += read.turns.length + read.actions.length
    if (rows >= BATCH_ROWS) await flush()
  }
  await flush()
}

function batchOf(
  plan: Plan,
  place: Place,
  read: FileBatch['read'],
  resumed: boolean,
  { conceal, own }: IngestMeans,
): FileBatch {
  const { located, source, known, from } = plan
  const customer = located.customer === null ? null : conceal('customer', located.customer)
  const headBytes = headBytesOf(located.size)
  return {
    place: place.id,
    path: located.path,
    source: source.id,
    sourceVersion: source.version,
    contributor: conceal('user', ownerOf(located, place, own)),
    customer,
    size: located.size,
    mtime: located.mtime,
    head: fingerprint(located.path, headBytes, read.checkpoint?.offset ?? null),
    headBytes,
    known,
    fromLine: resumed ? from!.line : 1,
    read,
  }
}

/** A user within a customer; without a user the customer, without either the place itself is one contributor. */
function ownerOf(located: Located, place: Place, own: readonly string[]): string {
  if (located.user !== null) return located.customer === null ? located.user : `${located.customer}/${located.user}`
  if (located.customer !== null) return `customer ${located.customer}`
  return own.includes(place.id) ? 'this machine' : `place ${place.id}`
}
