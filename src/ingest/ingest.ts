import type { Checkpoint, Conceal, Located, Source } from '../model/index.js'
import type { FileBatch, Store, StoredFile } from '../store/index.js'
import { fingerprint, headBytesOf, headOf } from './fingerprint.js'
import type { Place } from './place.js'
import type { Reader } from './reader.js'
import { locate, type Refused } from './walk.js'

/** Who is kept out, and why; compared with the values of `{user}` and `{customer}`. */
export interface Exclusion {
  customer?: string
  user?: string
  reason: string
}

export interface Progress {
  (state: { files: number; ofFiles: number; bytes: number; ofBytes: number }): void
}

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
const HEAD_BYTES = 65_536

interface Plan {
  located: Located
  source: Source
  known: StoredFile | null
  from: Checkpoint | null
}

/**
 * Brings the store up to date with a place. Unchanged files cost a look at their size and time, files that grew are
 * read from their last open turn, others as a whole. Files that are gone keep their rows: logs are deleted after a
 * while, figures need not be.
 */
export async function ingest(
  place: Place,
  sources: readonly Source[],
  store: Store,
  reader: Reader,
  conceal: Conceal,
  exclude: readonly Exclusion[],
  progress: Progress,
): Promise<PlaceReport> {
  const { files, refused, missing } = await locate(place)
  const report: PlaceReport = {
    place, missing, files: 0, bytes: 0, read: 0, appended: 0, unchanged: 0, unrecognised: [], refused, excluded: {},
  }
  const known = new Map((await store.files(place.id)).map((file) => [file.path, file]))
  const plans: Plan[] = []
  const forget: number[] = []
  for (const located of files) {
    const stored = known.get(located.path) ?? null
    const reason = exclude.find((e) => (e.user !== undefined && e.user === located.user) || (e.customer !== undefined && e.customer === located.customer))?.reason
    if (reason !== undefined) {
      report.excluded[reason] = (report.excluded[reason] ?? 0) + 1
      if (stored !== null) forget.push(stored.file)
      continue
    }
    const plan = await planFor(located, stored, sources)
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
  if (forget.length > 0) await store.forget(forget)
  await readAll(plans, place, store, reader, conceal, report, progress)
  return report
}

async function planFor(located: Located, known: StoredFile | null, sources: readonly Source[]): Promise<Plan | Refused | 'unchanged' | 'unrecognised'> {
  const current = known === null ? undefined : sources.find((s) => s.id === known.source)
  const upToDate = current !== undefined && current.version === known!.sourceVersion
  if (upToDate && known!.size === located.size && known!.mtime === located.mtime) return 'unchanged'
  try {
    const head = await headOf(located.path, HEAD_BYTES)
    const source = sources.find((s) => s.recognises(located.path, head))
    if (source === undefined) return 'unrecognised'
    if (!upToDate || source !== current || located.size < known!.size || known!.checkpointOffset === null) {
      return { located, source, known, from: null }
    }
    const same = (await fingerprint(located.path, known!.headBytes, known!.checkpointOffset)) === known!.head
    const from = { offset: known!.checkpointOffset, line: known!.checkpointLine!, state: known!.state! }
    return { located, source, known, from: same ? from : null }
  } catch (error) {
    return { path: located.path, reason: String((error as NodeJS.ErrnoException).code ?? error) }
  }
}

async function readAll(
  plans: readonly Plan[], place: Place, store: Store, reader: Reader, conceal: Conceal, report: PlaceReport, progress: Progress,
): Promise<void> {
  const ofBytes = plans.reduce((sum, plan) => sum + plan.located.size, 0)
  let bytes = 0
  let done = 0
  let batch: FileBatch[] = []
  let rows = 0
  const flush = async () => {
    if (batch.length > 0) await store.append(batch)
    batch = []
    rows = 0
  }
  for await (const { item: plan, result } of reader.readAll(plans, (plan) => ({ source: plan.source.id, path: plan.located.path, from: plan.from }))) {
    bytes += plan.located.size
    progress({ files: ++done, ofFiles: plans.length, bytes, ofBytes })
    if ('reason' in result) {
      report.refused.push({ path: plan.located.path, reason: result.reason })
      continue
    }
    const { read } = result
    // A reader may find that it has to start over although a checkpoint was given.
    const resumed = plan.from !== null && read.resumed
    report[resumed ? 'appended' : 'read']++
    batch.push(await batchOf(plan, place, read, resumed, conceal))
    rows += read.turns.length + read.actions.length
    if (rows >= BATCH_ROWS) await flush()
  }
  await flush()
}

async function batchOf(plan: Plan, place: Place, read: FileBatch['read'], resumed: boolean, conceal: Conceal): Promise<FileBatch> {
  const { located, source, known, from } = plan
  const customer = located.customer === null ? null : conceal('customer', located.customer)
  const headBytes = headBytesOf(located.size)
  return {
    place: place.id,
    path: located.path,
    source: source.id,
    sourceVersion: source.version,
    contributor: conceal('user', ownerOf(located, place)),
    customer,
    size: located.size,
    mtime: located.mtime,
    head: await fingerprint(located.path, headBytes, read.checkpoint?.offset ?? null),
    headBytes,
    known,
    fromLine: resumed ? from!.line : 1,
    read,
  }
}

/** A user within a customer; without a user the customer, without either the place itself is one contributor. */
export function ownerOf(located: { customer: string | null; user: string | null }, place: Place): string {
  if (located.user !== null) return located.customer === null ? located.user : `${located.customer}/${located.user}`
  return located.customer === null ? `place ${place.id}` : `customer ${located.customer}`
}
