import { type Again, readAgain } from '../ingest/index.js'
import type { StoredFile } from '../store/index.js'
import type { Prepared } from './run.js'

/** A stored file, and how it is read again. */
export interface Stored {
  file: StoredFile
  again: Omit<Again, 'source'>
}

/** What the store knows of the files of a study, by place and the path under which they are stored. */
export async function storedFiles({
  store,
  reports,
  machine,
}: Pick<Prepared, 'store' | 'reports' | 'machine'>): Promise<(place: string, path: string) => Stored | undefined> {
  const found = new Map<string, Stored>()
  for (const { place } of reports) {
    const files = await store.files(place.id)
    const again = readAgain(place, files, machine)
    for (const file of files) found.set(`${place.id}\n${file.path}`, { file, again: again(file.path) })
  }
  return (place, path) => found.get(`${place}\n${path}`)
}
