import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { UsageError } from './exit.js'

const fileOf = (folder: string) => join(folder, 'seeds.json')

/**
 * Sees to it that all samples of a judge are drawn with one seed: then a unit's chances in several of them are one chance,
 * the largest. Remembers the seed of a judge's first sample.
 * @param drawn whether verdicts of that judge bear a chance already.
 * @throws UsageError where they were drawn with another seed.
 */
export async function sameSeed(folder: string, judge: string, seed: number, drawn: boolean): Promise<void> {
  const text = await readFile(fileOf(folder), 'utf8').catch(() => '{}')
  const seeds = JSON.parse(text) as Record<string, number>
  const known = seeds[judge]
  if (known === seed) return
  if (known !== undefined && drawn)
    throw new UsageError(
      `--seed ${seed}: what ${judge} judged so far was drawn with seed ${known}, and two draws do not add up to one sample; name that seed, in the study file as sample.seed`,
    )
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const unfinished = `${fileOf(folder)}.${process.pid}.new`
  await writeFile(unfinished, `${JSON.stringify({ ...seeds, [judge]: seed })}\n`, { mode: 0o600 })
  await rename(unfinished, fileOf(folder))
}
