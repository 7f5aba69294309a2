import { readFile, rename, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseRelease, type Release, TESTED, type Tested } from '../release/index.js'
import { releaseJson } from '../report/index.js'
import type { AttackResult } from './attack-result.js'
import { UsageError } from './exit.js'

/** What a release says of attacks that were played against its study. */
export function testedBy({ date, runs, targets, outcomes }: AttackResult): Tested {
  const worst = outcomes.reduce((most, one) => (one.recovery.above > most.recovery.above ? one : most))
  const { above, low, high } = worst.recovery
  const attacks = outcomes.map(({ id }) => id)
  return { date, runs, targets, attacks, worst: { attack: worst.id, above, low, high }, says: TESTED }
}

/**
 * Reads a release that is to carry a result.
 * @throws UsageError where it cannot be read, or was made under other thresholds than those that are attacked.
 */
export async function releaseToTell(file: string, cwd: string, policy: AttackResult['policy']): Promise<Release> {
  const path = resolve(cwd, file)
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new UsageError(`cannot read ${file}: ${error.message}`)
  })
  let release: Release
  try {
    release = parseRelease(JSON.parse(text))
  } catch (error) {
    throw new UsageError(`${file}: ${(error as Error).message}`)
  }
  const own = release.study.policy
  const other = (['name', 'k_users', 'k_items', 'sybils', 'protect'] as const).find((key) => own[key] !== policy[key])
  if (other !== undefined)
    throw new UsageError(
      `${file} was made with ${other} ${own[other]}, and the study has ${policy[other]}; expected the same`,
    )
  return release
}

/** Writes a release anew, with the result. */
export async function tellIn(file: string, cwd: string, release: Release, result: AttackResult): Promise<void> {
  const path = resolve(cwd, file)
  const told = { ...release, study: { ...release.study, tested: testedBy(result) } }
  await writeFile(`${path}.new`, releaseJson(told))
  await rename(`${path}.new`, path)
}
