import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { plan } from './plan.js'
import { population } from './population.js'
import { type DemoFile, writeSession } from './session.js'
import { type DemoTruth, truth } from './truth.js'

export type { BinShare, Curves, DemoTruth } from './truth.js'

export interface DemoOptions {
  /** Default 7. The same seed gives the same bytes. */
  seed?: number | undefined
  /** Default 48. Curves over experience and rare percentiles need about that many. */
  users?: number | undefined
}

const BATCH = 64

/**
 * Writes a synthetic population of Claude Code transcripts, `dir/{user}/projects/…/<session>.jsonl`, from 1 August 2025
 * to 31 January 2026, whose curves follow the published ones.
 * @param onProgress is told how many sessions of how many are written.
 * @returns what was planted and what was written.
 */
export async function writeDemo(
  dir: string,
  options: DemoOptions = {},
  onProgress?: (done: number, of: number) => void,
): Promise<DemoTruth> {
  const { seed = 7, users = 48 } = options
  if (!Number.isSafeInteger(users) || users < 1)
    throw new RangeError(`users: expected a whole number of 1 or more, got ${users}`)
  const plans = plan(seed, population(seed, users))
  const sums = { actions: 0, subagents: 0, compactions: 0 }
  const folders = new Set<string>()
  for (let done = 0; done < plans.length; done += BATCH) {
    const files: DemoFile[] = []
    for (const session of plans.slice(done, done + BATCH)) {
      const written = writeSession(seed, session)
      sums.actions += written.actions
      sums.subagents += written.subagents
      sums.compactions += written.compactions
      for (const { path, text } of written.files) files.push({ path: join(dir, session.person.name, path), text })
    }
    for (const folder of new Set(files.map(({ path }) => dirname(path)))) {
      if (!folders.has(folder)) await mkdir(folder, { recursive: true })
      folders.add(folder)
    }
    await Promise.all(files.map(({ path, text }) => writeFile(path, text)))
    onProgress?.(Math.min(done + BATCH, plans.length), plans.length)
  }
  return truth(users, plans, sums)
}
