import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { UsageError } from './exit.js'

const fileOf = (folder: string) => join(folder, 'draws.json')

/** What makes two draws one: the same seed, and the same ones as contributors. */
export const drawOf = (seed: number, protect: 'user' | 'customer'): string =>
  protect === 'user' ? `seed ${seed}` : `seed ${seed}, protecting customers`

/**
 * Sees to it that all samples of a judge are of one draw: then a unit's chances in several of them are one chance, the
 * largest. Remembers the draw of a judge's first sample.
 * @param drawn whether verdicts of that judge bear a chance already.
 * @throws UsageError where they were drawn with another seed.
 */
export async function sameDraw(folder: string, judge: string, draw: string, drawn: boolean): Promise<void> {
  const text = await readFile(fileOf(folder), 'utf8').catch(() => '{}')
  const draws = JSON.parse(text) as Record<string, string>
  const known = draws[judge]
  if (known === draw) return
  if (known !== undefined && drawn)
    throw new UsageError(
      `${draw}: what ${judge} judged so far was drawn with ${known}, and two draws do not add up to one sample; keep to it, with --seed, or in the study file as sample.seed and policy.protect`,
    )
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const unfinished = `${fileOf(folder)}.${process.pid}.new`
  await writeFile(unfinished, `${JSON.stringify({ ...draws, [judge]: draw })}\n`, { mode: 0o600 })
  await rename(unfinished, fileOf(folder))
}
