import type { Tables } from '../model/index.js'
import type { Copied, EmbeddedStore, FileBatch, SharedStore, StoredFile } from './store.js'

/** Rows that are written together, about. */
const TOGETHER = 20_000
/** Files that are written together at most. */
const MOST = 500

/** How far a copy is. */
export interface CopyState {
  /** Files that were written, and their rows. */
  files: number
  rows: number
  /** Files that were there already. */
  known: number
  /** Verdicts of judges other than the rules. */
  verdicts: number
}

/**
 * Copies all that a store of one machine holds to a shared one: rows first, then what judges said, then what is remembered
 * of releases. Done again, it writes only what is not there; so a copy that was broken off may be begun anew.
 */
export async function copyStore(
  from: EmbeddedStore,
  to: SharedStore,
  progress: (state: CopyState) => void,
): Promise<CopyState> {
  const state: CopyState = { files: 0, rows: 0, known: 0, verdicts: 0 }
  const there = new There(to)
  let batch: FileBatch[] = []
  let rows = 0
  const written = (done: { files: number; rows: number }) => {
    state.files += done.files
    state.rows += done.rows
    progress({ ...state })
  }
  const flush = async () => {
    if (batch.length > 0) written(await to.append(batch))
    batch = []
    rows = 0
  }
  for await (const copied of from.copies()) {
    const known = await there.find(copied.batch)
    if (known !== null && !older(known, copied.batch)) {
      state.known++
      continue
    }
    const own: FileBatch = { ...copied.batch, known }
    if (copied.parts !== null) {
      written(await inParts(to, copied.parts, own))
      continue
    }
    batch.push(own)
    rows += rowsIn(own.tables)
    if (rows >= TOGETHER || batch.length === MOST) await flush()
  }
  await flush()
  for await (const verdicts of from.verdicts()) {
    await to.judge(verdicts)
    state.verdicts += verdicts.length
    progress({ ...state })
  }
  await to.inherit(from.pages())
  return state
}

async function inParts(to: SharedStore, parts: NonNullable<Copied['parts']>, batch: FileBatch) {
  const writer = await to.begin(batch)
  try {
    for await (const tables of parts) await writer.add(tables)
    return await writer.end(batch)
  } catch (error) {
    // What it failed of is what there is to say.
    await writer.giveUp().catch(() => {})
    throw error
  }
}

/** Whether what is stored of a file is not what there is to copy, and was not read after it. */
function older(known: StoredFile, batch: FileBatch): boolean {
  const offset = batch.checkpoint?.offset ?? null
  const same =
    known.size === batch.size &&
    known.mtime === batch.mtime &&
    known.head === batch.head &&
    known.sourceVersion === batch.sourceVersion &&
    known.checkpointOffset === offset
  return !same && !(Number(known.mtime) > Number(batch.mtime))
}

const rowsIn = (tables: Tables): number => Object.values(tables).reduce((sum, { rows }) => sum + rows, 0)

/** What a store holds of files; each place is asked for once. */
class There {
  private readonly places = new Map<string, Map<string, StoredFile>>()

  constructor(private readonly store: SharedStore) {}

  async find({ place, path }: FileBatch): Promise<StoredFile | null> {
    let files = this.places.get(place)
    if (files === undefined) {
      files = new Map((await this.store.files(place)).map((file) => [file.path, file]))
      this.places.set(place, files)
    }
    return files.get(path) ?? null
  }
}
