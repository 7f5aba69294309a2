import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FORGET, RULES } from '../../../src/facets/index.js'
import { concealer } from '../../../src/ingest/index.js'
import type { FileRead, Source } from '../../../src/model/index.js'
import { Reducing, sourceOf } from '../../../src/sources/index.js'
import { everybody } from '../read-bytes.js'

export const conceal = concealer(Buffer.alloc(32, 7))

export const reducing = (): Reducing => new Reducing({ conceal, forget: FORGET })

/** The lines that are left of records of API requests. */
export function reduced(records: readonly unknown[], by = reducing()): string[] {
  return records.flatMap((record) => by.request(record, null))
}

/** What a source reads in a file, judged. */
export const readJudged = async (source: Source, path: string): Promise<FileRead> =>
  everybody(await source.read(path, null, conceal, null, RULES))

/** What comes of lines that were kept. */
export const readKept = (lines: readonly string[]): Promise<FileRead> => readText(sourceOf('collected')!, lines)

/** What comes of records, each on a line. */
export const readLines = (source: Source, records: readonly unknown[]): Promise<FileRead> =>
  readText(
    source,
    records.map((record) => JSON.stringify(record)),
  )

async function readText(source: Source, lines: readonly string[]): Promise<FileRead> {
  const dir = mkdtempSync(join(tmpdir(), 'leeway-kept-'))
  try {
    writeFileSync(join(dir, 'log.jsonl'), lines.map((line) => `${line}\n`).join(''))
    return await readJudged(source, join(dir, 'log.jsonl'))
  } finally {
    rmSync(dir, { recursive: true })
  }
}

/** Rows without the lines they stand on, in an order of their own. */
export function rowsOf({ sessions, turns, actions, agents, touches }: FileRead): Record<string, string[]> {
  const still = (rows: readonly object[]) => rows.map((row) => JSON.stringify({ ...row, line: null })).sort()
  return {
    sessions: still(sessions),
    turns: still(turns),
    actions: still(actions),
    agents: still(agents),
    touches: still(touches),
  }
}

/** The records of a log: its lines, or the elements of its document, or itself. */
export function recordsIn(name: string, text: string): unknown[] {
  if (/\.(?:jsonl|ndjson)$/.test(name))
    return text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => JSON.parse(line) as unknown)
  const value = JSON.parse(text) as unknown
  return Array.isArray(value) ? value : [value]
}
