import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { ingest, inThread, parsePlace } from '../../../src/ingest/index.js'
import { ownRows } from '../../../src/privacy/own.js'
import { SOURCES } from '../../../src/sources/index.js'
import { openDuckdb, type RowOf } from '../../../src/store/index.js'
import { plainly } from '../read-bytes.js'
import type { Transcript } from './transcript.js'

/** Reads transcripts of several files, `<user>/<path>`, and puts them together; ids stay as they are. */
export async function assembled(
  files: Record<string, Transcript>,
): Promise<Record<'sessions' | 'turns' | 'actions', RowOf[]>> {
  const dir = mkdtempSync(join(tmpdir(), 'leeway-assembled-'))
  const store = await openDuckdb(':memory:', 'plain')
  try {
    for (const [path, { records }] of Object.entries(files)) {
      mkdirSync(dirname(join(dir, path)), { recursive: true })
      writeFileSync(join(dir, path), records.map((record) => JSON.stringify(record)).join('\n'))
    }
    const place = parsePlace('{user}', dir)
    const means = { store, reader: inThread(plainly), conceal: plainly, exclude: [], own: [], progress: () => {} }
    await ingest(place, SOURCES, means)
    const rows = await store.study({ places: [place.id], protect: 'user' })
    return {
      sessions: ownRows(await rows.rows('sessions')),
      turns: ownRows(await rows.rows('turns')),
      actions: ownRows(await rows.rows('actions')),
    }
  } finally {
    await store.close()
    rmSync(dir, { recursive: true })
  }
}
