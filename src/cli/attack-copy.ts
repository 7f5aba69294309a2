import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Tables } from '../model/index.js'
import { copyAside, type FileBatch, openEmbedded, type Patience } from '../store/index.js'

/** Rows, about, that are copied at most: every run puts them together anew. */
const MOST_ROWS = 200_000

/** What a store holds of some places, apart from it. */
export interface Copy {
  files: FileBatch[]
  /** Files that were too many. */
  left: number
}

/**
 * Copies what a store holds of some places. It is the file that is copied, and the copy that is opened: whatever comes of
 * it, the store, its ledger and its groups stay as they are.
 * @param home the data folder; where there is no store in it, there is nothing to copy.
 */
export async function copyOf(
  home: string,
  places: ReadonlySet<string>,
  keyMark: string,
  patience: Patience,
): Promise<Copy> {
  const folder = await mkdtemp(join(tmpdir(), 'leeway-attack-'))
  try {
    if (!(await copyAside(home, folder))) return { files: [], left: 0 }
    const store = await openEmbedded(folder, keyMark, patience)
    try {
      return await filesOf(store.copies(), places)
    } finally {
      await store.close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function filesOf(
  copies: AsyncIterable<{ parts: AsyncIterable<Tables> | null; batch: FileBatch }>,
  places: ReadonlySet<string>,
): Promise<Copy> {
  const files: FileBatch[] = []
  let [rows, left] = [0, 0]
  for await (const { parts, batch } of copies) {
    if (!places.has(batch.place)) continue
    rows += Object.values(batch.tables).reduce((sum, table) => sum + table.rows, 0)
    // A file that comes in parts is larger than all that is taken of others.
    if (parts !== null || rows > MOST_ROWS) left++
    else files.push({ ...batch, known: null })
  }
  return { files, left }
}
