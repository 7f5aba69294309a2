import { readdir, readFile, rename, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type FleetOptions, type FleetTruth, makeFleet } from '../fleet/index.js'

/** Stands in everything that is planted; no output may hold it. */
export const MARK = /planted/i

/** What is planted into texts of logs, by what stands there before. Nothing that is counted changes. */
const TEXTS: readonly (readonly [RegExp, string])[] = [
  [/"cwd":"/g, '"cwd":"/home/planted-person/planted-folder'],
  [/"gitBranch":"/g, '"gitBranch":"planted/branch-'],
  [/mcp__tracker__list_issues/g, 'mcp__planted__tool'],
  [/retry loop|invoice page|build script/g, 'planted-text of planted@example.org'],
  [/Done\.|It works now\./g, 'Done by planted-answer.'],
]

/** Lines that no version writes: of an unknown type, and no record at all. */
const STRANGE = '{"type":"planted-record","sessionId":"planted-session","text":"planted"}\n{"planted broken line\n'

/** A fleet as `makeFleet` writes it, with a mark in every name and text that could come out. */
export async function makePlantedFleet(dir: string, options: FleetOptions): Promise<FleetTruth> {
  const truth = await makeFleet(dir, options)
  for (const user of await readdir(dir)) {
    const own = join(dir, `planted-${user}`)
    await rename(join(dir, user), own)
    for (const folder of await readdir(join(own, 'projects')))
      await rename(join(own, 'projects', folder), join(own, 'projects', `-planted${folder}`))
    await writeFile(join(own, 'projects', 'planted-notes.jsonl'), '{"note":"planted"}\n')
    for (const path of await readdir(own, { recursive: true }))
      if (path.endsWith('.jsonl') && !path.endsWith('planted-notes.jsonl')) await plant(join(own, path))
  }
  for (const list of [truth.sessions, truth.turns, truth.actions])
    for (const unit of list) unit.contributor = `planted-${unit.contributor}`
  return truth
}

async function plant(path: string): Promise<void> {
  const { atime, mtime } = await stat(path)
  const text = await readFile(path, 'utf8')
  const planted = TEXTS.reduce((sum, [from, to]) => sum.replaceAll(from, to), text)
  await writeFile(path, planted + STRANGE)
  await utimes(path, atime, mtime)
}
