import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Prepared, prepare } from '../../src/cli/run.js'
import { concealer, inThread, pseudonymKey, type Reader } from '../../src/ingest/index.js'
import { openDuckdb } from '../../src/store/index.js'
import { studyFromOptions } from '../../src/study/index.js'

/** The same key in every run, as the demo's: pseudonyms, and so draws, are the same. */
const KEY = createHash('sha256').update('leeway demo').digest('hex')

/** Reads `logs/{user}/projects` of a folder into a new store there, in the order that `ordered` gives the files. */
export async function wholeWay<T>(
  dir: string,
  work: (prepared: Prepared) => Promise<T>,
  ordered: <F>(files: readonly F[]) => readonly F[] = (files) => files,
): Promise<T> {
  await mkdir(join(dir, 'home'), { recursive: true })
  await writeFile(join(dir, 'home', 'key'), `${KEY}\n`)
  const key = await pseudonymKey(join(dir, 'home'))
  const store = await openDuckdb(':memory:', key.mark)
  const study = studyFromOptions({ name: 'a study', places: ['logs/{user}/projects'], policy: 'private' })
  const plain = inThread(concealer(key.key))
  const reader: Reader = { readAll: (files, ...how) => plain.readAll(ordered(files), ...how) }
  try {
    return await work(
      await prepare(study, { cwd: dir, own: [], key, store, reader, progress: () => {}, named: 'private' }),
    )
  } finally {
    await store.close()
  }
}
